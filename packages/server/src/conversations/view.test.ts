import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { waitingShop } from '../testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf } from '../turn.ts';
import { memoryStore } from './memory-store.ts';
import { makeView } from './view.ts';

const view = makeView({
  render: ({ reply }) => ({ text: reply, card: null }),
  person_by: () => null,
  survey: () => null,
  title: () => null,
});

test.each([
  ['is worked on until it is told that it takes long', 1, false],
  ['is worked on while nothing was told', 600_000, true],
])('what the shop system is asked for %s, and no longer once it is done', async (_, slow_after_ms, still) => {
  const store = memoryStore();
  const { marketplace, let_go } = waitingShop();
  const turns = makeTurnsOf(
    {
      playbook: { id: 'words', version: '1' },
      decide: byWords,
      understand: () => UNDERSTOOD_NOTHING,
      marketplace,
      store,
      now: () => new Date().toISOString(),
      id: randomUUID,
    },
    { act_at_once: true, slow_after_ms },
  );
  const opening = { shop_id: 'lamps', channel: 'chat', language: 'en', buyer_id: null, order_id: null };
  const { conversation_id, state, events } = await turns.open(opening);
  const working = async (): Promise<boolean | undefined> => {
    const loaded = await store.load(conversation_id);
    return loaded?.state && view.standing(loaded.state, await store.events(conversation_id, 0)).working;
  };
  expect(view.standing(state, events).working).toBe(false);
  await turns.receive(conversation_id, { client_id: randomUUID(), text: 'act', button: null });
  await vi.waitUntil(async () => (await working()) === still, { timeout: 20_000 });
  let_go();
  await turns.idle();
  expect(await working()).toBe(false);
});
