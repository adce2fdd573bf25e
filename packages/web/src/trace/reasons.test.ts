import type { TraceEntry } from '@hark/wire';
import { expect, test } from 'vitest';
import { reasonsOf } from './reasons.ts';
import { summaryOf } from './rerun-summary.ts';

const at = '2026-03-02T10:00:00.000Z';
const event = (seq: number, type: string, rest: Partial<TraceEntry>): TraceEntry => ({
  ...{ seq, type, observed: false, caused_by: 1, occurred_at: at, recorded_at: at },
  ...{ data: {}, why: null, text: null, card: null, ...rest },
});
const why = (step: string, values = {}) => ({
  document: 'cancel_order',
  version: 'a1b2c3d4e5',
  step,
  values,
});

test('a reason is told in sentences: the place, what was understood, the values and where they came from', () => {
  const understanding = { wishes: [{ topic: 'cancel_order', probability: 0.934 }], acts: ['no'] };
  const entries = [
    event(1, 'message_received', {
      observed: true,
      caused_by: null,
      data: { text: 'cancel it', button: null, understanding },
    }),
    event(2, 'flow_started', {}),
    event(3, 'slot_filled', {
      data: { slot: 'order', value: { value: { id: '#W1' }, source: 'only_choice' } },
    }),
    event(4, 'message_sent', { why: why('1.then.0', { 'order.status': 'pending' }) }),
  ];
  expect(reasonsOf(entries[3] as TraceEntry, entries)).toEqual([
    'Decided by “cancel_order” at step 2, then, step 1, version a1b2c3d4.',
    'It answers “cancel it” (#1), understood as cancel_order (93 %), no.',
    'order.status was pending.',
    'order is #W1, as the only choice (#3).',
  ]);
});

test('what comes of a run is told in one line', () => {
  const row = { kind: 'differs', estimated: false, before: null, now: null } as const;
  const done = { kind: 'done', versions: { before: 'a', now: 'b' }, anew: false, rows: [row] } as const;
  const answers = { all: 14, differing: 3 };
  const inexact = { because: 'not_caused', before: 22, now: null, type: 'action_succeeded' } as const;
  expect(summaryOf({ ...done, rows: [row], answers, inexact })).toBe(
    '3 of 14 answers differ; from event 22 on this is an estimate: what happens there answers something that would not have happened now.',
  );
  expect(summaryOf({ ...done, rows: [row], answers, inexact: null })).toBe(
    '3 of 14 answers differ; exact to the end.',
  );
  expect(summaryOf({ ...done, rows: [], answers: { all: 14, differing: 0 }, inexact: null })).toMatch(
    /^Nothing differs/,
  );
});
