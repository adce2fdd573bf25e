import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withDatabase } from '../../packages/server/src/db/test-database.ts';
import { signBuyerToken } from '../../packages/server/src/identity/buyer-token.ts';
import { PDF, pngOf } from '../../packages/server/src/testing/pictures.ts';
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
const SECRET = 'a-secret-between-the-shop-and-the-tests-long-enough';

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
  data_dir = await mkdtemp(join(tmpdir(), 'hark-files-'));
  for (const table of ['conversations', 'attachments', 'outbox', 'usage', 'usage_versions'])
    await db.owner(`delete from hark.${table}`);
  const environment = {
    PORT: '0',
    DATABASE_URL: db.url,
    HARK_DATA: data_dir,
    HARK_DEMO_HISTORY: 'no',
    HARK_BUYER_SECRET: SECRET,
    HARK_AUDIENCE: AUDIENCE,
    HARK_ORIGINS: host.url,
    HARK_ATTACHMENT_BYTES: '200000',
  };
  server = await startServer(readConfig(environment), () => undefined);
});

afterEach(async () => {
  await context?.close();
  await server.close();
  await rm(data_dir, { recursive: true });
  expect(errors).toEqual([]);
});

type Visit = { device?: Partial<Device>; lang?: string; shop?: Partial<HostPage> };

/** Opens the chat of a buyer who is signed in, on a page of the shop about their order. */
async function open({ device = {}, lang = 'en', shop = {} }: Visit = {}): Promise<void> {
  const claim = { audience: AUDIENCE, buyer_id: 'ana-solana', order_id: '#H1000001' };
  const token = await signBuyerToken(SECRET, claim, new Date(Date.now() + 600_000));
  const body = `<script src="${server.url}/widget.js" data-token="${token}" data-order="#H1000001" data-lang="${lang}" async></script>`;
  context = await contextFor(browser, { ...DESK, ...device });
  page = await context.newPage();
  errors = watchErrors(page);
  await page.goto(host.show('/order', { body, ...shop }));
  await page.locator('#hark-chat .launcher').click();
  await panel().locator('.card-order').waitFor();
}

const panel = () => page.getByRole('dialog', { name: /Help with your order|Ayuda con tu pedido/ });
const button = (name: string | RegExp): Locator => panel().getByRole('button', { name });
const field = () => panel().getByRole('textbox');
const chosen = () => panel().locator('.tray li');
const sent = () => panel().locator('.from-buyer .file');

type Given = { name: string; mimeType: string; buffer: Buffer };
const picture = (name = 'lamp.png', width = 80, height = 60): Given => ({
  name,
  mimeType: 'image/png',
  buffer: pngOf(width, height),
});
const invoice: Given = { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: PDF };

async function choose(...files: Given[]): Promise<void> {
  await panel().locator('input[type=file]').setInputFiles(files);
}

/** So many messages with files were answered: they are at the server, and a reload changes nothing. */
async function answered(count: number): Promise<void> {
  await expect
    .poll(() =>
      panel()
        .getByText(/I have your/)
        .count(),
    )
    .toBe(count);
}

/** Whether a picture is really there: its middle has a colour. */
async function isDrawn(box: Locator): Promise<boolean> {
  return box.locator('canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return false;
    const middle = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    return (middle?.[3] ?? 0) > 0;
  });
}

describe('a picture', () => {
  test('is chosen, sent with words, shown in the thread, opened large by key, and there after a reload', async () => {
    await open();
    await choose(picture());
    await panel().locator('.tray .is-done').waitFor();
    await field().fill('it came like this');
    await field().press('Enter');
    await expect.poll(() => sent().count()).toBe(1);
    expect(await chosen().count()).toBe(0);
    await expect.poll(() => isDrawn(sent())).toBe(true);

    await button('Picture lamp.png, open large').focus();
    await page.keyboard.press('Enter');
    const large = page.getByRole('dialog', { name: 'Picture: lamp.png' });
    await large.waitFor();
    expect(await isDrawn(large)).toBe(true);
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
    expect(await panel().isVisible()).toBe(true);

    await page.reload();
    await expect.poll(() => sent().count()).toBe(1);
    await expect.poll(() => isDrawn(sent())).toBe(true);
  });

  test('alone is a message, and the assistant says that it has it', async () => {
    await open();
    await choose(picture());
    await panel().locator('.tray .is-done').waitFor();
    await button('Send').click();
    await panel().getByText('I have your picture').waitFor();
  });

  test('that the browser itself writes as JPEG or WebP is shown after it was cleaned', async () => {
    await open();
    for (const kind of ['jpeg', 'webp']) {
      const bytes = await page.evaluate(async (type) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [90, 60];
        const context = canvas.getContext('2d');
        context?.fillRect(0, 0, 90, 60);
        const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, type));
        return [...new Uint8Array((await made?.arrayBuffer()) ?? new ArrayBuffer(0))];
      }, `image/${kind}`);
      await choose({ name: `made.${kind}`, mimeType: `image/${kind}`, buffer: Buffer.from(bytes) });
      await panel().locator('.tray .is-done').waitFor();
      await button('Send').click();
      await answered(kind === 'jpeg' ? 1 : 2);
    }
    expect(await sent().count()).toBe(2);
    // What was just sent is shown from the page's own memory; after a reload it comes from the server.
    await page.reload();
    await expect.poll(() => sent().count()).toBe(2);
    for (const at of [0, 1]) {
      await sent().nth(at).scrollIntoViewIfNeeded();
      await expect.poll(() => isDrawn(sent().nth(at))).toBe(true);
    }
  });

  test('keeps its place from the first moment: nothing shifts when it comes', async () => {
    await open();
    await choose(picture('wide.png', 120, 60), picture('tall.png', 60, 120));
    await expect.poll(() => panel().locator('.tray .is-done').count()).toBe(2);
    await button('Send').click();
    await answered(1);
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route('**/widget/files-*', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await sent().nth(1).waitFor();
    const before = await Promise.all([sent().nth(0).boundingBox(), sent().nth(1).boundingBox()]);
    go();
    await expect.poll(() => panel().locator('.from-buyer canvas').count()).toBe(2);
    expect(await Promise.all([sent().nth(0).boundingBox(), sent().nth(1).boundingBox()])).toEqual(before);
  });

  test('is pasted, and dropped', async () => {
    await open();
    const bytes = [...picture().buffer];
    await field().focus();
    const give = (type: 'paste' | 'drop') =>
      field().evaluate(
        (box, [content, kind]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([new Uint8Array(content)], `${kind}.png`, { type: 'image/png' }));
          const how = { bubbles: true, cancelable: true };
          box.dispatchEvent(
            kind === 'paste'
              ? new ClipboardEvent(kind, { ...how, clipboardData: carried })
              : new DragEvent(kind, { ...how, dataTransfer: carried }),
          );
        },
        [bytes, type] as const,
      );
    await give('paste');
    await panel().getByText('paste.png').waitFor();
    await button('Remove paste.png').click();
    await give('drop');
    await panel().getByText('drop.png').waitFor();
    await expect.poll(() => chosen().count()).toBe(1);
  });
});

describe('what goes wrong', () => {
  test('a wrong kind, a damaged file and one too large are told in words, and the others go', async () => {
    await open();
    const wrong = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>hello') };
    const lie = { name: 'lie.png', mimeType: 'image/png', buffer: Buffer.from('<svg><script/></svg>') };
    const large = { ...invoice, name: 'large.pdf', buffer: Buffer.concat([PDF, Buffer.alloc(200_000)]) };
    await choose(wrong, lie, large, picture());
    await expect.poll(() => panel().locator('.tray .is-refused').count()).toBe(3);
    await panel().locator('.tray .is-done').waitFor();
    const said = await panel().locator('.tray .is-refused .tray-status').allTextContents();
    expect(said).toEqual([
      'Only pictures (PNG, JPEG, WebP, GIF) and PDF files can be attached.',
      'Only pictures (PNG, JPEG, WebP, GIF) and PDF files can be attached.',
      'This file is too large.',
    ]);
    await button('Send').click();
    await expect.poll(() => sent().count()).toBe(1);
  });

  test('a fifth file is left for the next message, and said so', async () => {
    await open();
    await choose(...[1, 2, 3, 4, 5].map((size) => picture(`${size}.png`, size * 10, 10)));
    await panel().getByText('A message can carry four files.').waitFor();
    expect(await chosen().count()).toBe(4);
  });

  test('a lost network keeps what was chosen and sends it when it is back', async () => {
    await open();
    await choose(invoice);
    await panel().locator('.tray .is-done').waitFor();
    await page.route('**/attachments', (route) => route.abort());
    await choose(picture());
    await panel().getByText('Not there yet.', { exact: false }).first().waitFor();
    expect(await button('Send').isDisabled()).toBe(true);
    await page.unroute('**/attachments');
    await button('Try again with lamp.png').click();
    await expect.poll(() => panel().locator('.tray .is-done').count()).toBe(2);
  });

  test('what is taken away while it is on its way does not come', async () => {
    await open();
    let stop: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      stop = resolve;
    });
    await page.route('**/attachments', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await choose(picture());
    await panel().locator('.tray .is-sending').waitFor();
    await button('Remove lamp.png').focus();
    await page.keyboard.press('Enter');
    expect(await chosen().count()).toBe(0);
    await expect.poll(() => field().evaluate((box) => box.matches(':focus'))).toBe(true);
    stop();
  });

  test('a part that cannot be fetched is said, and the next try works', async () => {
    await open();
    await page.route('**/widget/files-*', (route) => route.abort());
    await choose(picture());
    await panel().getByRole('alert').getByText('Try again now').waitFor();
    await page.unroute('**/widget/files-*');
    await choose(picture());
    await panel().locator('.tray .is-done').waitFor();
  });
});

test('a PDF is a named link that saves what was sent', async () => {
  await open();
  await choose(invoice);
  await panel().locator('.tray .is-done').waitFor();
  await button('Send').click();
  const link = button(/^invoice\.pdf PDF, 1\s?kB Save$/);
  await link.waitFor();
  const saving = page.waitForEvent('download');
  await link.click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('invoice.pdf');
  expect((await readFile(await saved.path())).equals(PDF)).toBe(true);
});

test('on a page that allows no picture of another origin the chat still shows them', async () => {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    `script-src ${server.url}`,
    `connect-src ${server.url}`,
    'img-src data:',
  ].join('; ');
  await open({ shop: { policy } });
  await choose(picture());
  await panel().locator('.tray .is-done').waitFor();
  await button('Send').click();
  await expect.poll(() => isDrawn(sent())).toBe(true);
});

test.each([
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'es'],
  ['dark', 'es'],
] as const)('axe finds nothing with files chosen, sent and open: %s, %s', async (colours, lang) => {
  await open({ device: { colours, width: 390, height: 844 }, lang });
  const done = lang === 'en' ? 'Attached' : 'Adjunto';
  await choose(picture(), invoice);
  await expect.poll(() => panel().getByText(done).count()).toBe(2);
  await button(lang === 'en' ? 'Send' : 'Enviar').click();
  await expect.poll(() => sent().count()).toBe(2);
  await choose({ name: 'x.html', mimeType: 'text/html', buffer: Buffer.from('x') }, picture('b.png', 30, 50));
  await panel().locator('.tray .is-done').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(/lamp\.png, (open large|abrir en grande)/).click();
  await page.getByRole('dialog', { name: /lamp\.png/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
