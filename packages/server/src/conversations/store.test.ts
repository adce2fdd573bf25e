import {
  type DecidedData,
  type DecidedType,
  type Event,
  fold,
  type ObservedData,
  type ObservedType,
  type Understanding,
} from '@hark/core';
import { describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { memoryStore } from './memory-store.ts';
import { postgresStore } from './postgres-store.ts';
import type { Commit, Store } from './store.ts';

const held = withDatabase();
const AT = '2026-03-02T10:00:00.000Z';
const nothing: Understanding = { language: 'en', wishes: [], topics: [], acts: [], out_of_scope: false };

describe.each<[string, () => Store]>([
  ['memory', memoryStore],
  ['PostgreSQL', () => postgresStore(held.database)],
])('conversations in %s', (_, makeStore) => {
  test('what was committed is read back: events in order and the snapshot', async () => {
    const store = makeStore();
    const log = opened('read-back');
    const first = observed(2, 'message_received', {
      client_id: 'a',
      text: 'hello',
      button: null,
      understanding: nothing,
    });
    const second = decided(3, 'message_sent', {
      reply: 'hi',
      language: 'en',
      values: { name: 'Ada' },
      options: [{ id: 'x', label: 'X' }],
      receipt_for: null,
    });
    expect(await store.commit(log)).toEqual({ kind: 'committed' });
    const next = commit(log, [first, second]);
    expect(await store.commit(next)).toEqual({ kind: 'committed' });

    expect(await store.events('read-back', 0)).toEqual([...log.events, first, second]);
    expect(await store.events('read-back', 2)).toEqual([second]);
    expect(await store.events('read-back', 3)).toEqual([]);
    expect(await store.load('read-back')).toEqual({ state: next.state, shop_id: 'north' });
  });

  test("a buyer's conversations with every shop are listed newest first, and nobody else's among them", async () => {
    const store = makeStore();
    const known = (id: string, buyer_id: string, shop_id = 'north') => {
      const log = opened(id, shop_id);
      const event = decided(2, 'identified', { buyer_id, how: 'token' });
      return { ...log, events: [...log.events, event], state: commit(log, [event]).state };
    };
    for (const log of [
      known('m1', 'mia'),
      known('m2', 'mia'),
      known('n1', 'noa'),
      known('m3', 'mia', 'south'),
      opened('m4'),
    ])
      expect(await store.commit(log)).toEqual({ kind: 'committed' });
    const found = await store.ofBuyer('mia', 10);
    expect(
      found.map(({ conversation_id, shop_id, status }) => [conversation_id, shop_id, status]).toSorted(),
    ).toEqual([
      ['m1', 'north', 'open'],
      ['m2', 'north', 'open'],
      ['m3', 'south', 'open'],
    ]);
    expect(await store.ofBuyer('mia', 1)).toHaveLength(1);
    expect(await store.ofBuyer("'; drop table events; --", 10)).toEqual([]);
  });

  test('what was never opened is not there', async () => {
    const store = makeStore();
    for (const id of ['never', '', '\u0000', 'x'.repeat(5_000), "'; drop table events; --"]) {
      expect(await store.load(id)).toBeNull();
      expect(await store.events(id, 0)).toEqual([]);
      expect(await store.seen(id, 'message', 'a')).toBeNull();
      await store.finish(id, 1);
      await store.postpone(id, 1, AT);
    }
  });

  test('of two commits on the same event exactly one wins, and the other leaves no trace', async () => {
    const store = makeStore();
    const log = opened('race');
    await store.commit(log);
    const rivals = Array.from({ length: 8 }, (_, index) =>
      commit(log, [timer(2, later(index))], { inbound: { source: 'message', id: `m${index}` } }),
    );
    const outcomes = await Promise.all(rivals.map((rival) => store.commit(rival)));

    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['committed', ...Array(7).fill('race')]);
    const winner = rivals[outcomes.findIndex(({ kind }) => kind === 'committed')];
    expect(await store.events('race', 1)).toEqual(winner?.events);
    const seen = await Promise.all(rivals.map((_, index) => store.seen('race', 'message', `m${index}`)));
    expect(seen.filter((seq) => seq !== null)).toEqual([2]);
    expect(await dueOf(store, 'race')).toHaveLength(1);
  });

  test('of two that open the same conversation exactly one wins', async () => {
    const store = makeStore();
    const outcomes = await Promise.all([store.commit(opened('twice')), store.commit(opened('twice'))]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'race']);
    expect(await store.events('twice', 0)).toHaveLength(1);
  });

  test('what came in twice is accepted once, whatever its key looks like', async () => {
    const store = makeStore();
    const log = opened('duplicate');
    await store.commit(log);
    let before = log;
    for (const id of ['m1', 'with \u0000 and \uD83D', 'k'.repeat(10_000)]) {
      const inbound = { source: 'message', id };
      const next = commit(before, [timer(before.state.seq + 1, AT)], { inbound });
      expect(await store.commit(next)).toEqual({ kind: 'committed' });
      const again = { kind: 'duplicate', seq: next.state.seq };
      expect(await store.commit(next)).toEqual(again);
      expect(await store.commit(commit(next, [timer(next.state.seq + 1, AT)], { inbound }))).toEqual(again);
      expect(await store.seen('duplicate', 'message', id)).toBe(next.state.seq);
      expect(await store.seen('duplicate', 'elsewhere', id)).toBeNull();
      before = next;
    }
    expect(await store.events('duplicate', 0)).toHaveLength(4);
  });

  test('a decision is answered once, and its answer finishes the work', async () => {
    const store = makeStore();
    const log = opened('answered');
    await store.commit(log);
    const asked = commit(log, [request(2), timer(3, AT)]);
    await store.commit(asked);
    expect((await dueOf(store, 'answered')).map(({ seq }) => seq)).toEqual([2, 3]);

    const done = commit(asked, [observed(4, 'action_succeeded', { request_seq: 2, result: { ok: true } })]);
    expect(await store.commit(done)).toEqual({ kind: 'committed' });
    expect((await dueOf(store, 'answered')).map(({ seq }) => seq)).toEqual([3]);
    const refused = commit(done, [
      observed(5, 'action_refused', { request_seq: 2, code: 'late', reason: 'late' }),
    ]);
    expect(await store.commit(refused)).toEqual({ kind: 'duplicate', seq: 4 });

    const fired = commit(done, [observed(5, 'timer_fired', { timer_seq: 3, timer: 'silence' })]);
    expect(await store.commit(fired)).toEqual({ kind: 'committed' });
    expect(await dueOf(store, 'answered')).toEqual([]);
    expect(
      await store.commit(commit(fired, [observed(6, 'timer_fired', { timer_seq: 3, timer: 'silence' })])),
    ).toEqual({
      kind: 'duplicate',
      seq: 5,
    });
  });

  test('a cancelled timer never becomes due', async () => {
    const store = makeStore();
    const log = opened('cancelled');
    await store.commit(log);
    await store.commit(commit(log, [timer(2, AT), decided(3, 'timer_cancelled', { timer_seq: 2 })]));
    expect(await dueOf(store, 'cancelled')).toEqual([]);
  });

  test('work is given to one taker at a time, again when its lease is over, and never before it is due', async () => {
    const store = makeStore();
    const log = opened('work');
    await store.commit(log);
    await store.commit(commit(log, [request(2), timer(3, later(60_000))]));

    const taken = await Promise.all([mine(store, AT), mine(store, AT), mine(store, AT)]);
    expect(taken.flat()).toEqual([
      {
        conversation_id: 'work',
        shop_id: 'north',
        seq: 2,
        kind: 'action_requested',
        event: request(2),
        due_at: AT,
        attempts: 1,
      },
    ]);
    expect(await mine(store, later(999))).toEqual([]);
    expect((await mine(store, later(1_000))).map(({ seq, attempts }) => [seq, attempts])).toEqual([[2, 2]]);
    await store.finish('work', 2);
    expect((await mine(store, later(60_000))).map(({ seq }) => seq)).toEqual([3]);
    await store.postpone('work', 3, later(120_000));
    expect(await mine(store, later(119_999))).toEqual([]);
    expect((await mine(store, later(120_000))).map(({ due_at }) => due_at)).toEqual([later(120_000)]);
    await store.finish('work', 3);
    await store.finish('work', 3);

    function mine(from: Store, now: string) {
      return from.take(now, 10, 1_000).then((due) => due.filter((one) => one.conversation_id === 'work'));
    }
  });

  test('what the committer carries out itself is given to others only when its lease is over', async () => {
    const store = makeStore();
    const log = opened('leased');
    await store.commit(log);
    await store.commit({ ...commit(log, [request(2)]), lease_ms: 5_000 });
    expect(await dueOf(store, 'leased', later(4_999))).toEqual([]);
    expect(await dueOf(store, 'leased', later(5_000))).toHaveLength(1);
  });

  test('two conversations that saw the same usage cannot both reserve it', async () => {
    const store = makeStore();
    const logs = ['limit-1', 'limit-2', 'limit-3'].map((id) => opened(id));
    for (const log of logs) await store.commit(log);
    const lookup = {
      read: 'usage' as const,
      action: 'refund',
      scopes: ['buyer:b', 'shop'],
      since: '2020-01-01T00:00:00.000Z',
    };
    const { usage, seen } = await store.usage(lookup);
    expect(usage).toEqual([]);
    const reserving = logs.map((log) => reserve(log, seen));
    const outcomes = await Promise.all(reserving.map((one) => store.commit(one)));
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'race', 'race']);

    const after = await store.usage(lookup);
    expect(after.usage).toEqual([
      { scope: 'buyer:b', used_at: AT, amount_cents: 500 },
      { scope: 'shop', used_at: AT, amount_cents: 500 },
    ]);
    const later = { ...lookup, since: '2999-01-01T00:00:00.000Z' };
    expect((await store.usage(later)).usage).toEqual([]);
    const loser = logs[outcomes.findIndex(({ kind }) => kind === 'race')];
    if (!loser) throw new Error('one lost');
    expect(await store.events(loser.conversation_id, 1)).toEqual([]);
    expect(await store.commit(reserve(loser, after.seen))).toEqual({ kind: 'committed' });
  });

  test('what was refused or failed no longer counts', async () => {
    const store = makeStore();
    const log = opened('released');
    await store.commit(log);
    const asked = {
      ...commit(log, [request(2)]),
      usage: [{ action: 'gift', scopes: ['shop'], amount_cents: 1, request_seq: 2, at: AT, seen: {} }],
    };
    await store.commit(asked);
    const lookup = {
      read: 'usage' as const,
      action: 'gift',
      scopes: ['shop'],
      since: '2020-01-01T00:00:00.000Z',
    };
    expect((await store.usage(lookup)).usage).toHaveLength(1);
    await store.commit(commit(asked, [observed(3, 'action_failed', { request_seq: 2, error: 'down' })]));
    expect((await store.usage(lookup)).usage).toEqual([]);
  });

  test('any text that JavaScript can hold is kept exactly', async () => {
    const store = makeStore();
    const text =
      'nul \u0000, half \uD83D, other half \uDE00, whole 😀, lead \uFDD0, \u202Eright to left, \\u0000, {{ x }}';
    const log = opened('text', 'north', text);
    const message = observed(2, 'message_received', {
      client_id: text,
      text,
      button: text,
      understanding: { ...nothing, language: text },
    });
    const values = { [text]: text };
    const sent = {
      ...decided(3, 'message_sent', { reply: text, language: text, values, options: [], receipt_for: null }),
    };
    sent.why = { document: text, version: text, step: text, values };
    const next = commit(log, [message, sent], { inbound: { source: text, id: text } });
    await store.commit(log);
    expect(await store.commit(next)).toEqual({ kind: 'committed' });
    expect(await store.events('text', 0)).toEqual([...log.events, message, sent]);
    expect(await store.load('text')).toEqual({ state: next.state, shop_id: 'north' });
    expect(await store.seen('text', text, text)).toBe(2);
  });

  test('instants are kept as they were written', async () => {
    const store = makeStore();
    const log = opened('instants');
    const event = {
      ...timer(2, '2026-03-02T11:00:00+01:00'),
      occurred_at: '2026-03-02T10:00:00Z',
      recorded_at: '2026-03-02T10:00:00.123456Z',
    };
    await store.commit(log);
    await store.commit(commit(log, [event]));
    expect(await store.events('instants', 1)).toEqual([event]);
    expect((await dueOf(store, 'instants', later(0)))[0]?.due_at).toBe(AT);
  });

  test('a shop sees its own latest conversations, newest first', async () => {
    const store = makeStore();
    for (const [index, id] of ['l1', 'l2', 'l3'].entries()) {
      const log = opened(id, 'list');
      await store.commit({ ...log, state: { ...log.state, opened_at: later(index) } });
    }
    await store.commit(opened('l4', 'other-list'));
    expect(
      (await store.latest({ person_id: 'p', shop_id: 'list' }, 2)).map(
        ({ conversation_id }) => conversation_id,
      ),
    ).toEqual(['l3', 'l2']);
    expect(await store.latest({ person_id: 'p', shop_id: 'list' }, 10)).toHaveLength(3);
    expect((await store.latest({ person_id: 'p', shop_id: 'list' }, 1))[0]).toEqual({
      conversation_id: 'l3',
      shop_id: 'list',
      at: AT,
      status: 'open',
      topic: null,
    });
    expect(await store.latest({ person_id: 'p', shop_id: 'nobody' }, 10)).toEqual([]);
  });
});

function later(ms: number): string {
  return new Date(Date.parse(AT) + ms).toISOString();
}

function dueOf(store: Store, conversation_id: string, now = later(1_000)) {
  return store
    .take(now, 1_000, 0)
    .then((due) => due.filter((one) => one.conversation_id === conversation_id));
}

function opened(conversation_id: string, shop_id = 'north', order_id: string | null = null): Commit {
  const playbook = { id: 'demo', version: 'v1' };
  const event = observed(1, 'conversation_opened', {
    shop_id,
    channel: 'chat',
    language: 'en',
    playbook,
    buyer_id: null,
    order_id,
  });
  const state = fold(null, event, conversation_id);
  return { conversation_id, shop_id, expected_seq: 0, events: [event], state, inbound: null, usage: [] };
}

function commit(before: Commit, events: Event[], more: Partial<Commit> = {}): Commit {
  const state = events.reduce((held, event) => fold(held, event, before.conversation_id), before.state);
  return { ...before, expected_seq: before.state.seq, events, state, inbound: null, usage: [], ...more };
}

function reserve(log: Commit, seen: { [scope: string]: number }): Commit {
  const usage = [
    { action: 'refund', scopes: ['buyer:b', 'shop'], amount_cents: 500, request_seq: 2, at: AT, seen },
  ];
  return { ...commit(log, [request(2)]), usage };
}

function observed<T extends ObservedType>(seq: number, type: T, data: ObservedData[T]) {
  return { seq, occurred_at: AT, recorded_at: AT, caused_by: null, type, data };
}

function decided<T extends DecidedType>(seq: number, type: T, data: DecidedData[T]) {
  const why = { document: 'd', version: 'v1', step: 's', values: {} };
  return { seq, occurred_at: AT, recorded_at: AT, caused_by: 1, type, data, why };
}

function timer(seq: number, due_at: string) {
  return decided(seq, 'timer_set', { timer: 'silence', due_at });
}

function request(seq: number) {
  return decided(seq, 'action_requested', {
    action: 'refund',
    call: 'refund',
    arguments: { order_id: 'o1' },
    key: 'k',
    order_id: null,
    amount_cents: 500,
    scopes: ['buyer:b'],
    told: {},
    attempt: 1,
  });
}
