import { compilePlaybook } from '@hark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { starterPlaybook } from '../main.ts';
import { readPlaybookFolder } from '../playbook-folder.ts';
import { type SmallServer, smallServer } from '../testing/small-server.ts';
import { articleHtml } from './article-html.ts';

let server: SmallServer;
beforeAll(async () => {
  const compiled = compilePlaybook(readPlaybookFolder(starterPlaybook()));
  if (!compiled.ok) throw new Error('the starter has mistakes');
  server = await smallServer({ help: compiled.playbook });
});
afterAll(() => server.app.close());

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });

test('the help centre opens in the reader’s language', async () => {
  expect((await get('/help', { 'accept-language': 'es-MX,es;q=0.9' })).headers.location).toBe('/help/es');
  expect((await get('/help', { 'accept-language': 'fr' })).headers.location).toBe('/help/en');
});

test('an article stands under its address in each language, with its sections, the other language and more to read', async () => {
  const answer = await get('/help/es/returns');
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('<html lang="es">');
  expect(answer.body).toContain('href="#cuanto-tiempo-tengo-para-devolver"');
  expect(answer.body).toContain('<h2 id="cuanto-tiempo-tengo-para-devolver">');
  expect(answer.body).toContain('hreflang="en" href="/help/en/returns"');
});

test('a search shows passages with the way to them, and says so when there is none', async () => {
  expect((await get('/help/en?q=who%20pays%20the%20return')).body).toContain(
    '/help/en/returns#what-does-a-return-cost',
  );
  expect((await get('/help/en?q=zeppelin')).body).toContain('No article speaks of “zeppelin”');
});

test('what is asked is shown as text, whatever it holds', async () => {
  const answer = await get(`/help/en?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(answer.body).not.toContain('<script>alert');
});

test.each(['/help/fr', '/help/en/nothing', '/help/en/constructor', '/help/__proto__'])(
  '%s is no page',
  async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  },
);

test('markup in an article is shown as text, and a link leads to a page or nowhere', () => {
  const { html } = articleHtml(
    'A <img src=x onerror=y> [good](https://x.example) [bad](javascript:alert(1)) [here](/help/en)',
  );
  expect(html).toContain('&lt;img src=x onerror=y&gt;');
  expect(html).toContain('<a href="https://x.example">good</a>');
  expect(html).toContain('<a href="/help/en">here</a>');
  expect(html).not.toContain('javascript:');
});
