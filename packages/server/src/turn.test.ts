import { randomUUID } from 'node:crypto';
import { type Event, fold, type State } from '@hark/core';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { memoryStore } from './conversations/memory-store.ts';
import { postgresStore } from './conversations/postgres-store.ts';
import type { Store } from './conversations/store.ts';
import { withDatabase } from './db/test-database.ts';
import type { Notice } from './effects/effect.ts';
import type { FakeMarketplace } from './marketplace/fake.ts';
import type { Marketplace } from './marketplace/marketplace.ts';
import { smallShop, waitingShop } from './testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from './testing/word-strategy.ts';
import { type DecidingParts, makeTurnsOf, type TurnOptions, UnknownConversation } from './turn.ts';

const db = withDatabase();
const stores: [string, () => Store][] = [
  ['in memory', memoryStore],
  ['in PostgreSQL', () => postgresStore(db.database)],
];

type Clock = { now: () => string; advance(ms: number): void };

function clockAt(start: string): Clock {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms).toISOString(),
    advance(by) {
      ms += by;
    },
  };
}

const START = '2026-03-02T09:00:00.000Z';
const OPENING = { shop_id: 'lamps', channel: 'chat', language: 'en', buyer_id: null, order_id: null };

/** One process over a store that may be another process's too. */
function process(store: Store, clock: Clock, more: Partial<DecidingParts> & { options?: TurnOptions } = {}) {
  const { options, ...parts } = more;
  const all: DecidingParts = {
    playbook: { id: 'words', version: '1' },
    decide: byWords,
    understand: () => UNDERSTOOD_NOTHING,
    marketplace: smallShop(),
    store,
    now: clock.now,
    id: randomUUID,
    ...parts,
  };
  return makeTurnsOf(all, options);
}

/** Keys of this conversation that the shop system has carried out; the store may hold work of other tests. */
function doneFor(marketplace: FakeMarketplace, conversation_id: string): string[] {
  return marketplace.entries().flatMap(({ key }) => (key.startsWith(conversation_id) ? [key] : []));
}

const words = (text: string, client_id: string = randomUUID()) => ({ client_id, text, button: null });
const types = (events: Event[]) => events.map((event) => event.type);

function replies(events: Event[]): string[] {
  return events.flatMap((event) => (event.type === 'message_sent' ? [event.data.reply] : []));
}

/** The log is whole, and the snapshot is its fold. */
async function whole(store: Store, conversation_id: string): Promise<Event[]> {
  const events = await store.events(conversation_id, 0);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  const recorded = events.map((event) => event.recorded_at);
  expect(recorded).toEqual(recorded.toSorted());
  const state = events.reduce<State | null>((before, event) => fold(before, event, conversation_id), null);
  expect((await store.load(conversation_id))?.state).toEqual(state);
  return events;
}

describe.each(stores)('a turn, %s', (_where, makeStore) => {
  test('records what was observed, what was decided and the reads between in one commit', async () => {
    const store = makeStore();
    const turns = process(store, clockAt(START));
    const { conversation_id } = await turns.open(OPENING);
    const { seq, events } = await turns.receive(conversation_id, words('look anna'));
    expect(types(events)).toEqual([
      'message_received',
      'lookup_requested',
      'lookup_requested',
      'lookup_answered',
      'message_sent',
      'lookup_answered',
      'message_sent',
    ]);
    expect(seq).toBe(events[0]?.seq);
    const [, first, second, answer, , other] = events;
    expect([answer?.caused_by, other?.caused_by]).toEqual([first?.seq, second?.seq]);
    expect(await whole(store, conversation_id)).toHaveLength(2 + events.length);
  });

  test('goes on without a shop system that cannot be reached', async () => {
    const marketplace = smallShop();
    marketplace.setFaults({ '*': { unavailable: true } });
    const turns = process(makeStore(), clockAt(START), { marketplace });
    const { conversation_id } = await turns.open(OPENING);
    const { events } = await turns.receive(conversation_id, words('look anna'));
    expect(replies(events)).toEqual(['unavailable', 'unavailable']);
  });

  test('takes a message that is sent twice once, whoever receives it and when', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const here = process(store, clock);
    const there = process(store, clock);
    const { conversation_id } = await here.open(OPENING);
    const message = words('hello', 'tab-1');
    const taken = await Promise.all([
      here.receive(conversation_id, message),
      there.receive(conversation_id, message),
      here.receive(conversation_id, message),
    ]);
    expect(taken.filter((one) => !one.duplicate)).toHaveLength(1);
    expect(new Set(taken.map((one) => one.seq)).size).toBe(1);
    await here.receive(conversation_id, words('more'));
    expect(await there.receive(conversation_id, message)).toEqual({
      seq: taken[0].seq,
      duplicate: true,
      events: [],
    });
    expect(replies(await whole(store, conversation_id))).toEqual(['welcome', 'heard', 'heard']);
  });

  test('loses none of many messages that come at once to several processes', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const processes = [process(store, clock), process(store, clock), process(store, clock)];
    const { conversation_id } = await process(store, clock).open(OPENING);
    const sent = Array.from({ length: 24 }, (_, index) => `hello ${index}`);
    await Promise.all(sent.map((text, index) => processes[index % 3]?.receive(conversation_id, words(text))));
    const log = await whole(store, conversation_id);
    const kept = log.flatMap((event) => (event.type === 'message_received' ? [event.data.text] : []));
    expect(kept.toSorted()).toEqual(sent.toSorted());
    expect(replies(log)).toHaveLength(1 + sent.length);
  });

  test('does not step back in time with our clock', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const turns = process(store, clock);
    const { conversation_id } = await turns.open(OPENING);
    clock.advance(-60_000);
    await turns.receive(conversation_id, words('hello'));
    const log = await whole(store, conversation_id);
    expect(new Set(log.map((event) => event.recorded_at))).toEqual(new Set([START]));
  });

  test('masks a card number before anything is kept or understood', async () => {
    const store = makeStore();
    const understood: string[] = [];
    const understand = (text: string) => {
      understood.push(text);
      return UNDERSTOOD_NOTHING;
    };
    const turns = process(store, clockAt(START), { understand });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('pay with 4111 1111 1111 1111'));
    expect(understood).toEqual(['pay with •••• •••• •••• 1111']);
    expect(JSON.stringify(await store.events(conversation_id, 0))).not.toMatch(/4111/);
  });

  test('is refused for a conversation that does not exist', async () => {
    const turns = process(makeStore(), clockAt(START));
    await expect(turns.receive(randomUUID(), words('hello'))).rejects.toThrow(UnknownConversation);
    await expect(turns.settle(randomUUID())).rejects.toThrow(UnknownConversation);
  });

  test('cannot pass a limit twice at once in two conversations, even with two shops', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const processes = [process(store, clock), process(store, clock)];
    const opened = await Promise.all(
      processes.map((turns, index) => turns.open({ ...OPENING, shop_id: `lamps-${index}` })),
    );
    const taken = await Promise.all(
      processes.map((turns, index) => turns.receive(opened[index]?.conversation_id ?? '', words('count'))),
    );
    const requested = taken
      .flatMap(({ events }) => types(events))
      .filter((type) => type === 'action_requested');
    expect(requested).toHaveLength(1);
    expect(taken.flatMap(({ events }) => replies(events))).toEqual(['limit']);
  });
});

describe.each(stores)('effects, %s', (_where, makeStore) => {
  test('an action is carried out once, and its result is recorded once', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const marketplace = smallShop();
    const turns = process(store, clock, { marketplace });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('act'));
    const [settled, again] = [await turns.settle(conversation_id), await turns.settle(conversation_id)];
    expect(types(settled)).toEqual(['action_succeeded', 'message_sent']);
    expect(again).toEqual([]);
    clock.advance(3_600_000);
    await turns.run_due();
    expect(doneFor(marketplace, conversation_id)).toHaveLength(1);
    expect(
      types(await whole(store, conversation_id)).filter((type) => type === 'action_succeeded'),
    ).toHaveLength(1);
  });

  test('an action that acts without answering is asked again with the same key, and done once', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const marketplace = smallShop();
    marketplace.setFaults({ think: { act_then_time_out: true } });
    const turns = process(store, clock, { marketplace });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('act'));
    expect(types(await turns.settle(conversation_id))).toEqual(['action_unknown', 'timer_set']);
    marketplace.setFaults({});
    clock.advance(2_000);
    expect(replies(await turns.settle(conversation_id))).toEqual(['action_succeeded']);
    const requests = (await whole(store, conversation_id)).filter(
      (event) => event.type === 'action_requested',
    );
    expect(requests.map((event) => [event.data.key, event.data.attempt])).toEqual([
      [requests[0]?.data.key, 1],
      [requests[0]?.data.key, 2],
    ]);
    expect(doneFor(marketplace, conversation_id)).toHaveLength(1);
  });

  test('an action that is long in coming is noted once while it is waited for, and its result once when it is there', async () => {
    const store = makeStore();
    const { marketplace, let_go } = waitingShop();
    const options = { act_at_once: true, slow_after_ms: 1 };
    const turns = process(store, clockAt(START), { marketplace, options });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('act'));
    // Read while it grows: the snapshot may be one commit behind or ahead of what was read of the log.
    const noted = async () =>
      types(await store.events(conversation_id, 0)).filter((type) => type === 'action_delayed').length;
    await vi.waitUntil(async () => (await noted()) > 0, { timeout: 20_000 });
    let_go();
    await turns.idle();
    expect(await noted()).toBe(1);
    expect(types(await whole(store, conversation_id)).slice(-3)).toEqual([
      'action_delayed',
      'action_succeeded',
      'message_sent',
    ]);
  });

  test('an action that acted without answering is not called failed when the shop system is away later', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const marketplace = smallShop();
    marketplace.setFaults({ think: { act_then_time_out: true } });
    const turns = process(store, clock, { marketplace });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('act'));
    await turns.settle(conversation_id);
    marketplace.setFaults({ think: { unavailable: true } });
    clock.advance(2_000);
    expect(types(await turns.settle(conversation_id))).toEqual([
      'timer_fired',
      'action_requested',
      'action_unknown',
      'timer_set',
    ]);
    marketplace.setFaults({});
    clock.advance(2_000);
    expect(replies(await turns.settle(conversation_id))).toEqual(['action_succeeded']);
    expect(doneFor(marketplace, conversation_id)).toHaveLength(1);
  });

  test('what a process left behind that died is carried out by another, with the same key', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const marketplace = smallShop();
    const dead: Marketplace = { ...marketplace, act: () => new Promise(() => undefined) };
    const died = process(store, clock, { marketplace: dead, options: { act_at_once: true } });
    const heir = process(store, clock, { marketplace });
    const { conversation_id } = await died.open(OPENING);
    await died.receive(conversation_id, words('act'));
    await heir.run_due();
    expect(doneFor(marketplace, conversation_id)).toEqual([]);
    clock.advance(60_000);
    await heir.run_due();
    expect(doneFor(marketplace, conversation_id)).toHaveLength(1);
    expect(replies(await whole(store, conversation_id))).toEqual(['welcome', 'action_succeeded']);
  });

  test('a shop system without keys is never asked twice: a person is asked instead', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const marketplace = smallShop('none');
    const dead: Marketplace = { ...marketplace, act: () => new Promise(() => undefined) };
    const died = process(store, clock, { marketplace: dead, options: { act_at_once: true } });
    const heir = process(store, clock, { marketplace });
    const { conversation_id } = await died.open(OPENING);
    await died.receive(conversation_id, words('act'));
    clock.advance(60_000);
    await heir.run_due();
    expect(doneFor(marketplace, conversation_id)).toEqual([]);
    const log = await whole(store, conversation_id);
    expect(types(log).slice(-2)).toEqual(['action_unknown', 'speaker_changed']);
  });

  test('a timer fires once although two processes look for it', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const processes = [process(store, clock), process(store, clock), process(store, clock)];
    const { conversation_id } = await process(store, clock).open(OPENING);
    await processes[0]?.receive(conversation_id, words('timer 2026-03-02T09:05:00.000Z'));
    await Promise.all(processes.map((turns) => turns.run_due()));
    expect(replies(await whole(store, conversation_id))).toEqual(['welcome']);
    clock.advance(600_000);
    await Promise.all(processes.map((turns) => turns.run_due()));
    await Promise.all(processes.map((turns) => turns.settle(conversation_id)));
    const log = await whole(store, conversation_id);
    expect(replies(log)).toEqual(['welcome', 'time']);
    const fired = log.find((event) => event.type === 'timer_fired');
    expect([fired?.occurred_at, fired?.recorded_at]).toEqual(['2026-03-02T09:05:00.000Z', clock.now()]);
  });

  test('a timer that was cancelled does not fire', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const turns = process(store, clock);
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('timer 2026-03-02T09:05:00.000Z'));
    await turns.receive(conversation_id, words('cancel'));
    clock.advance(600_000);
    await turns.run_due();
    expect(replies(await whole(store, conversation_id))).toEqual(['welcome']);
  });

  test('a hand-over is told to people once', async () => {
    const store = makeStore();
    const clock = clockAt(START);
    const notices: Notice[] = [];
    const options = { notify: (notice: Notice) => void notices.push(notice) };
    const turns = process(store, clock, { options });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('person'));
    await turns.run_due();
    clock.advance(3_600_000);
    await turns.run_due();
    const mine = notices.filter((notice) => notice.conversation_id === conversation_id);
    expect(mine.map((notice) => notice.kind)).toEqual(['speaker_changed']);
  });

  test('right after the commit effects are carried out without waiting for anybody', async () => {
    const store = makeStore();
    const marketplace = smallShop();
    const turns = process(store, clockAt(START), { marketplace, options: { act_at_once: true } });
    const { conversation_id } = await turns.open(OPENING);
    await turns.receive(conversation_id, words('act'));
    await turns.idle();
    expect(replies(await whole(store, conversation_id))).toEqual(['welcome', 'action_succeeded']);
  });
});

type Step = { what: string; process: number; detail: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom(
      'say',
      'look',
      'act',
      'count',
      'timer',
      'cancel',
      'person',
      'again',
      'wait',
      'settle',
      'due',
      'mood',
    ),
    process: fc.nat(1),
    detail: fc.nat(9),
  }),
  { maxLength: 30 },
);

const MOODS = [{}, { unavailable: true }, { act_then_time_out: true }, { refuse: 'closed' }];

test('whatever happens in whatever order, the snapshot is the fold of a whole log and nothing is done twice', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      const store = memoryStore();
      const clock = clockAt(START);
      const marketplace = smallShop();
      const processes = [process(store, clock, { marketplace }), process(store, clock, { marketplace })];
      const { conversation_id } = await process(store, clock).open(OPENING);
      for (const step of walk) {
        const turns = processes[step.process];
        if (!turns) continue;
        if (step.what === 'wait') clock.advance(step.detail * 1_000 - 500);
        else if (step.what === 'settle') await turns.settle(conversation_id);
        else if (step.what === 'due') await turns.run_due();
        else if (step.what === 'mood')
          marketplace.setFaults({ '*': MOODS[step.detail % MOODS.length] ?? {} });
        else if (step.what === 'again') await turns.receive(conversation_id, words('say', 'same'));
        else if (step.what === 'timer') {
          const due_at = new Date(Date.parse(START) + step.detail * 1_000).toISOString();
          await turns.receive(conversation_id, words(`timer ${due_at}`));
        } else await turns.receive(conversation_id, words(step.what));
      }
      const log = await whole(store, conversation_id);
      const answered = log.flatMap((event) => {
        if ('request_seq' in event.data) return [`request ${event.data.request_seq}`];
        return event.type === 'timer_fired' ? [`timer ${event.data.timer_seq}`] : [];
      });
      expect(new Set(answered).size).toBe(answered.length);
      const keys = marketplace.entries().map((entry) => entry.key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 60 },
  );
});
