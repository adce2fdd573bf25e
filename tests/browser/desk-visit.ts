import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { contextFor, DESK, type Device, startBrowser, updatePages, watchErrors } from './browser.ts';

/** The demo on a server of its own, and people who come to it in browsers of their own. */
export type DeskVisit = {
  server: Server;
  db: ReturnType<typeof withDatabase>;
  /** A page of a fresh browser of somebody. A test in which one complains of anything fails. */
  someone(device?: Partial<Device>): Promise<Page>;
  /** One of the demo's people at the desk, by the beginning of their role. */
  atDesk(role: RegExp, device?: Partial<Device>): Promise<Page>;
};

/** Gives the tests of a file the demo, set as `settings` says, and closes after each test what people opened. */
export function withDesk(settings: { [name: string]: string } = {}): DeskVisit {
  const db = withDatabase();
  let browser: Browser;
  let data_dir: string;
  let contexts: BrowserContext[] = [];
  let errors: string[][] = [];
  const visit = { db, someone, atDesk } as DeskVisit;

  async function someone(device: Partial<Device> = {}): Promise<Page> {
    const context = await contextFor(browser, { ...DESK, ...device });
    contexts.push(context);
    const page = await context.newPage();
    errors.push(watchErrors(page));
    return page;
  }

  async function atDesk(role: RegExp, device: Partial<Device> = {}): Promise<Page> {
    const page = await someone(device);
    await page.goto(`${visit.server.url}/sign-in`);
    await page.getByRole('button', { name: role }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Lists' }).waitFor();
    return page;
  }

  beforeAll(async () => {
    updatePages();
    browser = await startBrowser();
    data_dir = await mkdtemp(join(tmpdir(), 'hark-desk-'));
    const set = {
      PORT: '0',
      DATABASE_URL: db.url,
      HARK_DATA: data_dir,
      HARK_DEMO_HISTORY: 'no',
      ...settings,
    };
    visit.server = await startServer(readConfig(set), () => undefined);
  });

  afterAll(async () => {
    await browser?.close();
    await visit.server?.close();
    await rm(data_dir, { recursive: true });
  });

  beforeEach(() => {
    errors = [];
    contexts = [];
  });

  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    expect(errors.flat()).toEqual([]);
  });

  return visit;
}

/** Asks for a person by the button. */
export async function asksForPerson(buyer: Page): Promise<void> {
  await buyer
    .getByRole('button', { name: /Talk to a person/ })
    .first()
    .click();
  await buyer
    .getByText(/handing you over|Nobody is on duty/)
    .first()
    .waitFor();
}

/** Writes to the assistant, or to whoever answers. */
export async function says(buyer: Page, words: string): Promise<void> {
  const field = buyer.getByRole('textbox');
  await field.fill(words);
  await field.press('Enter');
}
