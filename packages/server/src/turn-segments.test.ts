import { isObserved, replay } from '@hark/core';
import { expect, test } from 'vitest';
import { postgresStore } from './conversations/postgres-store.ts';
import { withDatabase } from './db/test-database.ts';
import { starterPlaybook } from './main.ts';
import { demoWorld } from './marketplace/demo.ts';
import { loadPlaybookFolder } from './playbook-folder.ts';
import { clockedTalk } from './testing/clocked-talk.ts';

const held = withDatabase();
const playbook = loadPlaybookFolder(starterPlaybook());
const MONDAY = '2026-03-02T10:00:00.000Z';

/** A world in which one buyer has bought for 900 EUR this year, in five orders; and the e-mail address of that buyer. */
function worldOfARegular() {
  const world = demoWorld(1, MONDAY);
  const buyer = Object.values(world.buyers).find(({ order_ids }) => order_ids.length > 0);
  const pattern = world.orders[buyer?.order_ids[0] ?? ''];
  if (!buyer || !pattern) throw new Error('the demo has a buyer with an order');
  for (let at = 0; at < 5; at++) {
    const id = `#R${at}`;
    world.orders[id] = {
      ...structuredClone(pattern),
      id,
      status: 'delivered',
      currency: 'EUR',
      total_cents: 18_000,
      placed_at: new Date(Date.parse(MONDAY) - (at + 1) * 20 * 86_400_000).toISOString(),
      payments: [],
    };
    buyer.order_ids.push(id);
  }
  return { world, buyer };
}

test('who writes without signing in is told apart as soon as they say who they are, and then waits less and comes first', async () => {
  const { world, buyer } = worldOfARegular();
  const talk = clockedTalk({ playbook, store: postgresStore(held.database), world, at: MONDAY });
  const conversation_id = await talk.open();
  await talk.says(conversation_id, 'where is my order?');
  expect((await talk.log(conversation_id)).some(({ type }) => type === 'segment_noted')).toBe(false);
  await talk.says(conversation_id, buyer.email);
  const noted = (await talk.log(conversation_id)).find((event) => event.type === 'segment_noted');
  expect(noted).toMatchObject({
    data: { segment: 'high_value' },
    why: { document: 'high_value', version: playbook.version, values: { fits_too: ['frequent'] } },
  });
  const said = await talk.says(conversation_id, 'a person, please');
  expect(said.find((event) => event.type === 'speaker_changed')?.data).toMatchObject({
    priority: 2,
    promised_at: '2026-03-02T10:10:03.000Z',
  });
  const { state } = (await postgresStore(held.database).load(conversation_id)) ?? {};
  expect(state?.handover?.priority).toBe(2);
  const log = await talk.log(conversation_id);
  expect(replay(playbook, conversation_id, log).difference).toBeNull();
});

test('the log tells the measures that decided it, and none of the buyer’s words', async () => {
  const { world, buyer } = worldOfARegular();
  const talk = clockedTalk({ playbook, store: postgresStore(held.database), world, at: MONDAY });
  const conversation_id = await talk.open({ buyer_id: buyer.id });
  const noted = (await talk.log(conversation_id)).find((event) => event.type === 'segment_noted');
  const values = noted && !isObserved(noted) ? noted.why.values : {};
  expect(Object.keys(values)).toEqual(
    expect.arrayContaining(['recency_days', 'frequency', 'value_cents', 'fits_too']),
  );
  expect(JSON.stringify(values)).not.toContain(buyer.first_name);
});
