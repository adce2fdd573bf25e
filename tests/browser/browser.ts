import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build as buildWeb } from '../../packages/web/build.mjs';
import { build as buildWidget } from '../../packages/widget/build.mjs';
import type { Folders } from './fake-server.ts';
import { packedBrowser } from './packed-browser.ts';

/** How a browser is started: the program, and what it needs in its environment. */
type Found = { path: string; environment: NodeJS.ProcessEnv };

/** The browsers that may be there, in the order in which they are tried. */
async function findBrowsers(): Promise<Found[]> {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return [{ path: named, environment: {} }];
    throw new Error(
      `CHROME_PATH names ${named}, where no browser is. Mend it, or unset it to have one looked for.`,
    );
  }
  if (existsSync('/usr/bin/chromium')) return [{ path: '/usr/bin/chromium', environment: {} }];
  const { path, libraries } = await packedBrowser();
  // The machine's own libraries fit the machine better; those of the package are for one that has none.
  return [
    { path, environment: {} },
    { path, environment: { LD_LIBRARY_PATH: libraries } },
  ];
}

/** Starts a browser. Without one the tests fail with a sentence; they are never passed over in silence. */
export async function startBrowser(): Promise<Browser> {
  const causes: unknown[] = [];
  for (const { path, environment } of await findBrowsers()) {
    try {
      const env = defined({ ...process.env, ...environment });
      return await chromium.launch({ executablePath: path, args: ['--no-sandbox'], env });
    } catch (cause) {
      causes.push(cause);
    }
  }
  throw new AggregateError(
    causes,
    'No browser starts, so the pages are not tested. Install one (apt-get install chromium) or set CHROME_PATH.',
  );
}

function defined(environment: NodeJS.ProcessEnv): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Brings what a server shows, which lies in dist/, up to date, as it is before every start. */
export function updatePages(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))]);
}

/** Both pages as they are served, in folders of their own: neither a second test nor a server that runs is disturbed. */
export async function buildPages(): Promise<{ folders: Folders; remove(): Promise<void> }> {
  const place = await mkdtemp(join(tmpdir(), 'hark-pages-'));
  const folders = { chat: join(place, 'chat'), trace: join(place, 'trace') };
  await Promise.all([
    buildWidget({ minify: true, folder: folders.chat }),
    buildWeb({ minify: true, folder: folders.trace }),
  ]);
  return { folders, remove: () => rm(place, { recursive: true, force: true }) };
}

/** A device to look with. */
export type Device = { width: number; height: number; colours: 'light' | 'dark'; locale: string };

/** A desk, in English and light unless told otherwise. */
export const DESK: Device = { width: 1440, height: 900, colours: 'light', locale: 'en-GB' };

/** How long a page is waited for: it may have to share its processor. */
const PATIENCE_MS = 30_000;

/** A fresh browser profile. */
export async function contextFor(browser: Browser, device: Device): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: device.width, height: device.height },
    colorScheme: device.colours,
    locale: device.locale,
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** Everything that axe finds wrong with the page as it is now, each as a sentence. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // axe puts itself on the window of the page; only its answer leaves it.
    const run: typeof axe = Reflect.get(window, 'axe');
    const { violations } = await run.run(document);
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(' | ')})`,
    );
  });
  return found;
}

/** Errors that a page throws or logs while it is watched. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // A connection that is cut on purpose is logged by the browser itself.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      errors.push(message.text());
  });
  return errors;
}
