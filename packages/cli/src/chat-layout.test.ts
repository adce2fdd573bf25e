import fc from 'fast-check';
import { expect, test } from 'vitest';
import { harmless, layoutMessage, layoutStanding, wrap } from './chat-layout.ts';

const message = {
  seq: 3,
  from: 'assistant',
  name: null,
  text: 'This is what I will do. Shall I?',
  card: {
    kind: 'confirmation',
    title: 'Change the address',
    reference: 'A7',
    rows: [
      { label: 'To', value: null, from: 'Old Street 1', to: 'New Street 2' },
      { label: 'Complete by', value: 'Friday', from: null, to: null },
    ],
  },
  options: [
    { id: 'yes', label: 'Yes' },
    { id: 'no', label: 'No', detail: 'leave it' },
  ],
  at: '2026-11-23T09:00:00Z',
} as const;

const layout = { language: 'en', width: 60, alive: true, led: false, zone: 'Europe/Berlin' } as const;

test('a message is laid out with its card in aligned rows and its buttons by number', () => {
  expect(
    layoutMessage(
      { ...message, card: { ...message.card, rows: [...message.card.rows] }, options: [...message.options] },
      layout,
    ),
  ).toBe(
    [
      'Assistant:',
      '  This is what I will do. Shall I?',
      '',
      '  | Change the address  (A7)',
      '  |',
      '  | To           Old Street 1 → New Street 2',
      '  | Complete by  Friday',
      '',
      '   1) Yes',
      '   2) No: leave it',
      '  Type a number, or your own words.',
      '',
    ].join('\n'),
  );
});

test('buttons that are no longer alive are not offered', () => {
  const text = layoutMessage(
    { ...message, card: null, options: [...message.options] },
    { ...layout, alive: false },
  );
  expect(text).not.toContain('1)');
});

test('no line is wider than asked for, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(/[ \n]/g, '')).toBe(text.replaceAll(/[ \n]/g, ''));
    }),
  );
});

test('nothing that steers a terminal is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const character of harmless(text)) {
        const code = character.codePointAt(0) ?? 0;
        expect(code === 10 || (code >= 32 && !(code >= 127 && code <= 159))).toBe(true);
      }
    }),
  );
});

test('a promise and the end are told once', () => {
  const open = {
    seq: 1,
    status: 'open',
    speaker: 'assistant',
    promised_at: null,
    person: null,
    person_by: null,
    question_seq: null,
    working: false,
    survey: null,
  } as const;
  const promised = { ...open, seq: 2, promised_at: '2026-11-24T17:00:00.000Z' };
  expect(layoutStanding(open, promised, layout)).toBe('  A person answers by Tuesday 24 Nov, 18:00 CET.\n');
  expect(layoutStanding(promised, { ...promised, seq: 3 }, layout)).toBe(null);
  expect(layoutStanding(open, { ...open, status: 'resolved' }, layout)).toContain('finished');
});
