import { PLATFORM } from '@hark/core';
import { beforeEach, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { somebody } from '../testing/people.ts';
import { AUDIT_GROUPS, AUDITED, actionsOf, makeAudit } from './audit.ts';
import { readAudit, verifyAudit } from './read.ts';

const held = withDatabase();
const NOW = '2026-03-02T09:00:00.000Z';
const audit = () => makeAudit(held.database, () => NOW);
const note = (shop_id: string | null, target: string) =>
  audit().write({
    shop_id,
    person: 'p1',
    action: 'key_made',
    target,
    detail: { name: 'Ä "key"', scopes: ['a'] },
  });

beforeEach(async () => {
  await held.owner('truncate hark.audit, hark.audit_heads');
});

test('a chain of entries is whole, also when many are written at once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => note('lamps', `k${index}`)));
  await note(null, 'k');
  expect(await verifyAudit(held.database)).toMatchObject([
    { shop_id: 'lamps', whole: true, entries: 20 },
    { shop_id: PLATFORM, whole: true, entries: 1 },
  ]);
});

test.each([
  [
    'the words of an entry are changed',
    `update hark.audit set target = 'other' where seq = 3`,
    3,
    'not as it was',
  ],
  ['a detail is changed', `update hark.audit set detail = '{}' where seq = 2`, 2, 'not as it was'],
  [
    'the time is changed',
    `update hark.audit set at = at - interval '1 second' where seq = 4`,
    4,
    'not as it was',
  ],
  ['an entry is taken out', 'delete from hark.audit where seq = 3', 3, 'missing'],
  ['the end is cut off', 'delete from hark.audit where seq >= 4', 4, 'end of the log is missing'],
  [
    'the end is forgotten with its head',
    'delete from hark.audit_heads',
    5,
    'not the one that was written last',
  ],
  [
    'an entry is changed and its own hash made to fit',
    `update hark.audit set target = 'other', hash = sha256('other') where seq = 2`,
    2,
    'not as it was',
  ],
])('a log that was tampered with is found: %s', async (_how, tamper, seq, why) => {
  for (let index = 1; index <= 5; index += 1) await note('lamps', `k${index}`);
  await held.owner(tamper);
  const [found] = await verifyAudit(held.database);
  expect(found).toMatchObject({ shop_id: 'lamps', whole: false, seq });
  expect(found?.whole === false && found.why).toContain(why);
});

test('nobody who serves requests may change or delete an entry', async () => {
  await note('lamps', 'k');
  const context = { role: 'app' as const, shop_id: 'lamps', person: 'p' };
  for (const sql of [`update audit set target = 'x'`, 'delete from audit', 'delete from audit_heads'])
    await expect(held.database.as(context, (transaction) => transaction.query(sql))).rejects.toThrow(
      /permission denied/,
    );
});

test('what fails takes its note back with it', async () => {
  const context = { role: 'app' as const, shop_id: 'lamps', person: 'p' };
  const failing = held.database.as(context, async (transaction) => {
    await audit().within(transaction, { shop_id: 'lamps', person: 'p', action: 'key_made', target: 'k' });
    throw new Error('something else went wrong');
  });
  await expect(failing).rejects.toThrow('something else');
  expect(await verifyAudit(held.database)).toEqual([]);
});

test('a shop reads its own log, the platform every one, by what and page by page', async () => {
  await note('lamps', 'a');
  await note('chairs', 'b');
  await audit().write({ shop_id: 'lamps', person: 'p2', action: 'signed_in', target: 'p2' });
  const ask = (role: 'shop_admin' | 'admin', question: Partial<Parameters<typeof readAudit>[2]>) =>
    readAudit(held.database, somebody(role), {
      actions: null,
      person: null,
      target: null,
      since: null,
      until: null,
      before: null,
      limit: 10,
      ...question,
    });
  const places = (rows: { shop_id: string; seq: number }[]) =>
    rows.map(({ shop_id, seq }) => `${shop_id} ${seq}`);
  expect(places(await ask('shop_admin', {}))).toEqual(['lamps 2', 'lamps 1']);
  expect(places(await ask('admin', {})).toSorted()).toEqual(['chairs 1', 'lamps 1', 'lamps 2']);
  expect(places(await ask('shop_admin', { actions: ['signed_in'] }))).toEqual(['lamps 2']);
  expect(places(await ask('shop_admin', { before: { at: NOW, seq: 2 } }))).toEqual(['lamps 1']);
  expect(places(await ask('shop_admin', { target: 'a' }))).toEqual(['lamps 1']);
  expect(places(await ask('shop_admin', { person: 'p2' }))).toEqual(['lamps 2']);
  const [early, late] = ['2026-03-02T08:59:59.999Z', '2026-03-02T09:00:00.001Z'];
  expect(await ask('shop_admin', { since: early, until: late })).toHaveLength(2);
  expect(await ask('shop_admin', { until: NOW })).toEqual([]);
  expect(await ask('shop_admin', { since: late })).toEqual([]);
});

test('each action belongs to one group, and a group is all of its actions', () => {
  expect(actionsOf('conversations')).toEqual([
    'conversation_answered',
    'conversation_taken',
    'conversation_taken_from',
    'conversation_given_back',
    'conversation_handed_on',
    'conversation_resolved',
    'note_written',
    'action_asked',
  ]);
  expect(actionsOf('signed_in')).toEqual(['signed_in']);
  const all = Object.keys(AUDIT_GROUPS).flatMap(actionsOf);
  expect(all.toSorted()).toEqual(Object.keys(AUDITED).toSorted());
});
