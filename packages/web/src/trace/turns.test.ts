import type { TraceEntry } from '@hark/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saidWait } from './times.ts';
import { groupByTurn, isShown } from './turns.ts';
import { buttonsOf, lineOf, titleOf, toneOf, wordsOf } from './wording.ts';

function entry(seq: number, type: string, change: Partial<TraceEntry> = {}): TraceEntry {
  const at = new Date(Date.UTC(2026, 10, 23, 9) + seq * 1_000).toISOString();
  return {
    seq,
    type,
    observed: false,
    caused_by: null,
    occurred_at: at,
    recorded_at: at,
    data: {},
    why: null,
    text: null,
    card: null,
    ...change,
  };
}

const LOG = [
  entry(1, 'conversation_opened', { observed: true }),
  entry(2, 'message_sent', { caused_by: 1 }),
  entry(3, 'message_received', { observed: true }),
  entry(4, 'lookup_requested', { caused_by: 3 }),
  entry(5, 'lookup_answered', { observed: true, caused_by: 4 }),
  entry(6, 'action_requested', { caused_by: 5 }),
  entry(7, 'action_succeeded', { observed: true, caused_by: 6 }),
  entry(8, 'message_sent', { caused_by: 7 }),
];

test('a turn is what happened outside with all that it caused; a lookup is answered within its turn', () => {
  const turns = groupByTurn(LOG).map(({ cause, entries }) => [cause.seq, ...entries.map(({ seq }) => seq)]);
  expect(turns).toEqual([
    [1, 2],
    [3, 4, 5, 6],
    [7, 8],
  ]);
});

test('the wait before a turn is counted from the last event before it', () => {
  expect(groupByTurn(LOG).map(({ waited_ms }) => waited_ms)).toEqual([null, 1_000, 1_000]);
});

test('whatever the causes are, every event is in exactly one turn and in order', () => {
  const log = fc
    .array(fc.record({ observed: fc.boolean(), cause: fc.option(fc.integer({ min: 1, max: 30 })) }), {
      maxLength: 30,
    })
    .map((all) =>
      all.map(({ observed, cause }, i) =>
        entry(i + 1, observed ? 'timer_fired' : 'timer_set', { observed, caused_by: cause }),
      ),
    );
  fc.assert(
    fc.property(log, (entries) => {
      const grouped = groupByTurn(entries).flatMap(({ cause, entries: rest }) => [
        cause.seq,
        ...rest.map(({ seq }) => seq),
      ]);
      expect(grouped.sort((a, b) => a - b)).toEqual(entries.map(({ seq }) => seq));
    }),
  );
});

test('the filters leave messages, what was decided upon them, or everything', () => {
  const left = (filter: 'messages' | 'decisions' | 'everything') =>
    LOG.filter((each) => isShown(each, filter)).map(({ seq }) => seq);
  expect(left('messages')).toEqual([2, 3, 8]);
  expect(left('decisions')).toEqual([2, 3, 4, 6, 8]);
  expect(left('everything')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('events are told in words, outcomes with what they mean', () => {
  const failed = entry(1, 'action_failed', {
    observed: true,
    data: { request_seq: 4, error: 'no answer in 3 s' },
  });
  expect([titleOf(failed), lineOf(failed), toneOf(failed)]).toEqual([
    'Action failed',
    'no answer in 3 s',
    'late',
  ]);
  const away = entry(2, 'lookup_answered', {
    observed: true,
    data: { answer: { unavailable: 'shop system away' } },
  });
  expect([lineOf(away), toneOf(away)]).toEqual(['Not available: shop system away', 'due']);
  const slot = entry(3, 'slot_filled', { data: { slot: 'order', value: { value: 'A7', source: 'words' } } });
  expect(lineOf(slot)).toBe('order = A7, from words');
  const asked = entry(4, 'question_asked', {
    data: { asks: { kind: 'confirm', action: 'cancel' }, attempt: 2 },
  });
  expect(lineOf(asked)).toBe('for a yes to cancel, attempt 2');
});

test('a kind that is not known, and data of any shape, are shown without a fault', () => {
  expect(titleOf(entry(1, 'brand_new_thing'))).toBe('brand new thing');
  const types = LOG.map(({ type }) => type).concat(
    'question_asked',
    'slot_filled',
    'wishes_noted',
    'speaker_changed',
    'flow_moved',
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.dictionary(
        fc.constantFrom('answer', 'wishes', 'asks', 'value', 'options', 'lookup', 'to'),
        fc.jsonValue(),
      ),
      (type, data) => {
        const odd = entry(1, type, { data });
        expect(typeof lineOf(odd)).toBe('string');
        expect(Array.isArray(buttonsOf(odd))).toBe(true);
        expect(wordsOf(odd)).toBe(null);
      },
    ),
  );
});

test('waits are told in the unit that fits', () => {
  expect([350, 4_200, 12 * 60_000, 185 * 60_000, 52 * 3_600_000].map(saidWait)).toEqual([
    '350 ms',
    '4.2 s',
    '12 min',
    '3 h 5 min',
    '2 d 4 h',
  ]);
});
