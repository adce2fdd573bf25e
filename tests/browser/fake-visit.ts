import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { buildPages, contextFor, DESK, type Device, startBrowser, watchErrors } from './browser.ts';
import { type FakeServer, startFake } from './fake-server.ts';

/** A visit of the fake server's pages, a new one for each test. */
export type FakeVisit = {
  browser: Browser;
  fake: FakeServer;
  context: BrowserContext;
  page: Page;
  /** What the page has complained of so far; a test in which it complains of anything fails. */
  errors: string[];
  /** Opens a page of the device at the address below the server's. */
  open(address: string, device?: Partial<Device>): Promise<void>;
};

/** Gives every test of a file a browser and a fake server of its own; `first` is done to the server before each. */
export function withFakeVisits(
  first: (fake: FakeServer) => Promise<void> = async () => undefined,
): FakeVisit {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  const visit = { open } as FakeVisit;

  async function open(address: string, device: Partial<Device> = {}): Promise<void> {
    visit.context = await contextFor(visit.browser, { ...DESK, ...device });
    visit.page = await visit.context.newPage();
    visit.errors = watchErrors(visit.page);
    await visit.page.goto(`${visit.fake.url}${address}`);
  }

  beforeAll(async () => {
    pages = await buildPages();
    visit.browser = await startBrowser();
  });

  afterAll(async () => {
    await visit.browser?.close();
    await pages?.remove();
  });

  beforeEach(async () => {
    visit.fake = await startFake(pages.folders);
    await first(visit.fake);
  });

  afterEach(async () => {
    await visit.context.close();
    await visit.fake.close();
    expect(visit.errors).toEqual([]);
  });

  return visit;
}
