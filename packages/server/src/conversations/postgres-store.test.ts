import { createHash } from 'node:crypto';
import { type Event, fold, must, type Observed, type State } from '@hark/core';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { FOLD_VERSION } from './fold-version.ts';
import { postgresStore } from './postgres-store.ts';

const held = withDatabase();
const AT = '2026-03-02T10:00:00.000Z';
const SAID = 'I live at 7 Harbour Lane \u0000';

async function conversationThatSaid(conversation_id: string): Promise<Event[]> {
  const place = { occurred_at: AT, recorded_at: AT, caused_by: null };
  const playbook = { id: 'demo', version: 'v1' };
  const understanding = { language: 'en', wishes: [], topics: [], acts: [], out_of_scope: false };
  const opened: Observed<'conversation_opened'> = {
    ...place,
    seq: 1,
    type: 'conversation_opened',
    data: { shop_id: 'north', channel: 'chat', language: 'en', playbook, buyer_id: null, order_id: null },
  };
  const wrote: Observed<'message_received'> = {
    ...place,
    seq: 2,
    type: 'message_received',
    data: { client_id: 'a', text: SAID, button: null, understanding },
  };
  const events = [opened, wrote];
  const state = fold(fold(null, opened, conversation_id), wrote, conversation_id);
  const commit = {
    conversation_id,
    shop_id: 'north',
    expected_seq: 0,
    events,
    state,
    inbound: null,
    usage: [],
  };
  expect(await postgresStore(held.database).commit(commit)).toEqual({ kind: 'committed' });
  return events;
}

test('what a person said lies apart from the log, which keeps a salted hash of it', async () => {
  await conversationThatSaid('apart');
  const [event] = await held.owner<{ log: string; personal_hash: Buffer }>(
    `select row_to_json(e)::text as log, personal_hash from hark.events e where conversation_id = 'apart' and seq = 2`,
  );
  expect(event?.log).not.toContain('Harbour');

  const rows = await held.owner<{ seq: number; subject: string; salt: Buffer; data: string }>(
    `select seq, subject, salt, data::text from hark.personal where conversation_id = 'apart' order by seq`,
  );
  expect(rows.map(({ seq, subject }) => [seq, subject])).toEqual([
    [1, 'conversation:apart'],
    [2, 'conversation:apart'],
  ]);
  const [, row] = rows;
  const hash = createHash('sha256')
    .update(row?.salt ?? '')
    .update(row?.data ?? '')
    .digest();
  expect(event?.personal_hash).toEqual(hash);
});

test('the same words in two conversations have different hashes', async () => {
  await conversationThatSaid('salt-1');
  await conversationThatSaid('salt-2');
  const rows = await held.owner<{ personal_hash: Buffer }>(
    `select personal_hash from hark.events where conversation_id like 'salt-%' and seq = 2`,
  );
  expect(new Set(rows.map(({ personal_hash }) => personal_hash.toString('hex'))).size).toBe(2);
});

test('when the personal rows are erased the log is whole, without what was said', async () => {
  const events = await conversationThatSaid('erased');
  await held.owner(`delete from hark.personal where conversation_id = 'erased'`);
  const left = await postgresStore(held.database).events('erased', 0);
  expect(left.map(({ seq, type }) => [seq, type])).toEqual(events.map(({ seq, type }) => [seq, type]));
  expect(JSON.stringify(left)).not.toContain('Harbour');
});

test('another process, which knows nothing of the conversation yet, reads the same', async () => {
  const events = await conversationThatSaid('elsewhere');
  const fresh = postgresStore(held.database);
  expect(await fresh.events('elsewhere', 0)).toEqual(events);
  const loaded = await postgresStore(held.database).load('elsewhere');
  expect(loaded?.state).toEqual(
    events.reduce<Parameters<typeof fold>[0]>((state, event) => fold(state, event, 'elsewhere'), null),
  );
});

test('a buyer reads the heads of their own conversations with every shop, a shop those with itself, and neither anything else', async () => {
  for (const shop_id of ['north', 'south']) {
    await held.owner(
      `insert into hark.conversations select $1::text, 'of-' || $1::text, 1, 'demo', 'v1', 'open', null, 'buyer:mia', now(), now(), '{}'`,
      [shop_id],
    );
  }
  type Context = Parameters<typeof held.database.as>[0];
  const seen = (context: Context, table: string, where = 'true') =>
    held.database.as(context, (transaction) =>
      transaction.query<{ shop_id: string }>(
        `select shop_id from hark.${table} where ${where} order by shop_id`,
      ),
    );
  const buyer = (person: string | null): Context => ({ role: 'app', shop_id: null, person });
  const shop = (shop_id: string): Context => ({ role: 'app', shop_id, person: 'buyer:mia' });
  const own = await seen(buyer('buyer:mia'), 'conversations');
  expect(own.map(({ shop_id }) => shop_id)).toEqual(['north', 'south']);
  for (const person of ['buyer:noa', 'mia', 'conversation:apart', null])
    expect(await seen(buyer(person), 'conversations')).toEqual([]);
  expect(await seen(shop('south'), 'conversations', "subject = 'buyer:mia'")).toEqual([{ shop_id: 'south' }]);
  // What was said is never read that way: only through the conversation itself.
  await conversationThatSaid('said');
  for (const table of ['events', 'personal', 'usage', 'outbox'])
    expect(await seen(buyer('buyer:mia'), table)).toEqual([]);
});

test('a snapshot that another fold made, without what was added since, is folded anew from the log', async () => {
  const events = await conversationThatSaid('older');
  const folded = events.reduce<State | null>((state, event) => fold(state, event, 'older'), null);
  const stored = (): Promise<{ snapshot: { [field: string]: unknown } }[]> =>
    held.owner(`select snapshot from hark.conversations where conversation_id = 'older'`);
  const { heard: _, folded_by: by, ...older } = must((await stored())[0], 'a conversation').snapshot;
  expect(by).toBe(FOLD_VERSION);

  const store = postgresStore(held.database);
  const olders = [{ ...older }, { ...older, folded_by: 'the fold of last year' }];
  for (const snapshot of olders) {
    await held.owner(`update hark.conversations set snapshot = $1 where conversation_id = 'older'`, [
      snapshot,
    ]);
    expect(await store.load('older')).toEqual({ state: folded, shop_id: 'north' });
  }
  // A snapshot of this very fold is a cache that is believed: otherwise the log would be read for every message.
  await held.owner(`update hark.conversations set snapshot = $1 where conversation_id = 'older'`, [
    { ...older, folded_by: FOLD_VERSION },
  ]);
  expect((await store.load('older'))?.state).not.toHaveProperty('heard');
});

test('a turn on a snapshot of an older fold goes on from the log, and leaves a snapshot of its own', async () => {
  await conversationThatSaid('went on');
  await held.owner(`update hark.conversations set snapshot = '{"seq": 2}' where conversation_id = 'went on'`);
  const store = postgresStore(held.database);
  const before = must(await store.load('went on'), 'a conversation').state;
  const event: Observed<'message_received'> = {
    ...{ seq: 3, type: 'message_received', occurred_at: AT, recorded_at: AT, caused_by: null },
    data: {
      client_id: 'b',
      text: 'hello',
      button: null,
      understanding: { language: 'en', wishes: [], topics: [], acts: [], out_of_scope: false },
    },
  };
  const state = fold(before, event, 'went on');
  const commit = { conversation_id: 'went on', shop_id: 'north', expected_seq: before.seq, events: [event] };
  expect(await store.commit({ ...commit, state, inbound: null, usage: [] })).toEqual({ kind: 'committed' });
  expect(await store.load('went on')).toEqual({ state, shop_id: 'north' });
});
