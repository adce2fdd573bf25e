import { compilePlaybook } from '@hark/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../identity/role.ts';
import { starterPlaybook } from '../main.ts';
import { readPlaybookFolder } from '../playbook-folder.ts';
import { asPerson, ORIGIN, somebody } from '../testing/people.ts';
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
  expect(answer.body).toContain('<html lang="es" dir="ltr">');
  expect(answer.body).toContain('href="#cuanto-tiempo-tengo-para-devolver"');
  expect(answer.body).toContain('<h2 id="cuanto-tiempo-tengo-para-devolver">');
  expect(answer.body).toContain('href="/help/en/returns" hreflang="en"');
});

test('a search shows passages with the way to them, and says so when there is none', async () => {
  expect((await get('/help/en?q=who%20pays%20the%20return')).body).toContain(
    '/help/en/returns#what-does-a-return-cost',
  );
  expect((await get('/help/en?q=zeppelin')).body).toContain('No article speaks of “zeppelin”');
  const { body } = await get(
    `/help/en?q=${encodeURIComponent('the zeppelin of my neighbour bought a guarantee')}`,
  );
  expect(body).toContain('Perhaps one of these helps');
  expect(body).toContain('/help/en/warranty');
});

test('what is asked is shown as text, whatever it holds', async () => {
  const answer = await get(`/help/en?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(answer.body).not.toContain('<script>alert');
});

test('a result shows what speaks of the question, with the words marked', async () => {
  const { body } = await get('/help/en?q=who%20pays%20the%20return');
  expect(body).toContain('The seller <mark>pays</mark>');
});

test.each(['/help/fr', '/help/en/nothing', '/help/en/constructor', '/help/__proto__', '/help/en/a/b'])(
  '%s is no page: a search stands there instead',
  async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('role="search"');
  },
);

test('a page has one address, names itself in every language, and lets nothing in but what it brings', async () => {
  const { body, headers } = await get('/help/es/returns');
  expect(body).toContain(`<link rel="canonical" href="${ORIGIN}/help/es/returns">`);
  expect(body).toContain(`hreflang="en" href="${ORIGIN}/help/en/returns"`);
  expect(body).toContain(`hreflang="x-default" href="${ORIGIN}/help/en/returns"`);
  const nonce = /script-src 'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
  expect(body).toContain(`<script src="/help.js" nonce="${nonce}" defer>`);
  expect((await get('/help/es/returns')).body).not.toContain(nonce);
});

describe('the search while one types', () => {
  const ask = (query: string) => get(`/api/help/search?${query}`);

  test('finds a word that is only begun and says where it stands, with the words marked', async () => {
    const { results } = (await ask('q=how+long+is+the+guaran&language=en')).json();
    expect(results[0]).toMatchObject({
      href: '/help/en/warranty#how-long-is-the-guarantee',
      title: 'Guarantee',
    });
    expect(results[0].heading).toContainEqual({ text: 'guarantee', marked: true });
  });

  test('takes no more than a question, in a language that is spoken', async () => {
    expect((await ask(`q=${'a'.repeat(201)}&language=en`)).statusCode).toBe(422);
    expect((await ask('q=&language=en')).statusCode).toBe(422);
    expect((await ask('q=return&language=fr')).statusCode).toBe(404);
  });

  test('is limited for one address, and says for how long', async () => {
    const other = '203.0.113.7';
    const asked = () =>
      server.app.inject({ url: '/api/help/search?q=return&language=en', remoteAddress: other });
    for (let count = 0; count < 300; count += 1) expect((await asked()).statusCode).toBe(200);
    const refused = await asked();
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('q=return&language=en')).statusCode).toBe(200);
  });
});

describe('did this help', () => {
  const say = (payload: Record<string, string>, headers: Record<string, string> = {}) =>
    server.app.inject({
      method: 'POST',
      url: '/help/en/returns/feedback',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, ...headers },
      payload: new URLSearchParams(payload).toString(),
    });
  const cookieOf = (answer: { headers: { 'set-cookie'?: string | string[] | undefined } }): string =>
    String(answer.headers['set-cookie']).split(';')[0] ?? '';

  test('nobody is given a cookie for reading; what one says is shown again, changed and taken back', async () => {
    expect((await get('/help/en/returns')).headers['set-cookie']).toBeUndefined();
    const first = await say({ helped: 'no' });
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe('/help/en/returns#feedback');
    const cookie = cookieOf(first);
    expect((await get('/help/en/returns', { cookie })).body).toContain('You said that this did not help.');
    await say({ helped: 'yes', comment: 'my card is 4111 1111 1111 1111' }, { cookie });
    const page = (await get('/help/en/returns', { cookie })).body;
    expect(page).toContain('You said that this helped.');
    expect(page).not.toContain('4111 1111');
    expect((await get('/help/en/payment', { cookie })).body).not.toContain('You said');
    await say({ helped: 'none' }, { cookie });
    expect((await get('/help/en/returns', { cookie })).body).not.toContain('You said');
  });

  test('another site says nothing in a visitor’s name, and no more is taken than fits', async () => {
    expect((await say({ helped: 'yes' }, { origin: 'https://elsewhere.example' })).statusCode).toBe(403);
    expect((await say({ helped: 'yes', comment: 'a'.repeat(1001) })).statusCode).toBe(422);
    expect((await say({ helped: 'perhaps' })).statusCode).toBe(422);
  });

  test('how articles stand is shown to those of the platform alone', async () => {
    const status = async (role: Role) =>
      (await get('/api/help/articles', asPerson(somebody(role)))).statusCode;
    expect(await status('strategist')).toBe(200);
    expect(await status('shop_admin')).toBe(403);
    expect((await get('/api/help/articles')).statusCode).toBe(401);
  });
});

test('a conversation begins with what was read and searched, card numbers masked, and with no more than that', async () => {
  const open = (visited: unknown) =>
    server.app.inject({ method: 'POST', url: '/api/conversations', payload: { visited } });
  const opened = await open({ read: ['returns'], searched: ['paid with 4111 1111 1111 1111', ' '] });
  expect(opened.statusCode).toBe(201);
  const [first] = await server.store.events(opened.json().conversation_id, 0);
  expect(first?.data).toMatchObject({ visited: { read: ['returns'] } });
  expect(JSON.stringify(first?.data)).not.toContain('4111 1111');
  expect((await open({ read: Array(21).fill('a') })).statusCode).toBe(422);
  expect((await open({ read: [], searched: ['a'.repeat(201)] })).statusCode).toBe(422);
});

test('markup in an article is shown as text, and a link leads to a page or nowhere', () => {
  const { html } = articleHtml(
    'A <img src=x onerror=y> [good](https://x.example) [bad](javascript:alert(1)) [here](/help/en)',
  );
  expect(html).toContain('&lt;img src=x onerror=y&gt;');
  expect(html).toContain('<a href="https://x.example">good</a>');
  expect(html).toContain('<a href="/help/en">here</a>');
  expect(html).not.toContain('javascript:');
});
