import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { contextFor, DESK, startBrowser, updatePages, watchErrors } from './browser.ts';

const db = withDatabase();
let browser: Browser;
let data_dir: string;
let server: Server;
let context: BrowserContext;

beforeAll(async () => {
  updatePages();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'hark-whole-'));
  await start('0');
  context = await contextFor(browser, DESK);
});

afterEach(async () => {
  await context.close();
  await server.close();
  await rm(data_dir, { recursive: true });
});

async function start(port: string): Promise<void> {
  const config = readConfig({
    PORT: port,
    DATABASE_URL: db.url,
    HARK_DATA: data_dir,
    HARK_DEMO_HISTORY: 'no',
  });
  server = await startServer(config, () => undefined);
}

function address(title: string): string {
  const page = server.pages.find((each) => each.title.includes(title));
  if (!page) throw new Error(`there is no page ${title}`);
  return page.url;
}

async function write(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox').fill(words);
  await page.keyboard.press('Enter');
}

/** Presses the first button of each open question until there is a receipt. */
async function cancelAnOrder(page: Page): Promise<void> {
  await write(page, 'I want to cancel my order');
  const receipt = page.locator('.card-receipt');
  const alive = page.locator('.log button.option');
  while ((await receipt.count()) === 0) {
    await alive.first().or(receipt).first().waitFor();
    if ((await receipt.count()) > 0) return;
    const before = await page.locator('.entry').count();
    await alive.first().click();
    await expect.poll(() => page.locator('.entry').count()).toBeGreaterThan(before + 1);
  }
}

test('a newcomer cancels an order on the chat page, holds a receipt, and every step is explained on the trace page', async () => {
  const page = await context.newPage();
  const errors = watchErrors(page);
  await page.goto(address('Ana Solana'));
  await page.locator('.log button.option').first().waitFor();
  await cancelAnOrder(page);
  expect(await page.locator('.card-receipt .card-reference').textContent()).toMatch(/Reference \S+/);

  const trace = await context.newPage();
  const traceErrors = watchErrors(trace);
  await trace.goto(address('sign in'));
  await trace.getByRole('button', { name: /^Strategist/ }).click();
  await trace.getByRole('button', { name: 'Sign in', exact: true }).click();
  await trace.getByRole('navigation', { name: 'Latest conversations' }).getByRole('link').first().click();
  const asked = trace.locator('.event', { hasText: 'Action requested' });
  await asked.waitFor();
  expect(await asked.locator('.why').textContent()).toMatch(/because \S+/);
  expect(await trace.getByText('Action was done').count()).toBe(1);
  expect(await trace.locator('.event.decided').count()).toBe(
    await trace.locator('.event.decided .why').count(),
  );
  expect([...errors, ...traceErrors]).toEqual([]);
});

test('while the server restarts, what the buyer writes is kept and sent once', async () => {
  const page = await context.newPage();
  await page.goto(address('without signing in'));
  await page.locator('.log button.option').first().waitFor();
  const { port } = new URL(server.url);
  await server.close();
  await page.getByText('No connection.').waitFor();
  await write(page, 'I want to talk to a person');
  await page.getByText('Not sent yet.').waitFor();
  await start(port);
  await page.getByText(/A person answers by/).waitFor();
  const texts = await page.locator('.from-buyer .text').allTextContents();
  expect(texts).toEqual(['I want to talk to a person']);
  await page.reload();
  await expect.poll(() => page.locator('.from-buyer .text').allTextContents()).toEqual(texts);
});
