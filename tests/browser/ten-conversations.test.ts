import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { signBuyerToken } from '../../packages/server/src/identity/buyer-token.ts';
import { contextFor, DESK, type Device, startBrowser, updatePages, watchErrors } from './browser.ts';
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
  updatePages();
  browser = await startBrowser();
  host = await startHost();
  data_dir = await mkdtemp(join(tmpdir(), 'hark-ten-'));
  await startHark('0');
});

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
  await expect.poll(() => panel().locator('.entry').count()).toBeGreaterThan(before + 1);
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

test('1 of ten: by words, an order is cancelled; the network is cut before the yes', async () => {
  await visit({ buyer: 'ana-solana', order: '#H1000001', lang: 'en' });
  await say('hi, i ordered the mug and the lamp by mistake, please cancel');
  await offered('Yes, go ahead').waitFor();
  await context.setOffline(true);
  await panel().getByText('No connection.').waitFor();
  await write('yes, go ahead');
  await panel().getByText('Not sent yet.').waitFor();
  await context.setOffline(false);
  await receipt().waitFor();
  expect(await done()).toMatchObject([
    { call: 'cancel_order', args: { order_id: '#H1000001', reason: 'ordered by mistake' } },
  ]);
  expect(await panel().locator('.from-buyer').count()).toBe(2);
});

test('2 of ten: con palabras, se devuelve un artículo a la tarjeta regalo', async () => {
  await visit({
    buyer: 'lucia-ferrer',
    order: '#H1000006',
    lang: 'es',
    device: { width: 390, height: 844, locale: 'es-ES' },
  });
  await say('quiero devolver el tapas set');
  await say('a la tarjeta regalo');
  await offered('Sí, adelante').waitFor();
  await say('sí, adelante');
  await receipt().waitFor();
  await say('no, gracias');
  await panel().getByText('Esta conversación ha terminado.').waitFor();
  expect(await done()).toMatchObject([
    { call: 'return_items', args: { order_id: '#H1000006', item_ids: [expect.any(String)] } },
  ]);
});

test('3 of ten: by buttons, an order is cancelled', async () => {
  await visit({ buyer: 'owen-ashby', order: '#H1000005', lang: 'en', device: { colours: 'dark' } });
  await offered('Cancel an order').click();
  await offered('No longer needed').click();
  await offered('Yes, go ahead').click();
  await receipt().waitFor();
  await offered('Everything is sorted').click();
  await panel().getByText('This conversation is finished.').waitFor();
  expect(await done()).toMatchObject([
    { call: 'cancel_order', args: { order_id: '#H1000005', reason: 'no longer needed' } },
  ]);
});

test('4 of ten: con botones, dónde está el pedido; nada cambia en la tienda', async () => {
  await visit({ buyer: 'lucia-ferrer', order: '#H1000003', lang: 'es' });
  await offered('Dónde está mi pedido').click();
  await said('está en camino');
  await context.setOffline(true);
  await offered('Sí, resuelto').click();
  await panel().getByText('Sin conexión.').waitFor();
  await context.setOffline(false);
  await panel().getByText('Esta conversación ha terminado.').waitFor();
  expect(await done()).toEqual([]);
});

test('5 of ten: by keyboard, a late parcel is paid back', async () => {
  await visit({ buyer: 'hannah-pryce', order: '#H1000007', lang: 'en' });
  await pressByKey(offered('It never arrived'));
  await pressByKey(offered('Money back'));
  await pressByKey(offered('Yes, go ahead'));
  await receipt().waitFor();
  expect(await done()).toMatchObject([{ call: 'report_problem', args: { order_id: '#H1000007' } }]);
});

test('6 of ten: con el teclado, un artículo llegó roto', async () => {
  await visit({ buyer: 'ana-solana', order: '#H1000004', lang: 'es' });
  await pressByKey(offered('Artículo roto, equivocado o que falta'));
  await pressByKey(offered('Desk Lamp'));
  await pressByKey(offered('No, eso es todo'));
  await pressByKey(offered('Roto o no funciona'));
  await pressByKey(offered('Enviarlo otra vez'));
  await pressByKey(offered('Sí, adelante'));
  await receipt().waitFor();
  expect(await done()).toMatchObject([
    { call: 'report_problem', args: { order_id: '#H1000004', problem: 'damaged', wish: 'resend' } },
  ]);
});

test('7 of ten: by words, angry, a person is asked for and told by when; the page is closed meanwhile', async () => {
  await visit({ buyer: 'zofia-nowak', order: '#H1000011', lang: 'en' });
  await say('WHERE IS MY RING this is ridiculous, let me talk to a real person');
  await said(/handing you over to a person|Nobody is on duty/);
  await page.reload();
  await said(/handing you over to a person|Nobody is on duty/);
  await say('it was a birthday present');
  await said(/added that for the person/);
  expect(await done()).toEqual([]);
});

test('8 of ten: by words, two wishes in one message and a change of mind', async () => {
  await visit({ buyer: 'zofia-nowak', order: '#H1000012', lang: 'en' });
  await say('send me the invoice for this order and cancel it please');
  await said(/The invoice of order #H1000012/);
  await offered('No longer needed').click();
  await offered('Yes, go ahead').waitFor();
  await say('actually never mind, i keep it');
  await said(/Nothing was changed/);
  expect(await done()).toMatchObject([{ call: 'request_invoice', args: { order_id: '#H1000012' } }]);
});

test('9 of ten: the withdrawal of the law in its two steps, by keyboard and words', async () => {
  await visit({ buyer: 'kenji-tanaka', order: '#H1000009', lang: 'en' });
  await pressByKey(offered('Withdraw from the contract'));
  await offered('¥18,030').waitFor();
  await say('the kimono');
  await offered('Yes, go ahead').waitFor();
  await say('yes, I confirm');
  await receipt().waitFor();
  expect(await receipt().textContent()).toContain('I withdraw from the contract');
  expect(await done()).toMatchObject([
    { call: 'withdraw', args: { order_id: '#H1000009', name: 'Kenji Tanaka' } },
  ]);
});

test('10 of ten: nobody is signed in; told by e-mail address; the server restarts in between', async () => {
  await visit({ buyer: null, lang: 'en' });
  await say('i want to return the vase and the plate');
  await said(/what is the e-mail address/);
  const { port } = new URL(server.url);
  await server.close();
  await panel().getByText('No connection.').waitFor();
  await write('hannah.pryce@example.com');
  await startHark(port);
  await offered('Yes, go ahead').click();
  await receipt().waitFor();
  expect(await done()).toMatchObject([{ call: 'return_items', args: { order_id: '#H1000008' } }]);
});
