import { type Event, fold, must, type State } from '@hark/core';
import { expect, test } from 'vitest';
import { UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { consequencesOf } from './consequences.ts';

const AT = '2026-03-02T10:00:00.000Z';
const place = { occurred_at: AT, recorded_at: AT, caused_by: null };

const OPENED: Event = {
  ...place,
  seq: 1,
  type: 'conversation_opened',
  data: {
    shop_id: 'north',
    channel: 'chat',
    language: 'en',
    buyer_id: null,
    order_id: 'A-17',
    playbook: { id: 'p', version: '1' },
  },
};

function message(seq: number, text: string): Event {
  const data = { client_id: `m${seq}`, text, button: null, understanding: UNDERSTOOD_NOTHING };
  return { ...place, seq, type: 'message_received', data };
}

function folded(before: State | null, events: Event[]): State {
  const after = events.reduce<State | null>((state, event) => fold(state, event, 'c-1'), before);
  return must(after, 'a state');
}

function wordsOf(before: State | null, events: Event[]): string[] {
  const state = folded(before, events);
  const expected_seq = before?.seq ?? 0;
  const commit = { conversation_id: 'c-1', shop_id: 'north', expected_seq, events, before, state };
  return consequencesOf({ ...commit, inbound: null, usage: [] }).words;
}

test('a conversation is found by names from when they are known, and by what is said from when it is said, each written once', () => {
  expect(wordsOf(null, [OPENED])).toEqual(['c-1', 'A-17']);
  const before = folded(null, [OPENED]);
  expect(wordsOf(before, [message(2, 'a broken lamp')])).toEqual(['a broken lamp']);
  const why = { document: 'p', version: '1', step: 's', values: {} };
  const identified: Event = {
    ...place,
    seq: 2,
    type: 'identified',
    data: { buyer_id: 'mia', how: 'token' },
    why,
  };
  expect(wordsOf(before, [identified, message(3, '')])).toEqual(['mia']);
});
