import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { axeFindings, contextFor, DESK, startBrowser, updatePages, watchErrors } from './browser.ts';

const db = withDatabase();
let browser: Browser;
let data_dir: string;
let server: Server;
/** The server as a browser must name it: an address of digits is no host that passkeys could be made for. */
let home: string;
let context: BrowserContext;
let page: Page;
let device: CDPSession;
let authenticator: string;
let errors: string[];

beforeAll(async () => {
  updatePages();
  browser = await startBrowser();
  data_dir = await mkdtemp(join(tmpdir(), 'hark-passkeys-'));
  const set = { PORT: '0', DATABASE_URL: db.url, HARK_DATA: data_dir, HARK_DEMO_HISTORY: 'no' };
  server = await startServer(readConfig({ ...set, HARK_SECOND_FACTOR: 'specialist' }), () => undefined);
  home = server.url;
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(data_dir, { recursive: true });
});

beforeEach(async () => {
  context = await contextFor(browser, DESK);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  errors = watchErrors(page);
  device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable', { enableUI: false });
  await plugIn(true);
});

afterEach(async () => {
  await context.close();
  expect(errors).toEqual([]);
});

/** Gives the browser an authenticator; one whose owner does not touch it answers nothing. */
async function plugIn(touched: boolean): Promise<void> {
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: touched,
  };
  ({ authenticatorId: authenticator } = await device.send('WebAuthn.addVirtualAuthenticator', { options }));
}

const touch = (touched: boolean) =>
  device.send('WebAuthn.setAutomaticPresenceSimulation', {
    authenticatorId: authenticator,
    enabled: touched,
  });

/** Fills in an account of the demo and sends it. */
async function password(role: RegExp): Promise<void> {
  await page.getByRole('button', { name: role }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function demoPassword(): Promise<string> {
  const shown = await (await fetch(`${server.url}/api/session`)).text();
  return JSON.parse(shown).demo[0].password;
}

const card = () => page.getByRole('region', { name: 'Passkeys' });

/** Adds a passkey on the page of the account. */
async function add(name: string): Promise<void> {
  await card().getByRole('button', { name: 'Add a passkey' }).click();
  await card().getByLabel('What to call it').fill(name);
  await card()
    .getByLabel('Present password')
    .fill(await demoPassword());
  await card().getByRole('button', { name: 'Make the passkey' }).click();
  await card().getByText(name, { exact: true }).waitFor();
}

const signedIn = () => page.getByRole('button', { name: 'Sign out' }).waitFor();

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail address').waitFor();
}

test('a passkey is added, opens the account with one press and from the field, is asked for after the password, renamed and removed', async () => {
  // The field offers what the device holds by itself: until the press, nobody touches it.
  await touch(false);
  await page.goto(`${home}/sign-in?then=/account`);
  await password(/^Agent/);
  await signedIn();
  await touch(true);
  await add('Telephone');
  expect(await axeFindings(page)).toEqual([]);

  await touch(false);
  await signOut();
  // What the browser asks from now on is answered; the offer under way stays unanswered.
  await touch(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await signedIn();

  // The browser's own offer: nothing is pressed on the page.
  await signOut();
  await signedIn();

  await touch(false);
  await signOut();
  await password(/^Agent/);
  await page.getByText('The password is right. Now your passkey.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await touch(true);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await signedIn();

  await page.goto(`${home}/account`);
  await card().getByRole('button', { name: 'Rename Telephone' }).click();
  await card().getByLabel('New name').fill('Key ring');
  await card().getByRole('button', { name: 'Save the name' }).click();
  await card().getByText('Key ring', { exact: true }).waitFor();
  await card().getByRole('button', { name: 'Remove Key ring' }).click();
  await card().getByText('This is your last second factor.').waitFor();
  await card()
    .getByLabel('Present password')
    .fill(await demoPassword());
  await card().getByRole('button', { name: 'Remove Key ring' }).last().click();
  await card().getByRole('list', { name: 'Your passkeys' }).waitFor({ state: 'detached' });
  await touch(false);
  await signOut();
  await password(/^Agent/);
  await signedIn();
}, 120_000);

test('a device that holds one already, a passkey that Hark does not know, and an address of digits are told in words', async () => {
  await touch(false);
  await page.goto(`${home}/sign-in?then=/account`);
  await password(/^Strategist/);
  await signedIn();
  await touch(true);
  await add('Laptop');
  await card().getByRole('button', { name: 'Add a passkey' }).click();
  await card()
    .getByLabel('Present password')
    .fill(await demoPassword());
  await card().getByRole('button', { name: 'Make the passkey' }).click();
  await card().getByText('This device holds a passkey for your account already.').waitFor();
  await db.owner('delete from hark_identity.passkey');
  await touch(false);
  await signOut();
  await touch(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('This passkey does not open anything here').waitFor();
  await touch(false);
  await page.goto(`${server.url.replace('localhost', '127.0.0.1')}/sign-in?then=/account`);
  await password(/^Strategist/);
  await card().getByText('Passkeys work only where Hark is opened as localhost.').waitFor();
  const link = await card().getByRole('link', { name: 'Open it there' }).getAttribute('href');
  expect(link).toBe(`${home}/account`);
}, 120_000);

test('whose role needs a second factor sees their account alone until there is one, and keeps the last', async () => {
  await touch(false);
  await page.goto(`${home}/desk`);
  await password(/^Specialist/);
  await page.getByText('Your role needs a second factor.').waitFor();
  const pages = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  expect(await pages.allTextContents()).toEqual(['Account']);
  expect(await axeFindings(page)).toEqual([]);
  await touch(true);
  await add('Telephone');
  await pages.filter({ hasText: 'Desk' }).waitFor();
  await card().getByRole('button', { name: 'Remove Telephone' }).click();
  await card().getByText('Your role needs one: add an app or another passkey first.').waitFor();
}, 120_000);

/** A browser that says that it offers passkeys by itself and cannot. */
const CANNOT_OFFER = `
  PublicKeyCredential.isConditionalMediationAvailable = async () => true;
  navigator.credentials.get = () => { document.documentElement.dataset.offered = 'yes'; return Promise.reject(new Error('no')); };
`;

test('a browser that cannot offer a passkey by itself says nothing of it to whoever has pressed nothing', async () => {
  const context = await browser.newContext();
  const fresh = await context.newPage();
  await fresh.addInitScript({ content: CANNOT_OFFER });
  await fresh.goto(`${home}/sign-in`);
  await fresh.locator('html[data-offered]').waitFor({ state: 'attached' });
  await fresh.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  expect(await fresh.getByRole('alert').count()).toBe(0);
  await fresh.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await fresh.getByRole('alert').waitFor();
  await context.close();
}, 60_000);
