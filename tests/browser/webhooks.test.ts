import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { build } from '../../packages/web/build.mjs';
import { axeFindings, contextFor, DESK, type Device, startBrowser, watchErrors } from './browser.ts';

const db = withDatabase();
let browser: Browser;
let data_dir: string;
let server: Server;
let context: BrowserContext;
let page: Page;
let errors: string[] = [];
/** An endpoint of the shop's own, which answers as a test says. */
let receiver: HttpServer;
let status = 200;
let received: { headers: { [name: string]: string }; body: string }[] = [];

beforeAll(async () => {
  await build({ minify: false });
  browser = await startBrowser();
  data_dir = await mkdtemp(join(tmpdir(), 'hark-webhooks-'));
  const set = { PORT: '0', DATABASE_URL: db.url, HARK_DATA: data_dir, HARK_DEMO_HISTORY: 'no' };
  server = await startServer(readConfig({ ...set, HARK_WEBHOOKS_ALLOW_PRIVATE: 'yes' }), () => undefined);
  receiver = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({ headers: Object.fromEntries(headers), body });
      answer.writeHead(status).end(status === 200 ? 'taken' : 'the stock system is down');
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  receiver?.close();
  await rm(data_dir, { recursive: true });
});

afterEach(async () => {
  await context.close();
  expect(errors).toEqual([]);
});

async function signIn(device: Partial<Device> = {}): Promise<void> {
  context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  errors = watchErrors(page);
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: /^Shop admin/ }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.goto(`${server.url}/webhooks`);
}

const address = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hark`;

test('an endpoint is made by keyboard, a test event arrives signed, a failed one is sent again, the secret is rotated', async () => {
  received = [];
  status = 500;
  await signIn();
  await page.getByText('Nobody is told yet').waitFor();
  await page.getByLabel('Address').fill('ftp://nowhere');
  await page.getByLabel('Address').press('Enter');
  await page.getByText('The address must begin with https://').waitFor();
  await page.getByLabel('Address').fill(address());
  await page.getByLabel('What it is').fill('Stock system');
  await page.getByLabel('What it is').press('Enter');
  await page.getByText('Copy the secret now').waitFor();
  const secret = await page.locator('p.secret').first().innerText();
  await page.getByRole('button', { name: 'Send a test event' }).press('Enter');
  await page.getByText('The endpoint answered 500.').waitFor();
  status = 200;
  await page.getByRole('button', { name: 'Details' }).press('Enter');
  await page.getByText('the stock system is down').waitFor();
  await page.getByLabel('One delivery').getByRole('button', { name: 'Send again' }).press('Enter');
  await page.locator('td .good', { hasText: 'delivered' }).waitFor();
  await expect.poll(() => received.length).toBeGreaterThan(1);
  for (const { headers, body } of received)
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'hark.test' });
  await page.getByRole('button', { name: 'Make a new secret' }).press('Enter');
  await page.getByText('The secret before signs too until').waitFor();
  expect(await page.locator('p.secret').first().innerText()).not.toBe(secret);
  await page.getByRole('link', { name: 'All endpoints' }).press('Enter');
  await page.getByRole('link', { name: 'Stock system' }).waitFor();
});

test('both screens hold on a desk and a telephone, in light and dark, without a finding of axe', async () => {
  for (const width of [1440, 390])
    for (const dark of [false, true]) {
      await signIn({ width, height: 900, colours: dark ? 'dark' : 'light' });
      await page.getByRole('link', { name: 'Stock system' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('link', { name: 'Stock system' }).click();
      await page.getByRole('button', { name: 'Details' }).click();
      await page.getByLabel('One delivery').getByText('The request').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await context.close();
    }
  await signIn();
});
