import { compilePlaybook } from '@hark/core';
import { readPlaybookFolder } from '@hark/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { starterPlaybook } from '../../packages/server/src/main.ts';
import { type SmallServer, smallServer } from '../../packages/server/src/testing/small-server.ts';
import { axeFindings, contextFor, DESK, type Device, startBrowser, watchErrors } from './browser.ts';

let browser: Browser;
let server: SmallServer;
let address: string;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  const compiled = compilePlaybook(readPlaybookFolder(starterPlaybook()));
  if (!compiled.ok) throw new Error('the starter has mistakes');
  server = await smallServer({ help: compiled.playbook });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await server.app.close();
});

async function open(path: string, device: Partial<Device> = {}): Promise<string[]> {
  const context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  const errors = watchErrors(page);
  await page.goto(`${address}${path}`);
  return errors;
}

test('answers come while one types, and one leads to its section, all by key', async () => {
  const errors = await open('/help/en');
  await page.keyboard.press('Tab');
  await page.getByLabel('Search the articles').focus();
  await page.keyboard.type('how long is the guaran');
  const answer = page.getByRole('link', { name: 'How long is the guarantee?' });
  await answer.waitFor();
  await answer.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/help/en/warranty#how-long-is-the-guarantee');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Guarantee');
  expect(errors).toEqual([]);
});

test('the form does the same where it is sent', async () => {
  const errors = await open('/help/es');
  await page.getByLabel('Buscar en los artículos').fill('he olvidado la contraseña');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/help/es?q=*');
  await page.getByRole('link', { name: 'He olvidado mi contraseña' }).waitFor();
  expect(errors).toEqual([]);
});

test('an article has the same in the other language', async () => {
  await open('/help/en/returns');
  await page.getByRole('link', { name: 'Español' }).click();
  await page.getByRole('heading', { level: 1, name: 'Devolver un artículo' }).waitFor();
});

const LOOKS = [
  { colours: 'light', width: 1440, path: '/help/en?q=return' },
  { colours: 'dark', width: 390, path: '/help/es?q=devolver' },
  { colours: 'light', width: 390, path: '/help/es/returns' },
  { colours: 'dark', width: 1440, path: '/help/en/returns' },
] as const;

test.each(LOOKS)(
  'axe finds nothing wrong with $path in $colours at $width px, and nothing overflows',
  async ({ path, ...device }) => {
    await open(path, device);
    expect(await axeFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  },
);
