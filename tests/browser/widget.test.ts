import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { signBuyerToken } from '../../packages/server/src/identity/buyer-token.ts';
import {
  axeFindings,
  contextFor,
  DESK,
  type Device,
  startBrowser,
  updatePages,
  watchErrors,
} from './browser.ts';
import { type Host, type HostPage, startHost } from './host-page.ts';

const AUDIENCE = 'the-marketplace-of-the-tests';
const SECRET = 'a secret between the shop and the tests, long enough'.replaceAll(' ', '-');
const PHONE = { width: 390, height: 844 };

const db = withDatabase();
let browser: Browser;
let data_dir: string;
let server: Server;
let host: Host;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  updatePages();
  browser = await startBrowser();
  host = await startHost();
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

beforeEach(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'hark-widget-'));
  // Each test begins with an empty marketplace: what one buyer did before counts against limits and is listed.
  for (const table of ['conversations', 'outbox', 'usage', 'usage_versions'])
    await db.owner(`delete from hark.${table}`);
  await startHark({ HARK_ORIGINS: host.url });
});

afterEach(async () => {
  await context?.close();
  await server.close();
  await rm(data_dir, { recursive: true });
  expect(errors).toEqual([]);
});

async function startHark(environment: NodeJS.ProcessEnv): Promise<void> {
  const ours = {
    PORT: '0',
    DATABASE_URL: db.url,
    HARK_DATA: data_dir,
    HARK_DEMO_HISTORY: 'no',
    HARK_BUYER_SECRET: SECRET,
    HARK_AUDIENCE: AUDIENCE,
  };
  server = await startServer(readConfig({ ...ours, ...environment }), () => undefined);
}

type Tag = { buyer?: string | null; order?: string | null; lang?: string };

async function tagFor({ buyer = 'ana-solana', order = '#H1000001', lang = 'en' }: Tag = {}): Promise<string> {
  const claim = { audience: AUDIENCE, buyer_id: buyer ?? '', order_id: order };
  const token = buyer === null ? '' : await signBuyerToken(SECRET, claim, new Date(Date.now() + 600_000));
  return `<script src="${server.url}/widget.js" data-token="${token}" data-order="${order ?? ''}" data-lang="${lang}" async></script>`;
}

type Visit = { device?: Partial<Device>; tag?: Tag; shop?: Partial<HostPage> };

/** Goes to a page of the shop with the one script tag on it. */
async function visit({ device = {}, tag = {}, shop = {} }: Visit = {}): Promise<void> {
  const url = host.show('/order', { body: await tagFor(tag), ...shop });
  context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  errors = watchErrors(page);
  await page.addInitScript(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    addEventListener('securitypolicyviolation', (event) =>
      broken.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  await page.goto(url);
}

const launcher = () => page.locator('#hark-chat .launcher');
const panel = () => page.getByRole('dialog', { name: /Help with your order|Ayuda con tu pedido/ });
const button = (name: string | RegExp): Locator => panel().getByRole('button', { name });
const field = () => panel().getByRole('textbox');
const receipt = () => panel().locator('.card-receipt');
/** A policy of a shop that lets in the chat and nothing else. */
const strictPolicy = () =>
  `default-src 'none'; script-src ${server.url}; connect-src ${server.url}; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'`;
const broken = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'broken'));

async function open(): Promise<void> {
  await launcher().click();
  await panel().locator('.card-order').waitFor();
}

async function write(words: string): Promise<void> {
  await field().fill(words);
  await field().press('Enter');
}

/** Presses what is offered first until there is a receipt. */
async function pressOn(press: (offered: Locator) => Promise<void>): Promise<void> {
  const alive = panel().locator('.log button.option').first();
  for (let turn = 0; turn < 8 && (await receipt().count()) === 0; turn += 1) {
    await alive.or(receipt()).first().waitFor();
    if ((await receipt().count()) > 0) return;
    const before = await panel().locator('.entry').count();
    await press(alive);
    await expect.poll(() => panel().locator('.entry').count()).toBeGreaterThan(before + 1);
  }
  await receipt().waitFor();
}

test('the chat opens with the state of the order and the likeliest reasons, says that it is an assistant, and tells by when a person answers', async () => {
  await visit();
  await open();
  const card = panel().locator('.card-order');
  expect(await card.textContent()).toMatch(/#H1000001.*Placed, not yet being prepared/);
  const reasons = await panel().locator('.log button.option').allTextContents();
  expect(reasons).toEqual([
    'Cancel an order',
    'Change the address of an order',
    'Change or exchange items',
    'Where is my order',
  ]);
  expect(await panel().locator('.entry').first().textContent()).toContain('the automated assistant');
  expect(await button(/^Talk to a person/).textContent()).toMatch(/answers by \S+/);
});

test('a whole conversation by buttons ends with a receipt that is saved and printed by itself', async () => {
  await visit();
  await page.addInitScript(() => {
    window.print = () => Reflect.set(window.top ?? window, 'printed', document.body.innerText);
  });
  await page.reload();
  await open();
  await pressOn((offered) => offered.click());
  const saving = page.waitForEvent('download');
  await button('Save').click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  expect(saved).toContain('#H1000001');
  await button('Print').click();
  const printed: unknown = await page.evaluate(() => Reflect.get(window, 'printed'));
  expect(String(printed)).toContain('#H1000001');
  expect(String(printed)).not.toContain('A shop');
});

test('a whole conversation by words', async () => {
  await visit();
  await open();
  await write('please cancel this order, i ordered it by mistake');
  await button('Yes, go ahead').waitFor();
  await write('yes');
  await receipt().waitFor();
  await button('Everything is sorted').waitFor();
  await write('no thanks that is all');
  await panel().getByText('This conversation is finished.').waitFor();
});

test('at its end the buyer is asked how it was: what draws that is fetched only then, and the answer is kept', async () => {
  const fetched: string[] = [];
  await visit({ shop: { policy: strictPolicy() } });
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const ratings = () => fetched.filter((path) => path.startsWith('/widget/rating-')).length;
  await open();
  await write('please cancel this order, i ordered it by mistake');
  await button('Yes, go ahead').waitFor();
  await write('yes');
  await button('Everything is sorted').waitFor();
  expect(ratings()).toBe(0);
  await write('no thanks that is all');
  await panel().getByRole('group', { name: 'How easy was it to get this sorted?' }).waitFor();
  expect(ratings()).toBe(1);
  await panel().getByRole('radio', { name: '5 Very easy' }).check();
  await button('Send rating').click();
  await panel().getByText('Thank you. It helps us to do better.').waitFor();
  const kept = await db.owner(`select data from hark.events where type = 'survey_kept'`);
  expect(kept).toMatchObject([{ data: { survey: 'ces', rating: 5, points: 5 } }]);
  expect(await broken()).toEqual([]);
});

test('a whole conversation with the keyboard alone: in, through and out again', async () => {
  await visit();
  await launcher().waitFor();
  await page.getByRole('link', { name: 'The end' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await panel().locator('.card-order').waitFor();
  expect(await field().evaluate((box) => box.matches(':focus'))).toBe(true);
  await pressOn(async (offered) => {
    for (let step = 0; step < 30 && !(await offered.evaluate((one) => one.matches(':focus'))); step += 1)
      await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
  });
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('hark-chat');
  }
  await page.keyboard.press('Escape');
  expect(await panel().count()).toBe(0);
  expect(await launcher().evaluate((one) => one.matches(':focus'))).toBe(true);
});

test('Escape in the question whether to begin anew closes the question, not the chat', async () => {
  await visit();
  await open();
  await button('New conversation').click();
  await panel().getByText('Begin a new conversation?').waitFor();
  await page.keyboard.press('Escape');
  expect(await panel().getByText('Begin a new conversation?').isVisible()).toBe(false);
  expect(await panel().isVisible()).toBe(true);
});

test('with the network cut in between nothing is lost and nothing comes twice', async () => {
  await visit();
  await open();
  await context.setOffline(true);
  await panel().getByText('No connection.').waitFor();
  await write('cancel this order, i ordered it by mistake');
  await panel().getByText('Not sent yet.').waitFor();
  await context.setOffline(false);
  await button('Yes, go ahead').waitFor();
  await context.setOffline(true);
  await button('Yes, go ahead').click();
  await context.setOffline(false);
  await receipt().waitFor();
  expect(await panel().locator('.from-buyer').count()).toBe(2);
});

test('the chat stands open on the next page with the same conversation, and does not take the focus', async () => {
  await visit();
  await open();
  await write('where is my order');
  await button('Yes, it is solved').waitFor();
  const before = await panel().locator('.text').allTextContents();
  await page.reload();
  await button('Yes, it is solved').waitFor();
  expect(await panel().locator('.text').allTextContents()).toEqual(before);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
});

test('a page that says everything about every element changes nothing of the chat, nor the chat of the page', async () => {
  await visit();
  await open();
  const look = (): Promise<unknown> =>
    panel().evaluate((box) => {
      const rect = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round);
      const all = [box, ...box.querySelectorAll('h2, p, button, textarea, section')];
      return all.map((one) => {
        const { color, backgroundColor, fontSize, fontFamily, display } = getComputedStyle(one);
        return [
          one.tagName,
          rect(one.getBoundingClientRect()),
          color,
          backgroundColor,
          fontSize,
          fontFamily,
          display,
        ];
      });
    });
  const plain = await look();
  await context.close();
  const hostile =
    '* { all: unset !important; display: none !important; color: red !important; font: 3px fantasy !important; --paper: red; --accent: yellow }' +
    'html, body { display: block !important; } button { background: red !important; position: static !important; }';
  await visit({ shop: { style: hostile } });
  await open();
  expect(await look()).toEqual(plain);
  const before = await page.evaluate(() => getComputedStyle(document.body).cssText);
  await page.evaluate(() => document.getElementById('hark-chat')?.remove());
  expect(await page.evaluate(() => getComputedStyle(document.body).cssText)).toBe(before);
});

test('under a strict policy of the shop the whole chat works, and nothing is refused', async () => {
  await visit({ shop: { policy: strictPolicy() } });
  await open();
  await pressOn((offered) => offered.click());
  await button('Print').click();
  await button('Earlier conversations').click();
  await button('Back to the conversation').click();
  expect(await broken()).toEqual([]);
});

test('a page whose origin is not named in the configuration gets no conversation, and the chat says so', async () => {
  await server.close();
  await startHark({});
  await visit();
  await launcher().click();
  await panel().getByText('The conversation could not be opened.').waitFor();
  expect(errors.every((one) => one.includes('CORS policy'))).toBe(true);
  errors.length = 0;
});

test('earlier conversations of the buyer are listed by what they were about, and one can be gone on with', async () => {
  await visit();
  await open();
  await write('where is my order');
  await button('Yes, it is solved').waitFor();
  await button('New conversation').click();
  await button('Begin a new one').click();
  await expect.poll(() => panel().locator('.entry').count()).toBe(1);
  await button('Earlier conversations').click();
  const listed = panel().locator('.earlier-one');
  await listed.nth(1).waitFor();
  expect(await listed.allTextContents()).toEqual([
    expect.stringMatching(/^A question.*on the screen now$/),
    expect.stringMatching(/^Where is my order.*Today.*open$/),
  ]);
  await listed.nth(1).click();
  await panel().getByText('Does that answer your question?').waitFor();
  await write('yes it does, thank you');
  await expect.poll(() => panel().locator('.entry').count()).toBeGreaterThan(4);
  await page.reload();
  await panel().getByText('Does that answer your question?').waitFor();
});

test('without a token the chat asks who is there and shows no earlier conversations', async () => {
  await visit({ tag: { buyer: null } });
  await launcher().click();
  await panel().locator('.log button.option').first().waitFor();
  expect(await panel().locator('.card-order').count()).toBe(0);
  expect(await button('Earlier conversations').count()).toBe(0);
});

test('what is said while the chat is closed is counted on its button', async () => {
  await visit();
  await open();
  await context.setOffline(true);
  await write('i want to talk to a person');
  await button('Close the chat').click();
  await context.setOffline(false);
  await page.getByRole('button', { name: /Help, 1 new message/ }).waitFor();
  await launcher().click();
  await button('Close the chat').click();
  expect(await launcher().getAttribute('aria-label')).toBe(null);
});

test('shortcuts of the page do not answer to letters of a message', async () => {
  await visit();
  await open();
  await page.evaluate(() => {
    Object.assign(window, { heard: [] });
    for (const kind of ['keydown', 'keypress', 'keyup'] as const)
      document.addEventListener(kind, (event) => Reflect.get(window, 'heard').push(event.key));
  });
  await field().pressSequentially('s/?');
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([]);
});

test('two script tags make one chat, and a chat that cannot be loaded is tried again', async () => {
  const tag = await tagFor();
  await visit({ shop: { body: tag + tag } });
  await launcher().waitFor();
  expect(await page.locator('#hark-chat').count()).toBe(1);
  await context.close();
  const url = host.show('/order', { body: tag });
  context = await contextFor(browser, DESK);
  page = await context.newPage();
  await page.route('**/widget/panel-*', (route) => route.abort());
  await page.goto(url);
  await launcher().click();
  await launcher().getByText('Not reached. Try again').waitFor();
  await page.unroute('**/widget/panel-*');
  await open();
});

test.each([
  ['light', 'en', 1440],
  ['dark', 'en', 390],
  ['light', 'es', 390],
  ['dark', 'es', 1440],
] as const)('axe finds nothing wrong in %s, %s, at %i px', async (colours, lang, width) => {
  await visit({ device: { colours, width, height: 844 }, tag: { lang } });
  await launcher().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await open();
  expect(await axeFindings(page)).toEqual([]);
  await button(/Earlier conversations|Conversaciones anteriores/).click();
  await panel().locator('.earlier-one').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(/Back to|Volver a/).click();
  await pressOn((offered) => offered.click());
  expect(await axeFindings(page)).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong on the demo shop in %s, with the chat open',
  async (colours) => {
    await visit({ device: { colours } });
    for (const lang of ['en', 'es']) {
      await page.goto(`${server.url}/demo/shop?lang=${lang}`);
      await launcher().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page
        .getByRole('link', { name: /#H1000001/ })
        .first()
        .click();
      await open();
      expect(await axeFindings(page)).toEqual([]);
      await button(/Close the chat|Cerrar el chat/).click();
    }
  },
);

test('in a language from right to left the chat stands on the left and nothing overflows', async () => {
  await visit({ tag: { lang: 'ar' } });
  await open();
  const box = await panel().boundingBox();
  expect(box?.x).toBeLessThan(40);
  const overflow = await panel().evaluate((one) => {
    const log = one.querySelector('.log');
    return [one.scrollWidth - one.clientWidth, log ? log.scrollWidth - log.clientWidth : -1];
  });
  expect(overflow).toEqual([0, 0]);
});

test('on a telephone the chat fills what is in sight', async () => {
  await visit({ device: PHONE });
  await open();
  expect(await panel().boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await field().evaluate((box) => box.matches(':focus'))).toBe(false);
});

test('the accent of a shop is taken, and darkened until it can be read', async () => {
  await visit({ shop: { style: ':root { --hark-accent: #ffd800; }' } });
  await open();
  const accent = await button('Send').evaluate((one) => getComputedStyle(one).getPropertyValue('--accent'));
  expect(accent).not.toBe('#0f6e6e');
  expect(await axeFindings(page)).toEqual([]);
});

test('nothing moves while the chat comes, opens and says its first words, neither on the page nor in the chat', async () => {
  await visit();
  await page.evaluate(() => {
    Object.assign(window, { shifted: [] });
    new PerformanceObserver((list) => {
      const seen: number[] = Reflect.get(window, 'shifted');
      for (const entry of list.getEntries()) seen.push(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await launcher().waitFor();
  await open();
  await write('where is my order');
  await button('Yes, it is solved').waitFor();
  expect(await page.evaluate(() => Reflect.get(window, 'shifted'))).toEqual([]);
});
