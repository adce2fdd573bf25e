import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PDF, pngOf } from '../../packages/server/src/testing/pictures.ts';
import { axeFindings, type Device } from './browser.ts';
import { asksForPerson, says, withDesk } from './desk-visit.ts';

const desk = withDesk({ HARK_ATTACHMENT_BYTES: '200000' });
const { someone, atDesk } = desk;

/** The demo's agent, in the conversation in which these words were said, which they hold. */
async function holds(words: string, device: Partial<Device> = {}): Promise<Page> {
  const page = await atDesk(/^Agent/, device);
  await page.getByRole('navigation', { name: 'Lists' }).getByRole('button', { name: 'Unassigned' }).click();
  await page.locator('.desk-row', { hasText: words }).click();
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByText('Ada Lindqvist holds it').waitFor();
  return page;
}

/** A buyer who asks for a person, with these words as their last. */
async function buyerAsks(words: string): Promise<Page> {
  const page = await someone();
  await page.goto(`${desk.server.url}/demo/ana-solana`);
  await asksForPerson(page);
  await says(page, words);
  return page;
}

type Given = { name: string; mimeType: string; buffer: Buffer };
const picture = (name: string, width = 80, height = 60): Given => ({
  name,
  mimeType: 'image/png',
  buffer: pngOf(width, height),
});
const label: Given = { name: 'return label.pdf', mimeType: 'application/pdf', buffer: PDF };

const choose = (page: Page, ...files: Given[]) =>
  page.locator('.desk-composer input[type=file]').setInputFiles(files);
const tray = (page: Page) => page.getByRole('list', { name: 'Files of this answer' }).getByRole('listitem');

/** Whether an image has arrived and can be seen. */
const isSeen = (page: Page, place: string) =>
  page.locator(place).evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0);

test('what the buyer sends is seen small, opened large, and saved; by keyboard', async () => {
  const buyer = await buyerAsks('The lamp came broken, number forty');
  const ada = await holds('number forty');
  await buyer
    .locator('input[type=file]')
    .first()
    .setInputFiles([picture('broken lamp.png', 400, 300), label]);
  await expect.poll(() => buyer.locator('.tray .is-done').count(), { timeout: 20_000 }).toBe(2);
  await says(buyer, 'look at this');
  await expect.poll(() => isSeen(ada, '.item.buyer .desk-picture img'), { timeout: 20_000 }).toBe(true);
  await ada.getByRole('button', { name: 'Picture broken lamp.png, open large' }).focus();
  await ada.keyboard.press('Enter');
  const large = ada.getByRole('dialog', { name: 'Picture: broken lamp.png' });
  await large.waitFor();
  await expect.poll(() => isSeen(ada, '.desk-large')).toBe(true);
  expect(await axeFindings(ada)).toEqual([]);
  await ada.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  const coming = ada.waitForEvent('download');
  await ada.getByRole('button', { name: /return label\.pdf/ }).click();
  const saved = await coming;
  expect(saved.suggestedFilename()).toBe('return label.pdf');
  expect((await readFile(await saved.path())).equals(PDF)).toBe(true);
}, 120_000);

test('an answer carries files: limits told, refused ones named, one removed, one that was cut tried again, and the buyer has them', async () => {
  const buyer = await buyerAsks('I need a label, number forty-one');
  const ada = await holds('number forty-one');
  await ada.getByText(/up to 4 files .* of 195 kB each/).waitFor();
  await choose(ada, { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(200_001, 1) });
  await ada.getByText('It is larger than 195 kB, the most that is taken.').waitFor();
  await choose(ada, { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html>') });
  await tray(ada)
    .filter({ hasText: /PNG, JPEG/ })
    .waitFor();
  await ada.getByText('A file was refused: remove it, and the answer can go.').waitFor();
  expect(await ada.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await ada.getByRole('button', { name: 'Remove huge.png' }).click();
  await ada.getByRole('button', { name: 'Remove page.png' }).click();

  await ada.route('**/attachments', (route) => route.abort());
  await choose(ada, label);
  await ada.getByText('Not there yet: the server was not reached.').waitFor();
  await ada.unroute('**/attachments');
  await ada.getByRole('button', { name: 'Try again with return label.pdf' }).click();
  await ada.getByText(/attached$/).waitFor();
  await choose(ada, picture('map.png'));
  await expect.poll(() => isSeen(ada, '.desk-tray img'), { timeout: 20_000 }).toBe(true);
  expect(await axeFindings(ada)).toEqual([]);
  await ada.getByLabel('Answer to the buyer').fill('Here is the label.');
  await ada.keyboard.press('Control+Enter');
  await ada.locator('.item.person:not(.pending)', { hasText: 'Here is the label.' }).waitFor();
  expect(await ada.locator('.item.person .desk-document', { hasText: 'return label.pdf' }).count()).toBe(1);
  expect(await tray(ada).count()).toBe(0);
  await buyer.getByText('Here is the label.').waitFor();
  await buyer.getByRole('button', { name: /return label\.pdf/ }).waitFor();
  await buyer.getByRole('button', { name: /map\.png/ }).waitFor();
}, 120_000);

test('files are dropped and pasted; five are one too many, and a file alone is an answer', async () => {
  const buyer = await buyerAsks('Show me the colours, number forty-two');
  const ada = await holds('number forty-two');
  const give = (how: 'drop' | 'paste', count: number): Promise<void> =>
    ada.evaluate(`(() => {
      const given = new DataTransfer();
      // Each of another size: the same content twice is one file.
      const pictures = ${JSON.stringify(Array.from({ length: count }, (_, at) => pngOf(9 + at, how === 'drop' ? 5 : 6).toString('base64')))};
      for (const [at, picture] of pictures.entries()) {
        const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
        given.items.add(new File([bytes], '${how} ' + at + '.png', { type: 'image/png' }));
      }
      const field = document.querySelector('.desk-composer textarea');
      const how = { bubbles: true, cancelable: true };
      field.dispatchEvent('${how}' === 'drop'
        ? new DragEvent('drop', { ...how, dataTransfer: given })
        : new ClipboardEvent('paste', { ...how, clipboardData: given }));
    })()`);
  await give('paste', 1);
  await expect.poll(() => tray(ada).count()).toBe(1);
  await give('drop', 4);
  await expect.poll(() => tray(ada).count()).toBe(4);
  await ada.getByText('An answer carries 4 files at most.').waitFor();
  for (const name of ['drop 0.png', 'drop 1.png', 'drop 2.png'])
    await ada.getByRole('button', { name: `Remove ${name}` }).click();
  await ada.getByText(/attached$/).waitFor();
  await ada.getByRole('button', { name: 'Send', exact: true }).click();
  await buyer.getByRole('button', { name: /paste 0\.png/ }).waitFor();
}, 120_000);

test('a file that was removed is said to be gone, and one that cannot be fetched now can be tried again', async () => {
  const buyer = await buyerAsks('Here is a picture, number forty-three');
  await buyer
    .locator('input[type=file]')
    .first()
    .setInputFiles(picture('gone.png', 33, 22));
  await buyer.locator('.tray .is-done').waitFor();
  await says(buyer, 'with number forty-three');
  await buyer.locator('.from-buyer .file').waitFor();
  const ada = await someone();
  await ada.route('**/attachments/*', (route) => route.abort());
  await ada.goto(`${desk.server.url}/sign-in`);
  await ada.getByRole('button', { name: /^Agent/ }).click();
  await ada.getByRole('button', { name: 'Sign in', exact: true }).click();
  await ada.locator('.desk-row', { hasText: 'with number forty-three' }).click();
  await ada.getByText('The file could not be fetched.').waitFor();
  await ada.unroute('**/attachments/*');
  await desk.db.owner('delete from hark.attachments');
  await ada.getByRole('button', { name: 'Try again' }).click();
  await ada.getByText('This file is gone: it was removed or erased.').waitFor();
}, 120_000);

/** Types on until it is seen: a sign that somebody writes is told once and lost with a connection that is cut. */
async function whileTyping(field: Locator, seen: Locator): Promise<void> {
  await expect
    .poll(async () => {
      await field.pressSequentially('so ');
      return seen.isVisible();
    })
    .toBe(true);
}

test('each sees that the other is writing, while it lasts', async () => {
  const buyer = await buyerAsks('Do you answer, number forty-four');
  const ada = await holds('number forty-four');
  await whileTyping(ada.getByLabel('Answer to the buyer'), buyer.getByText(/is writing|writes/).first());
  await whileTyping(buyer.getByRole('textbox'), ada.getByText(/is writing …/));
  await says(buyer, 'And another thing');
  await ada.locator('.item.buyer', { hasText: 'And another thing' }).waitFor();
  expect(await ada.getByText(/is writing …/).count()).toBe(0);
}, 120_000);
