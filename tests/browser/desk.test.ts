import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFindings } from './browser.ts';
import { asksForPerson, says, withDesk } from './desk-visit.ts';

const desk = withDesk();
const { someone, atDesk } = desk;

/** A buyer of the first shop who asks for a person about an order, with words to tell them apart. */
async function buyerAsks(words: string): Promise<Page> {
  const page = await someone();
  await page.goto(`${desk.server.url}/demo/ana-solana`);
  await says(page, words);
  await page.getByText(words).first().waitFor();
  await asksForPerson(page);
  return page;
}

const row = (page: Page, words: string) => page.locator('.desk-row', { hasText: words });
const list = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Lists' }).getByRole('button', { name });

test('a whole case by keyboard: found, taken, answered, resolved, taken back, and the buyer sees who speaks', async () => {
  const buyer = await buyerAsks('My parcel came open, please help');
  await says(buyer, 'It is the blue one, number seven');
  const agent = await atDesk(/^Agent/);
  await agent.keyboard.press('2');
  await row(agent, 'number seven').waitFor();
  while (!(await agent.locator('.at-cursor .desk-row', { hasText: 'number seven' }).isVisible()))
    await agent.keyboard.press('j');
  await agent.keyboard.press('Enter');
  await agent.getByText('My parcel came open, please help').waitFor();
  await agent.keyboard.press('t');
  await agent.getByText('Ada Lindqvist holds it').waitFor();
  await buyer.getByText(/Ada of .* is here and answers you\./).waitFor();
  await buyer.getByText('You are writing with a person.').waitFor();

  await agent.keyboard.press('r');
  await agent.keyboard.type('/greet');
  await agent.getByRole('option', { name: /Greeting/ }).waitFor();
  await agent.keyboard.press('Enter');
  await agent.keyboard.type(' One moment, please.');
  await agent.keyboard.press('Control+Enter');
  await buyer.getByText(/this is Ada\..*One moment, please\./).waitFor();
  await agent.locator('.item.person', { hasText: 'One moment, please.' }).waitFor();
  expect(await agent.locator('.item.person', { hasText: 'One moment, please.' }).count()).toBe(1);

  await says(buyer, 'thank you, I wait');
  await agent.locator('.item.buyer', { hasText: 'thank you, I wait' }).waitFor();
  await agent.keyboard.press('Escape');
  await agent.keyboard.press('n');
  await agent.keyboard.type('Is kind.');
  await agent.keyboard.press('Control+Enter');
  await agent.locator('.item.note', { hasText: 'Is kind.' }).waitFor();
  await agent.keyboard.press('Escape');

  await agent.keyboard.press('e');
  await agent.getByRole('status').getByText('Resolving…').waitFor();
  await agent.keyboard.press('z');
  await agent.getByText('Resolving…').first().waitFor({ state: 'detached' });
  expect(await agent.getByText('Ada Lindqvist holds it').count()).toBe(1);
  await agent.keyboard.press('e');
  await agent.getByText('Resolved: a person closed it').waitFor();
  expect(await buyer.getByText('Is kind.').count()).toBe(0);
});

test('two of a shop: the second is told who holds it and keeps what they wrote', async () => {
  const buyer = await buyerAsks('Where does order nine stay');
  await says(buyer, 'it is number eleven');
  const ada = await atDesk(/^Agent/);
  const bruno = await atDesk(/^Shop admin/);
  for (const page of [ada, bruno]) {
    await page.keyboard.press('2');
    await row(page, 'number eleven').click();
    await page.getByText('Where does order nine stay').first().waitFor();
  }
  await bruno.getByLabel('Answer to the buyer').fill('I begin to write');
  await ada.getByRole('button', { name: 'Take over' }).click();
  await bruno.getByText('Ada Lindqvist holds it').waitFor();
  await bruno
    .getByText(/Ada Lindqvist holds this conversation/)
    .first()
    .waitFor();
  expect(await bruno.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await bruno.reload();
  await bruno.getByLabel('Answer to the buyer').waitFor();
  expect(await bruno.getByLabel('Answer to the buyer').inputValue()).toBe('I begin to write');
});

test('who leads the shop takes it from a colleague who is away, can undo it, and the colleague is told', async () => {
  const buyer = await buyerAsks('Nobody answers me, number fifteen');
  await says(buyer, 'still nobody, fifteen');
  const ada = await atDesk(/^Agent/);
  await ada.keyboard.press('2');
  await row(ada, 'still nobody, fifteen').click();
  await ada.getByRole('button', { name: 'Take over' }).click();
  await ada.getByText('Ada Lindqvist holds it').waitFor();
  // She looks at something else meanwhile.
  await ada.keyboard.press('Escape');
  const bruno = await atDesk(/^Shop admin/);
  await bruno.keyboard.press('/');
  await bruno.keyboard.type('fifteen');
  await row(bruno, 'still nobody, fifteen').click();
  await bruno.getByText('Ada Lindqvist holds it').waitFor();
  await bruno.getByRole('button', { name: 'Take from Ada Lindqvist' }).click();
  await bruno.getByRole('status').getByText('Taking it from Ada Lindqvist…').waitFor();
  await bruno.getByRole('button', { name: 'Undo' }).click();
  await bruno.getByText('Taking it from').first().waitFor({ state: 'detached' });
  expect(await bruno.getByText('Ada Lindqvist holds it').count()).toBe(1);
  await bruno.keyboard.press('t');
  await bruno.getByText(/Bruno .* took over from Ada Lindqvist/).waitFor();
  await ada.getByText(/Bruno .* took the conversation with Ana Solana over from you\./).waitFor();
  await ada.reload();
  await ada
    .getByRole('status')
    .filter({ hasText: 'over from you' })
    .getByRole('button', { name: 'Open' })
    .click();
  await ada.getByText(/took over from Ada Lindqvist/).waitFor();
  await ada.getByText(/over from you/).waitFor({ state: 'detached' });
  await buyer.getByText(/Bruno of/).waitFor();
});

test('search finds what only the assistant had, marks the place, and its messages lead to the trace and back', async () => {
  const buyer = await someone();
  await buyer.goto(`${desk.server.url}/demo/ana-solana`);
  await says(buyer, 'Is the marmalade from Seville?');
  await buyer.getByText('Is the marmalade from Seville?').first().waitFor();
  const bruno = await atDesk(/^Shop admin/);
  await bruno.keyboard.press('/');
  await bruno.keyboard.type('seville marm');
  // What is typed may be looked up in several steps.
  const marks = () => row(bruno, 'the marmalade').locator('mark').allTextContents();
  await expect.poll(marks).toEqual(['marmalade', 'Seville']);
  await bruno.keyboard.press('Escape');
  await bruno.goto(`${desk.server.url}/desk?q=seville`);
  await row(bruno, 'the marmalade from Seville?').click();
  const why = bruno.getByRole('link', { name: 'Why did it say this?' });
  await why.last().click();
  await bruno
    .getByRole('heading', { name: /Conversation/ })
    .first()
    .waitFor();
  await bruno.locator('.event.marked details[open] .because').first().waitFor();
  await bruno.getByRole('link', { name: 'Open at the desk' }).click();
  await bruno.locator('.item.buyer', { hasText: 'Is the marmalade from Seville?' }).waitFor();
  const ada = await atDesk(/^Agent/);
  await ada.goto(`${desk.server.url}/desk?q=seville`);
  await row(ada, 'the marmalade from Seville?').click();
  await ada.locator('.item.buyer', { hasText: 'Is the marmalade from Seville?' }).waitFor();
  expect(await ada.getByRole('link', { name: 'Why did it say this?' }).count()).toBe(0);
});

test('what is passed to the marketplace reaches its people with the words, and comes back no oftener than allowed', async () => {
  const buyer = await buyerAsks('I was charged twice, number twelve');
  await says(buyer, 'charged twice, really');
  const ada = await atDesk(/^Agent/);
  await ada.keyboard.press('2');
  await row(ada, 'charged twice, really').click();
  await ada.getByRole('button', { name: 'Take over' }).click();
  await ada.getByText('Ada Lindqvist holds it').waitFor();
  await ada.keyboard.press('p');
  await ada.getByLabel('What they should know').fill('Two payments on the card.');
  await ada.getByRole('button', { name: 'Pass it on' }).click();
  await ada.getByText('Waits for the marketplace').waitFor();
  await buyer.getByText(/people of the marketplace itself/).waitFor();
  const chiara = await atDesk(/^Specialist/);
  await chiara.keyboard.press('2');
  await row(chiara, 'charged twice, really').click();
  await chiara.getByText('passed it to the marketplace: Two payments on the card.').waitFor();
  await chiara.keyboard.press('t');
  await chiara.getByText('Chiara Rossi holds it').waitFor();
});

test('an answer that does not reach the server says so, is kept, and is sent once when it is back', async () => {
  const buyer = await buyerAsks('Is the lamp number thirteen back');
  await says(buyer, 'lamp thirteen');
  const ada = await atDesk(/^Agent/);
  await ada.keyboard.press('2');
  await row(ada, 'lamp thirteen').click();
  await ada.getByRole('button', { name: 'Take over' }).click();
  await ada.getByText('Ada Lindqvist holds it').waitFor();
  await ada.route('**/replies', (route) => route.abort());
  await ada.getByLabel('Answer to the buyer').fill('It is back in stock.');
  await ada.getByRole('button', { name: 'Send', exact: true }).click();
  await ada.getByText('Not sent: the server was not reached.').waitFor();
  await ada.unroute('**/replies');
  await ada.getByRole('button', { name: 'Send again' }).click();
  await buyer.getByText('It is back in stock.').waitFor();
  expect(await buyer.getByText('It is back in stock.').count()).toBe(1);
});

test('search, empty lists and the list of shortcuts; a foreign shop’s conversation is not there', async () => {
  const ada = await atDesk(/^Agent/);
  await ada.keyboard.press('/');
  await ada.keyboard.type('no such words anywhere');
  await ada.getByText(/Nothing is found for/).waitFor();
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('?');
  await ada.getByRole('dialog', { name: 'Shortcuts' }).getByText('Take over').waitFor();
  await ada.keyboard.press('Escape');
  await ada.getByRole('dialog').waitFor({ state: 'detached' });
  await ada.goto(`${desk.server.url}/desk?conversation=nobodys`);
  await ada
    .getByText(/no such conversation/i)
    .first()
    .waitFor();
});

test('nothing for axe to find, on a desk and on a telephone, in light and dark', async () => {
  await buyerAsks('A last one, number fourteen');
  for (const device of [
    { width: 1440, height: 900, colours: 'light' as const },
    { width: 1440, height: 900, colours: 'dark' as const },
    { width: 390, height: 844, colours: 'light' as const },
    { width: 390, height: 844, colours: 'dark' as const },
  ]) {
    const ada = await atDesk(/^Agent/, device);
    await list(ada, 'Unassigned').click();
    await row(ada, 'person').first().waitFor();
    const found = await axeFindings(ada);
    await row(ada, 'person').first().click();
    await ada.getByLabel('Answer to the buyer').waitFor();
    found.push(...(await axeFindings(ada)));
    await ada.getByLabel('Answer to the buyer').fill('/');
    await ada.getByRole('option').first().waitFor();
    found.push(...(await axeFindings(ada)));
    if (device.width === 390) await ada.getByRole('button', { name: 'Facts' }).click();
    await ada.locator('.desk-action').first().click();
    await ada.locator('.desk-form').waitFor();
    found.push(...(await axeFindings(ada)));
    expect(found).toEqual([]);
    expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(device.width);
  }
});
