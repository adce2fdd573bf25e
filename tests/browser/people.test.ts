import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { codeOf } from '../../packages/server/src/testing/one-time-code.ts';
import {
  axeFindings,
  contextFor,
  DESK,
  type Device,
  startBrowser,
  updatePages,
  watchErrors,
} from './browser.ts';

const db = withDatabase();
let browser: Browser;
let data_dir: string;
let server: Server;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  updatePages();
  browser = await startBrowser();
  data_dir = await mkdtemp(join(tmpdir(), 'hark-people-'));
  const set = { PORT: '0', DATABASE_URL: db.url, HARK_DATA: data_dir, HARK_DEMO_HISTORY: 'no' };
  server = await startServer(readConfig(set), () => undefined);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(data_dir, { recursive: true });
});

beforeEach(async () => {
  await look();
});

afterEach(async () => {
  await context.close();
  expect(errors).toEqual([]);
});

async function look(device: Partial<Device> = {}): Promise<void> {
  await context?.close();
  context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  errors = watchErrors(page);
}

/** Signs in as one of the demo's people, by their button. */
async function signIn(role: RegExp, path = '/sign-in'): Promise<void> {
  await page.goto(server.url + path);
  await page.getByRole('button', { name: role }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

const title = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
const navigation = () => page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();

/** The link of the newest letter in the demo's mailbox. */
async function newestLink(): Promise<string> {
  const letters = await context.newPage();
  await letters.goto(`${server.url}/demo/mail`);
  const link = await letters.locator('pre a').first().getAttribute('href');
  await letters.close();
  return link ?? '';
}

type Pixels = { width: number; height: number; data: number[] };

/** What a scanner reads from a picture on the screen. */
async function scan(picture: Locator): Promise<string> {
  const shot = (await picture.screenshot()).toString('base64');
  const pixels: Pixels = await page.evaluate(`new Promise((resolve) => {
    const image = new Image();
    image.onload = () => {
      const { width, height } = image;
      const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      context.drawImage(image, 0, 0);
      resolve({ width, height, data: [...context.getImageData(0, 0, width, height).data] });
    };
    image.src = 'data:image/png;base64,${shot}';
  })`);
  return decodeQR({ ...pixels, data: Uint8Array.from(pixels.data) });
}

test('each role of the demo signs in by one click and sees its own pages', async () => {
  const seen: { [role: string]: string[] } = {};
  for (const role of ['Agent', 'Shop admin', 'Specialist', 'Strategist', 'Administrator']) {
    await look();
    await signIn(new RegExp(`^${role}`));
    seen[role] = (await navigation()).filter((name) =>
      ['Desk', 'Trace', 'Team', 'API keys', 'Audit log', 'Account'].includes(name),
    );
  }
  expect(seen).toEqual({
    Agent: ['Desk', 'Account'],
    'Shop admin': ['Desk', 'Trace', 'Team', 'API keys', 'Audit log', 'Account'],
    Specialist: ['Desk', 'Trace', 'Account'],
    Strategist: ['Trace', 'Account'],
    Administrator: ['Desk', 'Trace', 'Team', 'API keys', 'Audit log', 'Account'],
  });
});

test('from the first page of the demo each role comes to its page by one press of Enter', async () => {
  for (const [link, heading] of [
    ['The desk', 'Desk'],
    ['The trace', 'Trace'],
    ['The audit log', 'Audit log'],
  ] as const) {
    await look();
    await page.goto(server.url);
    await page.getByRole('link', { name: new RegExp(`^${link}(?! of)`) }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page
      .getByRole('link', { name: heading, exact: true })
      .and(page.locator('[aria-current=page]'))
      .waitFor();
  }
});

test('who is not signed in is led to sign in and back to where they were going; a wrong password is told in words', async () => {
  await page.goto(`${server.url}/audit`);
  await page.getByLabel('E-mail address').fill('eva@platform.example');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('E-mail address and password do not fit together.').waitFor();
  await page.getByRole('button', { name: /^Administrator/ }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await title('Audit log');
  await page.getByRole('cell', { name: 'failed to sign in' }).first().waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await page.goto(`${server.url}/audit`);
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});

test('somebody is invited by mail, accepts, and is let out again', async () => {
  await signIn(/^Shop admin/, '/team');
  await title('Team');
  await page.getByLabel('Name').fill('Nia Brandt');
  await page.getByLabel('E-mail address').fill('nia@shop.example');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByText('A letter with a link is on its way to nia@shop.example.').waitFor();
  const link = await newestLink();
  const theirs = await contextFor(browser, DESK);
  const nia = await theirs.newPage();
  await nia.goto(link);
  await nia.getByRole('heading', { name: 'Welcome, Nia Brandt' }).waitFor();
  await nia.getByLabel('New password').fill('a lamp, a chair, a door');
  await nia.getByRole('button', { name: 'Accept' }).click();
  await nia.getByRole('heading', { name: 'Nia Brandt', exact: true }).waitFor();
  await page.reload();
  page.on('dialog', (dialog) => void dialog.accept());
  const row = page.getByRole('row', { name: /Nia Brandt/ });
  await row.getByRole('button', { name: 'Take away access' }).click();
  await row.getByText('no access').waitFor();
  await nia.reload();
  await nia.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await theirs.close();
});

test('a forgotten password is set anew by the link of a letter, once', async () => {
  await page.goto(`${server.url}/reset`);
  await page.getByLabel('E-mail address').fill('chiara@platform.example');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('status').waitFor();
  const link = await newestLink();
  for (const [words, answer] of [
    ['another four good words', 'Your new password is set'],
    ['yet another few words', 'This link is not open any more'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByLabel('New password').fill(words);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText(answer).waitFor();
  }
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail address').fill('chiara@platform.example');
  await page.getByLabel('Password', { exact: true }).fill('another four good words');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
});

test('a second factor is set up, asked for, and a recovery code opens once', async () => {
  await signIn(/^Agent/, '/account');
  const factor = page.getByRole('region', { name: 'App for codes' });
  const shown = await (await fetch(`${server.url}/api/session`)).text();
  const { password: demo } = JSON.parse(shown).demo[0];
  await factor.getByLabel('Present password').fill(demo);
  await factor.getByRole('button', { name: 'Set it up' }).click();
  const key = (await factor.locator('.secret').textContent()) ?? '';
  const scanned = await scan(factor.getByRole('img', { name: /QR code/ }));
  expect(scanned).toMatch(/^otpauth:\/\/totp\/Hark/);
  expect(new URL(scanned).searchParams.get('secret')).toBe(key.replaceAll(' ', ''));
  await factor.getByLabel('Code of the app').fill(codeOf(key, Date.now()));
  await factor.getByRole('button', { name: 'Confirm' }).click();
  const codes = ((await factor.locator('pre.secret').textContent()) ?? '').split('\n');
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const [code, opens] of [
    [codes[0], true],
    [codes[0], false],
    [codes[1], true],
  ] as const) {
    await look();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('button', { name: /^Agent/ }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(code ?? '');
    await page.keyboard.press('Enter');
    if (opens) await page.getByRole('button', { name: 'Sign out' }).waitFor();
    else await page.getByRole('alert').getByText('The code is wrong').waitFor();
  }
}, 120_000);

test('a key is made, shown once, opens what its scopes say, and is revoked', async () => {
  await signIn(/^Administrator/, '/keys');
  await page.getByLabel('What it is for').fill('Nightly export');
  await page.getByLabel('read conversations and their traces').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = (await page.locator('p.secret').textContent()) ?? '';
  const ask = (path: string) => fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask('/api/conversations')).status).toBe(200);
  expect((await ask('/api/people')).status).toBe(403);
  page.on('dialog', (dialog) => void dialog.accept());
  const row = page.getByRole('row', { name: /Nightly export/ });
  await row.getByRole('button', { name: 'Revoke' }).click();
  await row.getByText('revoked').waitFor();
  expect((await ask('/api/conversations')).status).toBe(401);
});

test('what a reader says of an article stands before the strategist', async () => {
  const reader = await context.newPage();
  await reader.goto(`${server.url}/help/en/returns`);
  await reader.getByRole('button', { name: 'No', exact: true }).click();
  await reader.getByLabel('What should be better?').fill('Where do I print the label?');
  await reader.getByRole('button', { name: 'Send' }).click();
  await reader.getByText('Your words are kept with it.').waitFor();
  await reader.close();
  await signIn(/^Strategist/, '/articles');
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Returning something' }) });
  await row.waitFor();
  const [, language, , not_helped, helped] = await row.getByRole('cell').allTextContents();
  expect([language, not_helped, helped]).toEqual(['English', '1', '0 of 1']);
  await page.getByRole('article').getByText('Where do I print the label?').waitFor();
});

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)(
  'axe finds nothing wrong in %s at %i px, and nothing is wider than the screen',
  async (colours, width) => {
    await look({ colours, width, height: 844 });
    const fine = async (): Promise<void> => {
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    };
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('button', { name: /^Administrator/ }).waitFor();
    await fine();
    await signIn(/^Administrator/, '/team');
    await page.getByText('Bruno Keller').waitFor();
    await fine();
    await page.goto(`${server.url}/keys`);
    await page.getByLabel('What it is for').waitFor();
    await fine();
    await page.goto(`${server.url}/audit`);
    await page.getByRole('cell', { name: 'signed in', exact: true }).first().waitFor();
    await fine();
    await page.goto(`${server.url}/articles`);
    await page.getByRole('link', { name: 'Returning something' }).waitFor();
    await fine();
    await page.goto(`${server.url}/account`);
    await page.getByText('this browser').waitFor();
    await fine();
    await page.goto(`${server.url}/reset`);
    await page.getByRole('button', { name: 'Send me a link' }).waitFor();
    await fine();
  },
);
