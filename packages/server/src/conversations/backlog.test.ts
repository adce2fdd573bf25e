import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { smallShop } from '../testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf } from '../turn.ts';
import { readBacklog } from './backlog.ts';
import { postgresStore } from './postgres-store.ts';

const db = withDatabase();

test('what is due and not done is counted over all shops, until it is done', async () => {
  expect(await readBacklog(db.database)).toEqual({ waiting: 0, oldest_due_at: null });
  const turns = makeTurnsOf({
    playbook: { id: 'words', version: '1' },
    decide: byWords,
    understand: () => UNDERSTOOD_NOTHING,
    marketplace: smallShop(),
    store: postgresStore(db.database),
    now: () => '2026-03-02T09:00:00.000Z',
    id: randomUUID,
  });
  for (const shop_id of ['lamps', 'chairs']) {
    const opening = { shop_id, channel: 'chat', language: 'en', buyer_id: null, order_id: null };
    const { conversation_id } = await turns.open(opening);
    await turns.receive(conversation_id, { client_id: 'a', text: 'act', button: null });
  }
  expect(await readBacklog(db.database)).toEqual({ waiting: 2, oldest_due_at: '2026-03-02T09:00:00.000Z' });
  await turns.run_due();
  expect(await readBacklog(db.database)).toEqual({ waiting: 0, oldest_due_at: null });
});
