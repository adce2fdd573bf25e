import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { smallShop } from '../testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf } from '../turn.ts';
import { releaseOrphanedWork } from './orphaned-work.ts';
import { postgresStore } from './postgres-store.ts';

const db = withDatabase();

test('work that a process took and did not finish is given out again once it is known to be dead', async () => {
  const now = '2026-03-02T09:00:00.000Z';
  const store = postgresStore(db.database);
  const turns = makeTurnsOf({
    playbook: { id: 'words', version: '1' },
    decide: byWords,
    understand: () => UNDERSTOOD_NOTHING,
    marketplace: smallShop(),
    store,
    now: () => now,
    id: randomUUID,
  });
  const opening = { shop_id: 'lamps', channel: 'chat', language: 'en', buyer_id: null, order_id: null };
  const { conversation_id } = await turns.open(opening);
  await turns.receive(conversation_id, { client_id: 'a', text: 'act', button: null });
  await turns.receive(conversation_id, {
    client_id: 'b',
    text: 'timer 2026-03-02T10:00:00.000Z',
    button: null,
  });

  const [taken] = await store.take(now, 10, 30_000);
  expect(await store.take(now, 10, 30_000)).toEqual([]);
  expect(await releaseOrphanedWork(db.database)).toBe(1);
  expect(await store.take(now, 10, 30_000)).toEqual([{ ...taken, attempts: 2 }]);
  // A timer that is not due yet stays for its time.
  expect(await store.take('2026-03-02T09:00:29.000Z', 10, 30_000)).toEqual([]);
});
