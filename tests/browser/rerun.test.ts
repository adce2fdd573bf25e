import { must } from '@hark/core';
import type { Reran, TraceEntry } from '@hark/wire';
import { expect, test } from 'vitest';
import { axeFindings, type Device } from './browser.ts';
import { withFakeVisits } from './fake-visit.ts';

const visit = withFakeVisits(async (fake) => {
  const opened = await fetch(`${fake.url}/api/conversations`, { method: 'POST', body: '{}' });
  const { conversation_id, token } = JSON.parse(await opened.text());
  await fetch(`${fake.url}/api/conversations/${conversation_id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ client_id: 'm', text: 'please cancel my kettle' }),
  });
  await expect.poll(() => fake.lastLog().entries.at(-1)?.type).toBe('question_asked');
});

async function open(device: Partial<Device> = {}): Promise<void> {
  await visit.open(`/trace?conversation=${visit.fake.lastId()}`, device);
  await visit.page.getByRole('heading', { name: 'Buyer wrote' }).first().waitFor();
}

/** The conversation with its assistant's messages worded otherwise, and one event that is no more. */
function reran(): Reran {
  const { entries } = visit.fake.lastLog();
  const said = entries.filter(({ type }) => type === 'message_sent');
  const first = must(
    entries.find(({ type }) => type === 'message_received'),
    'a message',
  );
  const last = must(entries.at(-1), 'an event');
  const now = (entry: TraceEntry): TraceEntry =>
    entry.text === null ? entry : { ...entry, text: entry.text.replace(/[.?]/, ', in other words.') };
  return {
    kind: 'done',
    versions: { before: 'a1b2c3d4e5f60718', now: 'ffff0000aaaa1111' },
    anew: false,
    answers: { all: said.length, differing: said.length },
    inexact: { because: 'read_otherwise', before: first.seq, now: null, type: 'message_received' },
    rows: entries.map((entry) => ({
      kind: entry === last ? 'only_before' : entry.type === 'message_sent' ? 'differs' : 'same',
      estimated: entry.seq >= first.seq,
      before: entry,
      now: entry === last ? null : now(entry),
    })),
  };
}

const again = () => visit.page.getByRole('button', { name: 'Run again with the working copy' });

test('both conversations stand side by side, n and p go from difference to difference, and closing leads back', async () => {
  visit.fake.reruns.push({ kind: 'working', stage: 'learning' }, reran());
  await open();
  await again().focus();
  await visit.page.keyboard.press('Enter');
  await visit.page.getByText(/answers differ; from event \d+ on this is an estimate/).waitFor();
  await visit.page.getByText('From here on it is an estimate').waitFor();
  expect(await visit.page.locator('.event').count()).toBe(0);
  const differing = await visit.page.locator('.row:not(.same)').count();
  expect(differing).toBeGreaterThan(1);
  const at = () =>
    visit.page.evaluate(() =>
      [...document.querySelectorAll('.row:not(.same)')].indexOf(document.activeElement as Element),
    );
  await visit.page.keyboard.press('n');
  expect(await at()).toBe(0);
  await visit.page.keyboard.press('n');
  expect(await at()).toBe(1);
  await visit.page.keyboard.press('p');
  expect(await at()).toBe(0);
  expect(await visit.page.locator('.row.differs .kind').first().textContent()).toContain('differs');
  await visit.page.getByRole('button', { name: 'Close' }).click();
  await visit.page.locator('.event').first().waitFor();
});

test('mistakes of the working copy are shown with file, line and the place in it', async () => {
  const problem = {
    code: 'reference.action',
    message: 'There is no action `cancel_odrer`.',
    mend: 'Did you mean `cancel_order`?',
    ...{ file: 'flows/cancel-order.yaml', line: 27, column: 13, text: '      - do: cancel_odrer' },
  };
  visit.fake.reruns.push({ kind: 'problems', problems: [problem] });
  await open();
  await again().click();
  await visit.page.getByText('flows/cancel-order.yaml:27:13').waitFor();
  expect(await visit.page.locator('.problems pre').textContent()).toBe(
    `27 |       - do: cancel_odrer\n   | ${' '.repeat(12)}^`,
  );
  expect(await axeFindings(visit.page)).toEqual([]);
});

test('why the assistant said something is one press away: sentences and the line of the playbook', async () => {
  visit.fake.reason.written = {
    ...{ kind: 'written', file: 'flows/cancel-order.yaml', line: 3, last_line: 3, from: 2 },
    lines: ['steps:', '  - ask: order', '  - do: cancel_order'],
  };
  await open();
  await visit.page.getByText('Why did it say this?').last().focus();
  await visit.page.keyboard.press('Enter');
  await visit.page.getByText('flows/cancel-order.yaml:3').waitFor();
  expect(await visit.page.locator('.because mark').textContent()).toContain('▸    3   - ask: order');
  expect(await visit.page.locator('.because li').first().textContent()).toMatch(
    /^Decided by “.+” at .+, version a1b2c3d4\./,
  );
  expect(await visit.page.locator('.because').textContent()).toContain(
    'It answers “please cancel my kettle”',
  );
});

test('of a version that is not loaded any more the lines are not shown', async () => {
  visit.fake.reason.written = { kind: 'gone', version: 'ffff0000aaaa1111' };
  await open();
  await visit.page.getByText('Why did it say this?').last().click();
  await visit.page.getByText(/not loaded any more; now it is ffff0000/).waitFor();
});

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)('axe finds nothing wrong side by side in %s at %i px', async (colours, width) => {
  visit.fake.reruns.push(reran());
  await open({ colours, width, height: 844 });
  await again().click();
  await visit.page.getByText('From here on it is an estimate').waitFor();
  expect(await axeFindings(visit.page)).toEqual([]);
  expect(await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});
