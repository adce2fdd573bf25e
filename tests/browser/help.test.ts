import { randomUUID } from 'node:crypto';
import { compilePlaybook, renderMessage, understand } from '@hark/core';
import { readPlaybookFolder } from '@hark/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { memoryStore } from '../../packages/server/src/conversations/memory-store.ts';
import { makeView } from '../../packages/server/src/conversations/view.ts';
import { starterPlaybook } from '../../packages/server/src/main.ts';
import { type SmallServer, smallServer } from '../../packages/server/src/testing/small-server.ts';
import { smallShop } from '../../packages/server/src/testing/small-shop.ts';
import { makeTurns } from '../../packages/server/src/turn.ts';
import {
  axeFindings,
  buildPages,
  contextFor,
  DESK,
  type Device,
  startBrowser,
  watchErrors,
} from './browser.ts';

let browser: Browser;
let server: SmallServer;
let address: string;
let pages: Awaited<ReturnType<typeof buildPages>>;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  const compiled = compilePlaybook(readPlaybookFolder(starterPlaybook()));
  if (!compiled.ok) throw new Error('the starter has mistakes');
  const { playbook } = compiled;
  pages = await buildPages();
  const store = memoryStore();
  const turns = makeTurns({
    playbook,
    understand: (text, language) => understand(playbook.understander, text, { language }),
    marketplace: smallShop(),
    store,
    now: () => new Date().toISOString(),
    id: randomUUID,
  });
  const view = makeView({
    render: (sent) => renderMessage(playbook, sent),
    person_by: () => null,
    survey: () => null,
    title: () => null,
  });
  server = await smallServer({
    help: playbook,
    public_origin: null,
    store,
    turns,
    view,
    folders: { widget: pages.folders.chat, web: pages.folders.trace },
  });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await server.app.close();
  await pages.remove();
});

async function open(path: string, device: Partial<Device> = {}): Promise<string[]> {
  const context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  const errors = watchErrors(page);
  await page.goto(`${address}${path}`);
  return errors;
}

const field = () => page.getByRole('combobox', { name: 'Search the articles' });
const options = () => page.getByRole('option');
const told = () => page.getByRole('status').first();
const chosen = () => page.locator('[role=option][aria-selected=true] .name').allTextContents();

test('answers come while one types, are chosen by arrow keys, and Enter leads to the section', async () => {
  const errors = await open('/help/en');
  await field().focus();
  await page.keyboard.type('guaran');
  await options().first().waitFor();
  expect(await field().getAttribute('aria-expanded')).toBe('true');
  expect(await options().first().locator('mark').first().textContent()).toMatch(/guaran/i);
  expect(await told().textContent()).toContain('choose with the arrow keys');
  const all = await options().locator('.name').allTextContents();
  const steps: [key: string, at: number][] = [
    ['ArrowDown', 0],
    ['ArrowDown', 1],
    ['End', all.length - 1],
    ['ArrowDown', 0],
    ['ArrowUp', all.length - 1],
    ['Home', 0],
  ];
  for (const [key, at] of steps) {
    await page.keyboard.press(key);
    expect(await chosen()).toEqual([all[at]]);
  }
  const id = await options().first().getAttribute('id');
  expect(await field().getAttribute('aria-activedescendant')).toBe(id);
  expect(await axeFindings(page)).toEqual([]);
  const first = all[0] ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL('**/help/en/warranty#*');
  await page.getByRole('heading', { level: 2, name: first }).waitFor();
  expect(errors).toEqual([]);
});

test('Escape closes the list and keeps what was typed, a second one clears it, and what is below does not move', async () => {
  await open('/help/en');
  const before = await page.locator('.groups').boundingBox();
  await field().fill('password');
  await options().first().waitFor();
  expect(await page.locator('.groups').boundingBox()).toEqual(before);
  await page.keyboard.press('Escape');
  await options().first().waitFor({ state: 'hidden' });
  expect(await field().inputValue()).toBe('password');
  await page.keyboard.press('Escape');
  expect(await field().inputValue()).toBe('');
});

test('without the network the page says so quietly, and goes on once it is back', async () => {
  await open('/help/en');
  await page.context().setOffline(true);
  await field().fill('password');
  await page.getByText('Suggestions cannot be reached just now.').waitFor();
  await page.context().setOffline(false);
  await field().fill('passwords');
  await options().first().waitFor();
  expect(await told().textContent()).not.toContain('cannot be reached');
});

test('without scripts the form searches, feedback is given, changed and taken back, all by key', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
  await page.goto(`${address}/help/en`);
  await page.getByRole('searchbox').fill('forgot password');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'I forgot my password', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Your account and your data' }).waitFor();
  await page.getByRole('button', { name: 'No', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('You said that this did not help.').waitFor();
  await page.getByLabel('What should be better?').fill('Where is the link?');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your words are kept with it.').waitFor();
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.getByText('You said that this helped.').waitFor();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('You said').waitFor({ state: 'hidden' });
});

test('the form does the same where it is sent', async () => {
  const errors = await open('/help/es');
  await page.getByRole('combobox').fill('he olvidado la contraseña');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/help/es?q=*');
  await page.getByRole('link', { name: 'He olvidado mi contraseña', exact: true }).waitFor();
  expect(errors).toEqual([]);
});

test('an article has the same in the other language', async () => {
  await open('/help/en/returns');
  await page.getByRole('link', { name: 'Español' }).click();
  await page.getByRole('heading', { level: 1, name: 'Devolver un artículo' }).waitFor();
});

test('"still need help" opens the chat with what was read and searched, and a reload finds the same conversation', async () => {
  await open('/help/en?q=money%20back');
  await page.goto(`${address}/help/en/payment`);
  await page.goto(`${address}/help/en/returns`);
  const asked = page.waitForRequest('**/api/conversations');
  await page.getByRole('link', { name: 'Open the chat' }).click();
  expect((await asked).postDataJSON()).toMatchObject({
    visited: { read: ['payment', 'returns'], searched: ['money back'] },
  });
  await page.getByText('You were reading “Returning something”, “Ways to pay and gift cards”.').waitFor();
  await page.getByRole('button', { name: 'Return something' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(page.url()).toContain('/chat?lang=en#');
  await page.reload();
  await page.getByText('You were reading “Returning something”').waitFor();
  expect(await page.getByText('You were reading').count()).toBe(1);
});

const PATHS = ['', '?q=return', '?q=zeppelin', '/returns', '/nothing'];
const LOOKS = ['en', 'es'].flatMap((language) =>
  (['light', 'dark'] as const).flatMap((colours) =>
    [390, 1440].map((width) => ({ language, colours, width })),
  ),
);

test.each(LOOKS)(
  'axe finds nothing wrong with any page in $language, $colours, at $width px, and nothing overflows',
  async ({ language, ...device }) => {
    for (const [at, path] of PATHS.entries()) {
      if (at > 0) await page.context().close();
      await open(`/help/${language}${path}`, device);
      expect({ path, found: await axeFindings(page) }).toEqual({ path, found: [] });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
  },
);

test('on paper there is the article and where it stands, and nothing to press', async () => {
  await open('/help/en/returns');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText(`From ${address}/help/en/returns`).isVisible()).toBe(true);
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.getByRole('heading', { level: 2, name: 'How do I send it back?' }).isVisible()).toBe(
    true,
  );
});
