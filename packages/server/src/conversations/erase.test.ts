import { randomUUID } from 'node:crypto';
import { type Event, fold, must, type State } from '@hark/core';
import { describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { smallShop } from '../testing/small-shop.ts';
import { textsOfDatabase } from '../testing/whole-database.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf, UnknownConversation } from '../turn.ts';
import { eraseConversation } from './erase.ts';
import { memoryStore } from './memory-store.ts';
import { postgresStore } from './postgres-store.ts';
import type { Store } from './store.ts';

const held = withDatabase();
const now = () => new Date().toISOString();

function talkOver(store: Store) {
  const turns = makeTurnsOf({
    playbook: { id: 'words', version: '1' },
    decide: byWords,
    understand: () => UNDERSTOOD_NOTHING,
    marketplace: smallShop(),
    store,
    now,
    id: randomUUID,
  });
  const opening = { shop_id: 'lamps', channel: 'chat', language: 'en', buyer_id: 'mia', order_id: null };
  return {
    turns,
    open: async () => (await turns.open(opening)).conversation_id,
    says: (conversation_id: string, text: string) =>
      turns.receive(conversation_id, { client_id: randomUUID(), text, button: null }),
  };
}

const foldOf = (events: Event[], id: string) =>
  events.reduce<State | null>((state, event) => fold(state, event, id), null);

describe.each<[string, () => Store]>([
  ['memory', memoryStore],
  ['PostgreSQL', () => postgresStore(held.database)],
])('erasing in %s', (_, makeStore) => {
  test('what was said is gone, the snapshot is the fold of what is left, and nothing is due any more', async () => {
    const store = makeStore();
    const { turns, open, says } = talkOver(store);
    const id = await open();
    await says(id, 'hello from Harbour Lane');
    await says(id, 'timer 2020-01-01T00:00:00.000Z');
    expect(await turns.erase(id, 'asked')).toBe('erased');
    const events = await store.events(id, 0);
    expect(JSON.stringify(events)).not.toMatch(/Harbour|mia/);
    const { state } = must(await store.load(id), 'an erased conversation');
    expect(state).toEqual(foldOf(events, id));
    expect(state).toMatchObject({ status: 'resolved', timers: [], identity: null, buyer_messages: 2 });
    const due = await store.take('2099-01-01T00:00:00.000Z', 1_000, 0);
    expect(due.filter(({ conversation_id }) => conversation_id === id)).toEqual([]);
    expect((await store.ofBuyer('mia', 100)).map(({ conversation_id }) => conversation_id)).not.toContain(id);
    expect(await turns.erase(id, 'age')).toBe('already');
    expect(await turns.erase('nothing', 'asked')).toBe('unknown');
  });

  test('what the shop system was asked for comes to its end first', async () => {
    const store = makeStore();
    const { turns, open, says } = talkOver(store);
    const id = await open();
    await says(id, 'act');
    expect(await turns.erase(id, 'asked')).toBe('waits');
    expect(JSON.stringify(await store.events(id, 0))).toContain('mia');
    await turns.settle(id);
    expect(await turns.erase(id, 'asked')).toBe('erased');
    expect((await store.load(id))?.state.actions).toEqual([]);
  });

  test('nobody writes in it afterwards, also who knew it from before', async () => {
    const store = makeStore();
    const { turns, open, says } = talkOver(store);
    const id = await open();
    await says(id, 'hello');
    expect((await eraseConversation({ store, now }, id, 'asked')).kind).toBe('erased');
    await expect(says(id, 'hello?')).rejects.toThrow(UnknownConversation);
    const by = { agent_id: 'a', name: 'Noor', side: 'shop' as const };
    const note = { type: 'agent_noted' as const, data: { ...by, client_id: 'n', text: 'gone' } };
    await expect(turns.observe(id, note)).rejects.toThrow(UnknownConversation);
    expect(await store.events(id, 0)).toHaveLength((await store.load(id))?.state.seq ?? 0);
  });
});

test('whoever writes from two processes while a third erases: every word before is gone, every word after is refused', async () => {
  const [first, second] = [
    talkOver(postgresStore(held.database)),
    talkOver(postgresStore(held.database)),
  ] as const;
  for (let round = 0; round < 8; round += 1) {
    const id = await first.open();
    const word = `quillfeather${round}`;
    let refused = 0;
    const writes = async (who: typeof first): Promise<void> => {
      for (let said = 0; said < 6; said += 1)
        await who.says(id, `${word} ${said}`).catch((error: unknown) => {
          if (!(error instanceof UnknownConversation)) throw error;
          refused += 1;
        });
    };
    const erases = async (): Promise<void> => {
      const store = postgresStore(held.database);
      let kind = 'waits';
      while (kind === 'waits') kind = (await eraseConversation({ store, now }, id, 'asked')).kind;
      expect(kind).toBe('erased');
    };
    await Promise.all([writes(first), writes(second), erases()]);
    const store = postgresStore(held.database);
    const events = await store.events(id, 0);
    expect(events.at(-1)?.type).toBe('conversation_erased');
    expect(events.filter(({ type }) => type === 'message_received')).toHaveLength(12 - refused);
    expect((await store.load(id))?.state).toEqual(foldOf(events, id));
  }
  const left = (await textsOfDatabase(held.url)).filter(({ text }) => text.includes('quillfeather'));
  expect(left).toEqual([]);
});
