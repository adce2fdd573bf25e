import { expect, test } from 'vitest';
import { axeFindings, type Device } from './browser.ts';
import { BUYER } from './fake-server.ts';
import { withFakeVisits } from './fake-visit.ts';

const visit = withFakeVisits();

async function open(device: Partial<Device> = {}, rest = ''): Promise<void> {
  await visit.open(`/chat${rest}`, device);
  await said('I am the assistant of this shop').waitFor();
}

const field = () => visit.page.getByRole('textbox', { name: /Your message|Tu mensaje/ });
const said = (words: string) => visit.page.getByRole('log').getByText(words);
const button = (name: string) => visit.page.getByRole('button', { name });

async function write(words: string): Promise<void> {
  await field().fill(words);
  await field().press('Enter');
}

/** Everything that stands in the log, to compare before and after. */
const texts = () => visit.page.locator('.entry .text').allTextContents();

test('a buyer who writes words gets the order cancelled and holds a receipt', async () => {
  await open();
  await write('please cancel my kettle');
  await said('Which order shall I cancel?').waitFor();
  await write('the kettle');
  await said('This is what I will do.').waitFor();
  const change = visit.page.locator('.row-change');
  expect(await change.textContent()).toMatch(/being prepared.*cancelled/);
  await write('yes');
  await said('Order cancelled').waitFor();
  expect(await said('N2048117-7').isVisible()).toBe(true);
  expect(visit.fake.lastLog().entries.filter((entry) => entry.type === 'action_requested')).toHaveLength(1);
});

test('buttons of the open question send their label and id, and those of an answered one are quiet', async () => {
  await open();
  await write('cancel');
  await button('#N2048117').click();
  await button('Yes, cancel it').waitFor();
  expect(await button('#N2048117').count()).toBe(0);
  expect(await said('#N2051930').count()).toBeGreaterThan(0);
  await button('Yes, cancel it').click();
  await said('Order cancelled').waitFor();
  const received = visit.fake.lastLog().entries.filter((entry) => entry.type === 'message_received');
  expect(received.map(({ data }) => [data.text, data.button])).toEqual([
    ['cancel', null],
    ['#N2048117', 'order:1'],
    ['Yes, cancel it', 'yes'],
  ]);
});

test('a button that is pressed twice in a hurry is one message', async () => {
  await open();
  visit.fake.faults.answer_after_ms = 300;
  await write('cancel');
  await button('#N2048117').dblclick();
  await button('Yes, cancel it').waitFor();
  expect(visit.fake.lastLog().entries.filter((entry) => entry.type === 'message_received')).toHaveLength(2);
});

test('the whole conversation can be held with the keyboard alone', async () => {
  await open();
  const toField = async () => {
    for (let i = 0; i < 30 && !(await field().evaluate((box) => box === document.activeElement)); i++) {
      await visit.page.keyboard.press('Tab');
    }
  };
  // The button for files stands between the field and what was said.
  const backOver = async (stops: number) => {
    for (let i = 0; i < stops; i++) await visit.page.keyboard.press('Shift+Tab');
  };
  await toField();
  await visit.page.keyboard.type('cancel');
  await visit.page.keyboard.press('Shift+Enter');
  await visit.page.keyboard.type('my kettle');
  await visit.page.keyboard.press('Enter');
  await button('#N2048117').waitFor();
  expect(visit.fake.lastLog().messages.at(-2)?.text).toBe('cancel\nmy kettle');
  await backOver(3);
  expect(await visit.page.evaluate(() => document.activeElement?.textContent)).toContain('#N2048117');
  await visit.page.keyboard.press('Enter');
  await button('Yes, cancel it').waitFor();
  expect(await field().evaluate((box) => box === document.activeElement)).toBe(true);
  await backOver(3);
  await visit.page.keyboard.press('Space');
  await said('Order cancelled').waitFor();
});

test('a reload resumes the same conversation with everything that was said', async () => {
  await open();
  await write('cancel');
  await button('#N2048117').waitFor();
  const before = await texts();
  await visit.page.reload();
  await button('#N2048117').waitFor();
  expect(await texts()).toEqual(before);
  expect(visit.fake.opened()).toBe(1);
});

test('what is written while the network is away is sent once when it is back, and what was said meanwhile is not missed', async () => {
  await open();
  await visit.context.setOffline(true);
  await visit.page.getByText('No connection.').waitFor();
  await write('cancel');
  await visit.page.getByText('Not sent yet.').waitFor();
  visit.fake.speak('A word while you were away.');
  await visit.context.setOffline(false);
  await button('#N2048117').waitFor();
  await said('A word while you were away.').waitFor();
  expect(await visit.page.getByText('Not sent yet.').count()).toBe(0);
  expect(await visit.page.getByText('No connection.').count()).toBe(0);
  expect((await texts()).filter((text) => text === 'cancel')).toHaveLength(1);
  expect(visit.fake.lastLog().messages.map(({ text }) => text)).toEqual(await texts());
});

test('a message that is not sent yet survives a reload and is then sent', async () => {
  await open();
  visit.fake.faults.refuse_sends = 1_000;
  await write('cancel');
  await visit.page.getByText('Not sent yet.').waitFor();
  await visit.page.reload();
  await visit.page.getByText('Not sent yet.').waitFor();
  visit.fake.faults.refuse_sends = 0;
  // The page tries again by itself as well, and then the button is gone: whichever comes first.
  await button('Try again now')
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await button('#N2048117').waitFor();
  expect((await texts()).filter((text) => text === 'cancel')).toHaveLength(1);
});

test('a message whose acknowledgement was lost is neither lost nor doubled', async () => {
  await open();
  visit.fake.faults.lose_acknowledgements = 1;
  await write('cancel');
  await button('#N2048117').waitFor();
  await expect.poll(() => visit.page.locator('.unsent').count()).toBe(0);
  expect((await texts()).filter((text) => text === 'cancel')).toHaveLength(1);
  expect(visit.fake.lastLog().entries.filter((entry) => entry.type === 'message_received')).toHaveLength(1);
});

test('streams that break again and again lose and double nothing', async () => {
  await open();
  for (let i = 1; i <= 5; i++) {
    visit.fake.breakStreams();
    visit.fake.speak(`word ${i}`);
    await said(`word ${i}`).waitFor();
  }
  expect(await texts()).toEqual(visit.fake.lastLog().messages.map(({ text }) => text));
});

test('a person is one press away and the promised time is shown', async () => {
  await open();
  await button('Talk to a person').click();
  await visit.page.getByText(/A person answers by/).waitFor();
  expect(visit.fake.lastLog().messages.at(-2)?.text).toBe('I want to talk to a person, please.');
  expect(await visit.page.locator('.promise').getAttribute('title')).toMatch(/\d{4}-\d\d-\d\dT/);
  expect(await button('Talk to a person').isEnabled()).toBe(true);
});

test('markup, template and script texts are shown as they were written', async () => {
  await open();
  const nasty =
    '<img src=x onerror="window.hit=1"><b>bold</b> {{ 7 | times: 7 }} <script>window.hit=1</script>';
  await write(nasty);
  await said('I have not understood').waitFor();
  expect((await texts()).slice(1)).toEqual([nasty, visit.fake.lastLog().messages.at(-1)?.text]);
  expect(await visit.page.evaluate(() => 'hit' in window)).toBe(false);
});

test('a word without end wraps, and right-to-left text runs from the right', async () => {
  await open({ width: 390, height: 844 });
  await write('W'.repeat(400));
  await write('أريد إلغاء طلبي');
  await expect.poll(() => visit.page.locator('.from-buyer').count()).toBe(2);
  const overflow = await visit.page.evaluate(() => {
    const log = document.querySelector('.log');
    return [document.documentElement.scrollWidth - innerWidth, log ? log.scrollWidth - log.clientWidth : -1];
  });
  expect(overflow).toEqual([0, 0]);
  const direction = await visit.page
    .locator('.from-buyer .text')
    .nth(1)
    .evaluate((text) => getComputedStyle(text).direction);
  expect(direction).toBe('rtl');
});

test('while the buyer reads back, a new message does not move the page', async () => {
  await open({ height: 500 });
  for (let i = 0; i < 12; i++) visit.fake.speak(`An earlier word, number ${i}.`);
  await said('number 11').waitFor();
  const log = visit.page.getByRole('log');
  await log.evaluate((box) => box.scrollTo({ top: 0 }));
  await visit.page.waitForFunction(() => document.querySelector('.log')?.scrollTop === 0);
  visit.fake.speak('A new word.');
  await button('New messages below').waitFor();
  expect(await log.evaluate((box) => box.scrollTop)).toBe(0);
  await button('New messages below').click();
  expect(await said('A new word.').isVisible()).toBe(true);
});

test('a message that comes before the page has heard that the buyer scrolled does not move it', async () => {
  await open({ height: 500 });
  for (let i = 0; i < 12; i++) visit.fake.speak(`An earlier word, number ${i}.`);
  await said('number 11').waitFor();
  // A browser tells of a scroll only with the next frame, which a busy machine may delay: here it never tells.
  await visit.page.evaluate(() =>
    addEventListener('scroll', (event) => event.stopImmediatePropagation(), { capture: true }),
  );
  const log = visit.page.getByRole('log');
  await log.evaluate((box) => box.scrollTo({ top: 0 }));
  visit.fake.speak('A new word.');
  await said('A new word.').waitFor();
  expect(await log.evaluate((box) => box.scrollTop)).toBe(0);
  expect(await button('New messages below').isVisible()).toBe(true);
});

test('a finished conversation says so, and a new one begins only after a question', async () => {
  await open();
  await write('cancel');
  await button('#N2048117').click();
  await button('Yes, cancel it').click();
  await button('Yes, thank you').click();
  await visit.page.getByText('This conversation is finished.').waitFor();
  await button('New conversation').click();
  await button('Stay here').click();
  expect(visit.fake.opened()).toBe(1);
  await button('New conversation').click();
  await button('Begin a new one').click();
  await expect.poll(() => visit.fake.opened()).toBe(2);
  await expect.poll(texts).toEqual(visit.fake.lastLog().messages.map(({ text }) => text));
  expect(await visit.page.getByText('This conversation is finished.').count()).toBe(0);
});

test('the token of a buyer leaves the address, is used, and the same buyer finds the conversation in another tab', async () => {
  await open({}, `#token=${BUYER}`);
  expect(visit.page.url()).toBe(`${visit.fake.url}/chat`);
  await write('cancel');
  await button('#N2048117').waitFor();
  const other = await visit.context.newPage();
  await other.goto(`${visit.fake.url}/chat#token=${BUYER}`);
  await other.getByRole('button', { name: '#N2048117' }).waitFor();
  expect(visit.fake.opened()).toBe(1);
});

test('a token that has run out is told in words with one way on', async () => {
  await visit.open('/chat#token=old');
  await visit.page.getByRole('alert').getByText('Your sign-in at the shop has run out.').waitFor();
  await button('Go on without signing in').click();
  await said('I am the assistant').waitFor();
});

test('an anonymous conversation is not found by the next person in another tab', async () => {
  await open();
  const other = await visit.context.newPage();
  await other.goto(`${visit.fake.url}/chat`);
  await other.getByText('I am the assistant').waitFor();
  expect(visit.fake.opened()).toBe(2);
});

test('a conversation that the server no longer has is told, and a new one is one press away', async () => {
  await open();
  await visit.page.evaluate(() => {
    for (const name of Object.keys(sessionStorage)) {
      sessionStorage.setItem(
        name,
        (sessionStorage.getItem(name) ?? '').replace(/"token":"[^"]*"/, '"token":"gone"'),
      );
    }
  });
  await visit.page.reload();
  await visit.page.getByText('This conversation is no longer available here.').waitFor();
  await button('Begin a new conversation').click();
  await said('I am the assistant').waitFor();
});

test('a Spanish reader is spoken to in Spanish', async () => {
  await open({ locale: 'es-ES' });
  await button('Hablar con una persona').click();
  await visit.page.getByText(/Una persona responde antes de/).waitFor();
  expect(await visit.page.evaluate(() => document.documentElement.lang)).toBe('es');
});

test('a message that is too long is stopped before it is sent', async () => {
  await open();
  await field().fill('x'.repeat(8_001));
  await visit.page.getByText('A message can have 8000 characters.').waitFor();
  expect(await button('Send').isDisabled()).toBe(true);
  expect(await field().inputValue()).toHaveLength(8_001);
});

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)('axe finds nothing wrong in %s at %i px, in any state', async (colours, width) => {
  await open({ colours, width, height: 844 });
  expect(await axeFindings(visit.page)).toEqual([]);
  await write('cancel');
  await button('#N2048117').click();
  await button('Yes, cancel it').waitFor();
  expect(await axeFindings(visit.page)).toEqual([]);
  await button('Yes, cancel it').click();
  await button('Yes, thank you').click();
  await visit.page.getByText('This conversation is finished.').waitFor();
  await button('Talk to a person').click();
  await visit.page.getByText(/A person answers by/).waitFor();
  await button('New conversation').click();
  expect(await axeFindings(visit.page)).toEqual([]);
  await button('Stay here').click();
  visit.fake.faults.refuse_sends = 1_000;
  await write('one more word');
  await visit.page.getByText('Not sent yet.').waitFor();
  expect(await axeFindings(visit.page)).toEqual([]);
});
