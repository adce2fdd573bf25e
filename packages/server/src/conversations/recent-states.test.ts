import { randomUUID } from 'node:crypto';
import { fold, type State } from '@hark/core';
import { expect, test } from 'vitest';
import { smallShop } from '../testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf, type Turns } from '../turn.ts';
import { memoryStore } from './memory-store.ts';
import { makeRecentStates } from './recent-states.ts';
import type { Store } from './store.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const OPENING = { shop_id: 'lamps', channel: 'chat', language: 'en', buyer_id: null, order_id: null };

/** Turns as another process over the same log has them. */
function processOver(store: Store): Turns {
  return makeTurnsOf({
    playbook: { id: 'words', version: '1' },
    decide: byWords,
    understand: () => UNDERSTOOD_NOTHING,
    marketplace: smallShop(),
    store,
    now: () => NOW,
    id: randomUUID,
  });
}

test('a state is good for one turn, and only so many are kept', async () => {
  const store = memoryStore();
  const { state } = await processOver(store).open(OPENING);
  const recent = makeRecentStates(2);
  for (const id of ['a', 'b', 'c']) recent.keep(id, { shop_id: 'lamps', state });
  expect(recent.take('a')).toBeNull();
  expect(recent.take('c')).toEqual({ shop_id: 'lamps', state });
  expect(recent.take('c')).toBeNull();
});

test('a conversation goes on whichever process hears of it, and its log is whole', async () => {
  const store = memoryStore();
  const [here, there] = [processOver(store), processOver(store)];
  const { conversation_id } = await here.open(OPENING);
  for (const [index, turns] of [here, there, there, here, there, here].entries())
    await turns.receive(conversation_id, { client_id: `m${index}`, text: 'hello', button: null });
  const events = await store.events(conversation_id, 0);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter((event) => event.type === 'message_received')).toHaveLength(6);
  const folded = events.reduce<State | null>((state, event) => fold(state, event, conversation_id), null);
  expect((await store.load(conversation_id))?.state).toEqual(folded);
});

test('a timer that another process set fires here, though it was not known here', async () => {
  const store = memoryStore();
  const [here, there] = [processOver(store), processOver(store)];
  const { conversation_id } = await here.open(OPENING);
  await there.receive(conversation_id, { client_id: 'a', text: `timer ${NOW}`, button: null });
  expect(await here.run_due()).toBe(1);
  const events = await store.events(conversation_id, 0);
  expect(events.filter((event) => event.type === 'timer_fired')).toHaveLength(1);
});

test('what the shop did for another process that died is recorded here', async () => {
  const store = memoryStore();
  const [here, there] = [processOver(store), processOver(store)];
  const { conversation_id } = await here.open(OPENING);
  await there.receive(conversation_id, { client_id: 'a', text: 'act', button: null });
  expect(await here.run_due()).toBe(1);
  const events = await store.events(conversation_id, 0);
  expect(events.filter((event) => event.type === 'action_succeeded')).toHaveLength(1);
});
