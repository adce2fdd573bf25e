import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  axeFindings,
  buildPages,
  contextFor,
  DESK,
  type Device,
  startBrowser,
  watchErrors,
} from './browser.ts';
import { type FakeServer, startFake } from './fake-server.ts';

let browser: Browser;
let pages: Awaited<ReturnType<typeof buildPages>>;
let fake: FakeServer;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  pages = await buildPages();
  browser = await startBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await pages?.remove();
});

beforeEach(async () => {
  fake = await startFake(pages.folders);
  await cancelAnOrder();
});

afterEach(async () => {
  await context.close();
  await fake.close();
  expect(errors).toEqual([]);
});

/** One conversation on the server, held over the API. */
async function cancelAnOrder(): Promise<void> {
  const opened = await fetch(`${fake.url}/api/conversations`, { method: 'POST', body: '{}' });
  const { conversation_id, token } = JSON.parse(await opened.text());
  for (const [index, text] of ['please cancel <b>my</b> kettle', 'the kettle', 'yes'].entries()) {
    const said = fake.lastLog().entries.length;
    await fetch(`${fake.url}/api/conversations/${conversation_id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ client_id: `m${index}`, text }),
    });
    await expect.poll(() => fake.lastLog().entries.length).toBeGreaterThan(said + 1);
  }
}

async function open(device: Partial<Device> = {}, rest = ''): Promise<void> {
  context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  errors = watchErrors(page);
  await page.goto(`${fake.url}/trace${rest}`);
}

async function openConversation(device: Partial<Device> = {}): Promise<void> {
  await open(device);
  await page.getByRole('link', { name: 'cancel order' }).click();
  await page.getByText('Action was done').waitFor();
}

const list = () => page.getByRole('navigation', { name: 'Latest conversations' });
const event = (seq: number) => page.locator(`[id="${seq}"]`);

test('every event is shown once, in order, with its reason', async () => {
  await openConversation();
  const { entries } = fake.lastLog();
  expect(await page.locator('.event').evaluateAll((all) => all.map(({ id }) => Number(id)))).toEqual(
    entries.map(({ seq }) => seq),
  );
  expect(await page.locator('.event.decided .why').count()).toBe(
    entries.filter((entry) => !entry.observed).length,
  );
  const done = entries.find((entry) => entry.type === 'action_requested');
  expect(await event(done?.seq ?? 0).textContent()).toMatch(
    /Action requested.*cancel_order.*because cancel-order steps\/2/,
  );
});

test('what the buyer wrote is shown as text, with the buttons that stood under an answer', async () => {
  await openConversation();
  expect(await page.getByRole('blockquote').nth(1).textContent()).toBe('please cancel <b>my</b> kettle');
  const buttons = page.getByRole('list', { name: 'Buttons under it' });
  expect(await buttons.nth(1).textContent()).toBe('Yes, cancel itNo, keep it');
});

test('the filter leaves what was asked for', async () => {
  await openConversation();
  const kinds = async () => new Set(await page.locator('.event h3').allTextContents());
  await page.getByRole('radio', { name: 'Messages' }).check({ force: true });
  expect(await kinds()).toEqual(new Set(['Buyer wrote', 'Assistant wrote']));
  await page.getByRole('radio', { name: 'Decisions' }).check({ force: true });
  expect(await kinds()).toContain('Action requested');
  expect(await kinds()).not.toContain('Action was done');
});

test('a link leads to one event, even one that the filter hides', async () => {
  await openConversation();
  const seq = fake.lastLog().entries.find((entry) => entry.type === 'action_succeeded')?.seq ?? 0;
  await page.getByRole('link', { name: `Link to event ${seq}` }).click();
  await page.getByRole('radio', { name: 'Messages' }).check({ force: true });
  expect(await event(seq).isVisible()).toBe(true);
  await page.reload();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(String(seq));
});

test('values open by key and show what mattered', async () => {
  await openConversation();
  const values = event(5).getByText('All of this event');
  await values.focus();
  await page.keyboard.press('Enter');
  expect(await event(5).textContent()).toContain('N2048117');
  expect(await event(5).locator('pre').isVisible()).toBe(true);
});

test('a conversation that does not exist is told in words', async () => {
  await open({}, '?conversation=none');
  await page.getByRole('alert').getByText('There is no such conversation.').waitFor();
});

test('going back in the browser leads from a conversation to the list', async () => {
  await openConversation({ width: 390, height: 844 });
  expect(await list().isVisible()).toBe(false);
  await page.goBack();
  await list().waitFor();
  await page.getByRole('link', { name: 'cancel order' }).click();
  await page.getByRole('button', { name: 'All conversations' }).click();
  expect(await list().isVisible()).toBe(true);
});

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)('axe finds nothing wrong in %s at %i px', async (colours, width) => {
  await open({ colours, width, height: 844 });
  await page.getByRole('link', { name: 'cancel order' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'cancel order' }).click();
  await event(3).getByText('All of this event').click();
  expect(await axeFindings(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBe(0);
});
