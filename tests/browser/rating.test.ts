import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFindings, type Device } from './browser.ts';
import { withFakeVisits } from './fake-visit.ts';

const visit = withFakeVisits();

const ENGLISH = {
  seq: 1,
  ask: 'How easy was it to get this sorted?',
  scale: ['Very difficult', 'Difficult', 'Neither easy nor difficult', 'Easy', 'Very easy'],
  comment: 'What would have made it easier?',
  thanks: 'Thank you. It helps us to do better.',
};
const SPANISH = {
  seq: 1,
  ask: '¿Fue fácil resolverlo?',
  scale: ['Muy difícil', 'Difícil', 'Ni fácil ni difícil', 'Fácil', 'Muy fácil'],
  comment: '¿Qué lo habría hecho más fácil?',
  thanks: 'Gracias. Nos ayuda a mejorar.',
};
const ARABIC = {
  seq: 1,
  ask: 'ما مدى سهولة حل المشكلة؟',
  scale: ['صعب جدا', 'صعب', 'بين بين', 'سهل', 'سهل جدا'],
  comment: null,
  thanks: 'شكرا.',
};

/** A conversation that has just been resolved, and in which that is asked. */
async function resolved(survey: typeof ENGLISH | typeof ARABIC, device: Partial<Device> = {}): Promise<void> {
  await visit.open('/chat', device);
  const field = visit.page.getByRole('textbox', { name: /Your message|Tu mensaje/ });
  const say = async (words: string, until: string): Promise<void> => {
    await field.fill(words);
    await field.press('Enter');
    await visit.page.getByRole('log').getByText(until).waitFor();
  };
  await visit.page.getByRole('log').getByText('I am the assistant of this shop').waitFor();
  visit.fake.lastLog().survey = survey;
  await say('cancel', 'Which order shall I cancel?');
  await say('the kettle', 'This is what I will do.');
  await say('yes', 'Is your question answered with this?');
  await say('yes', 'Good. I am here if anything else comes up.');
  await group(survey.ask).waitFor();
}

const group = (ask: string): Locator => visit.page.getByRole('group', { name: ask });
const point = (name: string): Locator => visit.page.getByRole('radio', { name });
const button = (name: string): Locator => visit.page.getByRole('button', { name, exact: true });
const answers = () =>
  visit.fake
    .lastLog()
    .entries.filter(({ type }) => type === 'survey_answered')
    .map(({ data }) => data);

const belowSight = () =>
  visit.page.getByRole('log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);

test('the rating is given with the keyboard alone, every point has words, and the focus is not lost', async () => {
  await resolved(ENGLISH);
  expect(await visit.page.getByRole('radio').count()).toBe(5);
  expect(await button('Send rating').isVisible()).toBe(true);
  await point('1 Very difficult').focus();
  for (let press = 0; press < 3; press += 1) await visit.page.keyboard.press('ArrowRight');
  expect(await point('4 Easy').isChecked()).toBe(true);
  // What was said last is still in sight above it.
  await expect.poll(belowSight).toBeLessThan(8);
  await visit.page.keyboard.press('Tab');
  await visit.page.keyboard.type('a shorter form');
  await visit.page.keyboard.press('Tab');
  await visit.page.keyboard.press('Enter');
  await visit.page.getByText(ENGLISH.thanks).waitFor();
  expect(answers()).toEqual([{ survey_seq: 1, rating: 4, comment: 'a shorter form' }]);
  expect(await visit.page.evaluate(() => document.activeElement?.textContent)).toBe(ENGLISH.thanks);
  expect(await visit.page.getByRole('radio').count()).toBe(0);
  await visit.page.reload();
  await visit.page.getByText('This conversation is finished.').waitFor();
  expect(await visit.page.getByText(ENGLISH.thanks).count()).toBe(0);
});

test('it can be skipped, and then the buyer goes on writing', async () => {
  await resolved(ENGLISH);
  await button('Skip').focus();
  await visit.page.keyboard.press('Enter');
  await expect.poll(answers).toEqual([{ survey_seq: 1, rating: null }]);
  await expect.poll(() => visit.page.getByRole('radio').count()).toBe(0);
  expect(await visit.page.evaluate(() => document.activeElement?.id)).toBe('words');
});

test('an answer that does not arrive is told, keeps what was chosen and written, and goes on the next try', async () => {
  await resolved(ENGLISH);
  visit.fake.faults.refuse_ratings = 1;
  await point('5 Very easy').check();
  await visit.page.getByRole('textbox', { name: ENGLISH.comment }).fill('nothing at all');
  const send = visit.page.locator('.rating button[type=submit]');
  await send.click();
  await visit.page.getByRole('alert').getByText('Nothing was accepted. Try again.').waitFor();
  expect(await point('5 Very easy').isChecked()).toBe(true);
  await send.click();
  await visit.page.getByText(ENGLISH.thanks).waitFor();
  expect(answers()).toEqual([{ survey_seq: 1, rating: 5, comment: 'nothing at all' }]);
});

test('who writes on instead is no longer asked', async () => {
  await resolved(ENGLISH);
  visit.fake.lastLog().standing = { ...visit.fake.lastLog().standing, status: 'open', survey: null };
  visit.fake.speak('What else can I do?');
  await expect.poll(() => visit.page.getByRole('radio').count()).toBe(0);
  expect(answers()).toEqual([]);
});

test('a Spanish reader is asked in Spanish', async () => {
  await resolved(SPANISH, { locale: 'es-ES' });
  await point('4 Fácil').check();
  expect(await visit.page.getByText(SPANISH.comment).isVisible()).toBe(true);
  await visit.page.locator('.rating').getByRole('button', { name: 'Enviar valoración' }).click();
  await visit.page.getByText(SPANISH.thanks).waitFor();
  expect(answers()).toEqual([{ survey_seq: 1, rating: 4 }]);
});

test('right-to-left words run from the right, and nothing overflows on a telephone', async () => {
  await resolved(ARABIC, { width: 320, height: 640 });
  const legend = visit.page.locator('.rating legend');
  expect(await legend.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
  await visit.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const [first, last] = [await point('1 صعب جدا').boundingBox(), await point('5 سهل جدا').boundingBox()];
  expect(first?.x).toBeGreaterThan(last?.x ?? Number.NaN);
  expect(await visit.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test.each([
  ['light', 1440],
  ['light', 390],
  ['dark', 1440],
  ['dark', 390],
] as const)('axe finds nothing wrong with the rating in %s at %i px', async (colours, width) => {
  await resolved(ENGLISH, { colours, width, height: 844 });
  expect(await axeFindings(visit.page)).toEqual([]);
  await point('4 Easy').check();
  expect(await axeFindings(visit.page)).toEqual([]);
});
