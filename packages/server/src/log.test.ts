import { expect, test } from 'vitest';
import { DatabaseUnavailable } from './db/unavailable.ts';
import { makeLog, makeOutage, masked } from './log.ts';

test.each([
  ['a letter to anna.berg+x@shop.example bounced', 'a letter to [e-mail address] bounced'],
  ['a letter to zdzisława@pocztówka.example bounced', 'a letter to [e-mail address] bounced'],
  ['card 4111 1111 1111 1111 declined', 'card [number] declined'],
  ['card 4111\u00a01111\u00a01111\u00a01111 declined', 'card [number] declined'],
  ['card ٤١١١ ١١١١ ١١١١ ١١١١ declined', 'card [number] declined'],
  ['call +48 601 222 333 or +44 (0)20 7946 0000', 'call [telephone number] or [telephone number]'],
  ['key hark_0123456789abcdef_AbC-d_e was refused', 'key [API key] was refused'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln expired', 'token [token] expired'],
  ['authorization: Bearer abc.def', 'authorization: Bearer [secret]'],
  [
    'connect to postgres://hark:p4ss@db.example:5432/hark failed',
    'connect to postgres://[secret]@db.example:5432/hark failed',
  ],
])('%s', (line, expected) => {
  expect(masked(line)).toBe(expected);
});

test('what helps to find a fault stays: ids, instants, places in the code', () => {
  const line =
    'conversation 1f0c9a52-7c1e-4a57-9d52-0c8b6e3f9f10 #12 at 2026-03-02T09:00:00.000Z (turn.ts:123:45)';
  expect(masked(line)).toBe(line);
});

test('as JSON each entry is one line, the stack beside the message', () => {
  const lines: string[] = [];
  makeLog('json', (line) => lines.push(line))(
    'POST /x: Error: no anna@shop.example\n    at turn (turn.ts:1:2)',
  );
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'POST /x: Error: no [e-mail address]',
    stack: ['at turn (turn.ts:1:2)'],
  });
});

test('an outage is told at once and in a line, however much fails by it, and that it is over in another', () => {
  const lines: string[] = [];
  let [at, back] = [0, 0];
  const outage = makeOutage(
    (line) => lines.push(line),
    () => (back += 1),
    () => at,
  );
  outage.well();
  for (const reason of ['the disk is full', 'the database is starting', 'the disk is full', 'it was cut off'])
    for (let times = 0; times < 5; times += 1) {
      outage.failed(new DatabaseUnavailable(reason), 'a message');
      outage.well();
      at += 1_000;
    }
  expect([lines, back]).toEqual([['a message: the disk is full'], 0]);
  outage.failed(new Error('a bug'), 'a message');
  expect(lines[1]).toMatch(/^a message: Error: a bug\n +at /);
  at += 10_000;
  outage.well();
  outage.well();
  expect(lines.slice(2)).toEqual([
    'the database answers again, after 19 s; nothing that was acknowledged is lost',
  ]);
  expect(back).toBe(1);
  outage.failed(new DatabaseUnavailable('again'), 'a message');
  expect(lines.at(-1)).toBe('a message: again');
});
