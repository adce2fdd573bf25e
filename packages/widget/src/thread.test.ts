import type { Message, Standing } from '@hark/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acknowledge,
  aliveButtons,
  catchUp,
  EMPTY,
  hear,
  isAwaiting,
  mark,
  type Pending,
  put,
  stand,
} from './thread.ts';

const AT = '2026-11-23T09:00:00.000Z';

function message(seq: number): Message {
  return { seq, from: 'assistant', name: null, text: `words ${seq}`, card: null, options: [], at: AT };
}

function own(seq: number, client_id: string, text: string): Message {
  return { ...message(seq), from: 'buyer', client_id, text };
}

function standing(seq: number, change: Partial<Standing> = {}): Standing {
  return {
    seq,
    status: 'open',
    speaker: 'assistant',
    promised_at: null,
    person: null,
    person_by: null,
    question_seq: null,
    working: false,
    survey: null,
    ...change,
  };
}

function pending(client_id: string, text = client_id): Pending {
  return { client_id, text, button: null, at: AT, state: 'sending', reason: null };
}

test('however messages arrive, twice or out of order, each stands once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (seqs) => {
      const thread = seqs.reduce((each, seq) => hear(each, message(seq)), EMPTY);
      expect(thread.messages.map(({ seq }) => seq)).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      expect(thread.heard).toBe(Math.max(0, ...seqs));
    }),
  );
});

test('whether the acknowledgement or the stream comes first, a message of the buyer ends as one and keeps its place', () => {
  const sent = put(hear(EMPTY, message(1)), pending('c1', 'cancel'));
  const echo = own(2, 'c1', 'cancel');
  const acknowledgedFirst = hear(acknowledge(sent, 'c1', 2), echo);
  const heardFirst = acknowledge(hear(sent, echo), 'c1', 2);
  for (const thread of [acknowledgedFirst, heardFirst]) {
    expect(thread.messages.map(({ seq, client_id }) => [seq, client_id])).toEqual([
      [1, undefined],
      [2, 'c1'],
    ]);
    expect(thread.pending).toEqual([]);
  }
});

test('a message whose words come back masked is still the one that was sent', () => {
  const sent = put(EMPTY, pending('c1', 'my card is 4111 1111 1111 1111'));
  expect(hear(sent, own(2, 'c1', 'my card is ••••')).pending).toEqual([]);
});

test('what was said before in the same words does not pass for what waits to be sent', () => {
  const waits: Pending = { ...pending('c2', 'yes'), state: 'unsent' };
  const read = { messages: [message(1), own(2, 'c1', 'yes'), message(3)], standing: standing(3) };
  expect(catchUp(put(EMPTY, waits), read).pending).toEqual([waits]);
});

test('an acknowledgement does not hide what the stream has not told yet', () => {
  const thread = acknowledge(put(hear(EMPTY, message(1)), pending('c1')), 'c1', 7);
  expect(thread.heard).toBe(1);
});

test('an older standing does not undo a newer one', () => {
  const thread = stand(stand(EMPTY, standing(9, { status: 'resolved' })), standing(5));
  expect(thread.standing?.status).toBe('resolved');
});

test('buttons are alive until the buyer has answered, and again when the answer was not accepted', () => {
  const asked = catchUp(EMPTY, { messages: [message(3)], standing: standing(4, { question_seq: 3 }) });
  expect(aliveButtons(asked)).toBe(3);
  const answered = put(asked, pending('c1'));
  expect(aliveButtons(answered)).toBe(null);
  expect(aliveButtons(acknowledge(answered, 'c1', 5))).toBe(null);
  expect(aliveButtons(mark(answered, 'c1', { state: 'refused', reason: null }))).toBe(3);
});

test('the assistant owes a word from the sending to the end of the turn, and not while a person speaks', () => {
  const open = catchUp(EMPTY, { messages: [message(1)], standing: standing(1) });
  const sent = put(open, pending('c1'));
  expect(isAwaiting(open)).toBe(false);
  expect(isAwaiting(sent)).toBe(true);
  const accepted = acknowledge(sent, 'c1', 2);
  expect(isAwaiting(accepted)).toBe(true);
  expect(isAwaiting(hear(accepted, message(3)))).toBe(false);
  expect(isAwaiting(stand(accepted, standing(4)))).toBe(false);
  expect(isAwaiting(stand(accepted, standing(4, { working: true })))).toBe(true);
  expect(isAwaiting(stand(sent, standing(1, { speaker: 'person' })))).toBe(false);
});
