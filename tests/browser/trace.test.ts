import { expect, test } from 'vitest';
import { axeFindings, type Device } from './browser.ts';
import type { FakeServer } from './fake-server.ts';
import { withFakeVisits } from './fake-visit.ts';

const visit = withFakeVisits(cancelAnOrder);

/** One conversation on the server, held over the API. */
async function cancelAnOrder(fake: FakeServer): Promise<void> {
  const opened = await fetch(`${fake.url}/api/conversations`, { method: 'POST', body: '{}' });
  const { conversation_id, token } = JSON.parse(await opened.text());
  for (const [index, text] of ['please cancel <b>my</b> kettle', 'the kettle', 'yes'].entries()) {
    const said = fake.lastLog().entries.length;
    await fetch(`${fake.url}/api/conversations/${conversation_id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ client_id: `m${index}`, text }),
    });
    await expect.poll(() => fake.lastLog().entries.length).toBeGreaterThan(said + 1);
  }
}

async function open(device: Partial<Device> = {}, rest = ''): Promise<void> {
  await visit.open(`/trace${rest}`, device);
}

async function openConversation(device: Partial<Device> = {}): Promise<void> {
  await open(device);
  await visit.page.getByRole('link', { name: 'cancel order' }).click();
  await visit.page.getByText('Action was done').waitFor();
}

const list = () => visit.page.getByRole('navigation', { name: 'Latest conversations' });
const event = (seq: number) => visit.page.locator(`[id="${seq}"]`);

test('every event is shown once, in order, with its reason', async () => {
  await openConversation();
  const { entries } = visit.fake.lastLog();
  expect(await visit.page.locator('.event').evaluateAll((all) => all.map(({ id }) => Number(id)))).toEqual(
    entries.map(({ seq }) => seq),
  );
  expect(await visit.page.locator('.event.decided .why').count()).toBe(
    entries.filter((entry) => !entry.observed).length,
  );
  const done = entries.find((entry) => entry.type === 'action_requested');
  expect(await event(done?.seq ?? 0).textContent()).toMatch(
    /Action requested.*cancel_order.*because cancel-order steps\/2/,
  );
});

test('what the buyer wrote is shown as text, with the buttons that stood under an answer', async () => {
  await openConversation();
  expect(await visit.page.getByRole('blockquote').nth(1).textContent()).toBe(
    'please cancel <b>my</b> kettle',
  );
  const buttons = visit.page.getByRole('list', { name: 'Buttons under it' });
  expect(await buttons.nth(1).textContent()).toBe('Yes, cancel itNo, keep it');
});

test('the filter leaves what was asked for', async () => {
  await openConversation();
  const kinds = async () => new Set(await visit.page.locator('.event h3').allTextContents());
  await visit.page.getByRole('radio', { name: 'Messages' }).check({ force: true });
  expect(await kinds()).toEqual(new Set(['Buyer wrote', 'Assistant wrote']));
  await visit.page.getByRole('radio', { name: 'Decisions' }).check({ force: true });
  expect(await kinds()).toContain('Action requested');
  expect(await kinds()).not.toContain('Action was done');
});

test('a link leads to one event, even one that the filter hides', async () => {
  await openConversation();
  const seq = visit.fake.lastLog().entries.find((entry) => entry.type === 'action_succeeded')?.seq ?? 0;
  await visit.page.getByRole('link', { name: `Link to event ${seq}` }).click();
  await visit.page.getByRole('radio', { name: 'Messages' }).check({ force: true });
  expect(await event(seq).isVisible()).toBe(true);
  await visit.page.reload();
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe(String(seq));
});

test('values open by key and show what mattered', async () => {
  await openConversation();
  const values = event(5).getByText('All of this event');
  await values.focus();
  await visit.page.keyboard.press('Enter');
  expect(await event(5).textContent()).toContain('N2048117');
  expect(await event(5).locator('pre').isVisible()).toBe(true);
});

test('a conversation that does not exist is told in words', async () => {
  await open({}, '?conversation=none');
  await visit.page.getByRole('alert').getByText('There is no such conversation.').waitFor();
});

test('going back in the browser leads from a conversation to the list', async () => {
  await openConversation({ width: 390, height: 844 });
  expect(await list().isVisible()).toBe(false);
  await visit.page.goBack();
  await list().waitFor();
  await visit.page.getByRole('link', { name: 'cancel order' }).click();
  await visit.page.getByRole('button', { name: 'All conversations' }).click();
  expect(await list().isVisible()).toBe(true);
});

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)('axe finds nothing wrong in %s at %i px', async (colours, width) => {
  await open({ colours, width, height: 844 });
  await visit.page.getByRole('link', { name: 'cancel order' }).waitFor();
  expect(await axeFindings(visit.page)).toEqual([]);
  await visit.page.getByRole('link', { name: 'cancel order' }).click();
  await event(3).getByText('All of this event').click();
  expect(await axeFindings(visit.page)).toEqual([]);
  const overflow = await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBe(0);
});
