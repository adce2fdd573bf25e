import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { signBuyerToken } from '../../packages/server/src/identity/buyer-token.ts';
import { contextFor, DESK, type Device, startBrowser, watchErrors } from './browser.ts';
import { type Host, startHost } from './host-page.ts';

const AUDIENCE = 'the-marketplace-of-the-tests';
const SECRET = 'a secret between the shop and the tests, long enough'.replaceAll(' ', '-');

const db = withDatabase();
let browser: Browser;
let data_dir: string;
let server: Server;
let host: Host;
let context: BrowserContext;
let page: Page;
let errors: string[] = [];
/** What the shop had done before the test. */
let done_before = 0;

beforeAll(async () => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))]);
  browser = await startBrowser();
  host = await startHost();
  data_dir = await mkdtemp(join(tmpdir(), 'hark-ten-'));
  await startHark('0');
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await server?.close();
  await rm(data_dir, { recursive: true, force: true });
});

afterEach(async () => {
  await context?.close();
  expect(errors).toEqual([]);
});

async function startHark(port: string): Promise<void> {
  const settings = {
    PORT: port,
    DATABASE_URL: db.url,
    HARK_DATA: data_dir,
    HARK_DEMO_HISTORY: 'no',
    HARK_BUYER_SECRET: SECRET,
    HARK_AUDIENCE: AUDIENCE,
    HARK_ORIGINS: host.url,
  };
  server = await startServer(readConfig(settings), () => undefined);
}

type Call = { call: string; args: { [name: string]: unknown } };

/** Everything that the shop has carried out, in order, as its own journal has it. */
async function doneAtTheShop(): Promise<Call[]> {
  const folder = join(data_dir, 'shop');
  const [name] = await readdir(folder);
  const lines = (await readFile(join(folder, name ?? ''), 'utf8')).split('\n').filter(Boolean);
  return lines
    .map((line): Call & { outcome: { outcome: string } } => JSON.parse(line))
    .filter(({ outcome }) => outcome.outcome === 'done')
    .map(({ call, args }) => ({ call, args }));
}

/** What the shop did in this test. */
async function done(): Promise<Call[]> {
  return (await doneAtTheShop()).slice(done_before);
}

type Visit = { buyer: string | null; order?: string; lang: 'en' | 'es'; device?: Partial<Device> };

/** A buyer opens the chat on the page of an order. */
async function visit({ buyer, order, lang, device = {} }: Visit): Promise<void> {
  done_before = (await doneAtTheShop()).length;
  const claim = { audience: AUDIENCE, buyer_id: buyer ?? '', order_id: order ?? null };
  const token = buyer === null ? '' : await signBuyerToken(SECRET, claim, new Date(Date.now() + 600_000));
  const tag = `<script src="${server.url}/widget.js" data-token="${token}" data-order="${order ?? ''}" data-lang="${lang}" async></script>`;
  context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  errors = watchErrors(page);
  await page.goto(host.show('/order', { body: tag }));
  await page.locator('#hark-chat .launcher').click();
  await panel().locator('.entry').first().waitFor();
}

const panel = () => page.getByRole('dialog');
const field = () => panel().getByRole('textbox');
const receipt = () => panel().locator('.card-receipt');
const offered = (name: string | RegExp): Locator => panel().locator('.log button.option', { hasText: name });
const said = (words: string | RegExp) => panel().locator('.entry', { hasText: words }).last().waitFor();

async function write(words: string): Promise<void> {
  await field().fill(words);
  await field().press('Enter');
}

/** Writes, and waits until something was answered. */
async function say(words: string): Promise<void> {
  const before = await panel().locator('.entry').count();
  await write(words);
  await expect.poll(() => panel().locator('.entry').count(), { timeout: 20_000 }).toBeGreaterThan(before + 1);
}

/** Goes to a button by the Tab key alone, and presses it by Enter. */
async function pressByKey(button: Locator): Promise<void> {
  await button.first().waitFor();
  for (let step = 0; step < 60; step += 1) {
    if (await button.first().evaluate((one) => one.matches(':focus'))) break;
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
}
