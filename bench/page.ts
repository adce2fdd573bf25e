import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { contextFor, startBrowser } from '../tests/browser/browser.ts';
import { startHark } from './hark-process.ts';
import { machine, percentile } from './machine.ts';

/** What one visit of a page cost: times in ms from the navigation, sizes in bytes as they were sent. */
type Visit = {
  first_paint: number;
  largest_paint: number;
  /** Of tasks above 50 ms, what goes beyond, from the first paint until the page has been quiet. */
  blocked: number;
  layout_shift: number;
  loaded: number;
  requests: number;
  bytes: number;
};

/** A middling telephone on a slow network: four times slower than this machine, 1.6 Mbit/s with 150 ms there and back. */
const PHONE = { slower: 4, latency: 150, download: (1.6 * 1024 * 1024) / 8, upload: (750 * 1024) / 8 };
const QUIET_MS = 1_500;

/** `npm run bench -- page`: an order page of the demo shop with and without its one script tag, in turns. */
export async function page(argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options: { rounds: { type: 'string', default: '7' } } });
  const data = mkdtempSync(join(tmpdir(), 'hark-page-'));
  const hark = await startHark({ PORT: '0', HARK_DATA: data, HARK_DEMO_HISTORY: 'no' });
  const browser = await startBrowser();
  const visits: { with: Visit[]; without: Visit[] } = { with: [], without: [] };
  try {
    const url = `${hark.url}/demo/shop/order/%23H1000002?as=owen-ashby&lang=en`;
    // The first visits warm the server, not the page.
    for (const tag of [true, false]) await visit(browser, url, tag);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      visits.without.push(await visit(browser, url, false));
      visits.with.push(await visit(browser, url, true));
    }
  } finally {
    await browser.close();
    await hark.stop();
    rmSync(data, { recursive: true, force: true });
  }
  const [without, with_chat] = [median(visits.without), median(visits.with)];
  print(without, with_chat);
  process.stdout.write(
    `${JSON.stringify({ bench: 'page', rounds: visits.with.length, phone: PHONE, without, with: with_chat, ...machine() })}\n`,
  );
}

async function visit(browser: Browser, url: string, tag: boolean): Promise<Visit> {
  const context = await contextFor(browser, { width: 390, height: 844, colours: 'light', locale: 'en-GB' });
  try {
    const shown = await context.newPage();
    await throughHere(shown, url, tag);
    const client = await context.newCDPSession(shown);
    const sent = await slowDown(client);
    await shown.addInitScript(WATCH);
    await shown.goto(url, { waitUntil: 'load' });
    await shown.waitForLoadState('networkidle');
    await shown.waitForTimeout(QUIET_MS);
    return { ...(await shown.evaluate(read)), ...sent };
  } finally {
    await context.close();
  }
}

/** Both pages come the same way, past the slow network: one as it is, one with its script tag taken out. */
async function throughHere(shown: Page, url: string, tag: boolean): Promise<void> {
  await shown.route(url, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const without = body.replace(/<script[^>]*widget\.js[^>]*><\/script>/, '');
    if (without === body) throw new Error(`${url} has no script tag of the chat`);
    await route.fulfill({ response, body: tag ? body : without });
  });
}

async function slowDown(client: CDPSession): Promise<{ requests: number; bytes: number }> {
  const sent = { requests: 0, bytes: 0 };
  client.on('Network.requestWillBeSent', () => {
    sent.requests += 1;
  });
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sent.bytes += encodedDataLength;
  });
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PHONE.latency,
    downloadThroughput: PHONE.download,
    uploadThroughput: PHONE.upload,
  });
  await client.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
  return sent;
}

/** Runs in the page before anything else; a text, because what compiles this file puts helpers of its own into functions. */
const WATCH = `
  window.seen = { largest: 0, shift: 0, tasks: [] };
  const on = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('largest-contentful-paint', (entry) => { window.seen.largest = entry.startTime; });
  on('layout-shift', (entry) => { window.seen.shift += entry.value; });
  on('longtask', (entry) => { window.seen.tasks.push({ start: entry.startTime, ms: entry.duration }); });
`;

/** Runs in the page when it is quiet. */
function read(): Omit<Visit, 'requests' | 'bytes'> {
  const seen: { largest: number; shift: number; tasks: { start: number; ms: number }[] } = Reflect.get(
    window,
    'seen',
  );
  const first_paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
  const [navigation] = performance.getEntriesByType('navigation');
  const after = seen.tasks.filter(({ start }) => start >= first_paint);
  return {
    first_paint,
    largest_paint: seen.largest,
    blocked: after.reduce((sum, { ms }) => sum + Math.max(0, ms - 50), 0),
    layout_shift: seen.shift,
    loaded: Number(Reflect.get(navigation ?? {}, 'loadEventEnd')),
  };
}

function median(visits: Visit[]): Visit {
  const of = (name: keyof Visit): number =>
    percentile(
      visits.map((one) => one[name]).toSorted((a, b) => a - b),
      0.5,
    );
  return {
    first_paint: of('first_paint'),
    largest_paint: of('largest_paint'),
    blocked: of('blocked'),
    layout_shift: of('layout_shift'),
    loaded: of('loaded'),
    requests: of('requests'),
    bytes: of('bytes'),
  };
}

function print(without: Visit, with_chat: Visit): void {
  const rows: [string, (one: Visit) => string][] = [
    ['first contentful paint', (one) => `${one.first_paint.toFixed(0)} ms`],
    ['largest contentful paint', (one) => `${one.largest_paint.toFixed(0)} ms`],
    ['blocking time', (one) => `${one.blocked.toFixed(0)} ms`],
    ['layout shift', (one) => one.layout_shift.toFixed(4)],
    ['load event', (one) => `${one.loaded.toFixed(0)} ms`],
    ['requests', (one) => String(one.requests)],
    ['bytes sent to it', (one) => `${(one.bytes / 1000).toFixed(1)} kB`],
  ];
  const line = (cells: string[]) => cells.map((cell, at) => cell.padEnd(at === 0 ? 28 : 16)).join('');
  const lines = rows.map(([name, told]) => line([name, told(without), told(with_chat)]));
  process.stdout.write(`${[line(['', 'without', 'with the chat']), ...lines].join('\n')}\n\n`);
}
