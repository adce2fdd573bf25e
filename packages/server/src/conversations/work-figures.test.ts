import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { smallShop } from '../testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf } from '../turn.ts';
import { postgresStore } from './postgres-store.ts';
import { readWorkFigures } from './work-figures.ts';

const db = withDatabase();
const NOW = '2026-03-02T09:00:00.000Z';
const LATER = '2026-03-02T09:00:30.000Z';

test('effects and timers that are due are counted apart with the age of the oldest, and webhooks that fail by how they stand', async () => {
  const nothing = { due: 0, lag_s: 0 };
  const well = { retrying: 0, failed: 0, endpoints_failing: 0 };
  expect(await readWorkFigures(db.database, NOW)).toEqual({
    effects: nothing,
    timers: nothing,
    webhooks: well,
  });
  const turns = makeTurnsOf({
    playbook: { id: 'words', version: '1' },
    decide: byWords,
    understand: () => UNDERSTOOD_NOTHING,
    marketplace: smallShop(),
    store: postgresStore(db.database),
    now: () => NOW,
    id: randomUUID,
  });
  for (const [shop_id, text] of [
    ['lamps', 'act'],
    ['chairs', 'act'],
    ['lamps', 'timer 2026-03-02T09:00:20.000Z'],
    ['lamps', 'timer 2026-03-02T10:00:00.000Z'],
  ] as const) {
    const opening = { shop_id, channel: 'chat', language: 'en', buyer_id: null, order_id: null };
    const { conversation_id } = await turns.open(opening);
    await turns.receive(conversation_id, { client_id: 'a', text, button: null });
  }
  await db.owner(
    `insert into hark.webhook_endpoints
       (shop_id, endpoint_id, url, description, event_types, enabled, failing_since, made_by, made_at, removed_at)
     values ('lamps', 'e1', 'https://a.example', '', '{}', true, now(), 'p', now(), null),
       ('lamps', 'e2', 'https://b.example', '', '{}', true, null, 'p', now(), null),
       ('chairs', 'e3', 'https://c.example', '', '{}', true, now(), 'p', now(), now())`,
  );
  await db.owner(
    `insert into hark.webhook_deliveries
       (shop_id, endpoint_id, message_id, seq, type, body, made_at, status, attempts, next_at)
     values ('lamps', 'e1', 'm1', 1, 't', '{}', now(), 'waiting', 2, now()),
       ('lamps', 'e1', 'm2', 2, 't', '{}', now(), 'waiting', 0, now()),
       ('lamps', 'e2', 'm1', 1, 't', '{}', now(), 'delivered', 1, now()),
       ('chairs', 'e3', 'm1', 1, 't', '{}', now(), 'failed', 9, now())`,
  );
  expect(await readWorkFigures(db.database, LATER)).toEqual({
    effects: { due: 2, lag_s: 30 },
    timers: { due: 1, lag_s: 10 },
    webhooks: { retrying: 1, failed: 1, endpoints_failing: 1 },
  });
});
