import { expect, test } from 'vitest';
import { DatabaseUnavailable } from './db/unavailable.ts';
import { makeLog, masked, outageLog } from './log.ts';

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

test('an outage is told at once and in a line, and not again with everything that fails by it', () => {
  const lines: string[] = [];
  const failed = outageLog((line) => lines.push(line));
  for (let index = 0; index < 5; index += 1) failed(new DatabaseUnavailable('the disk is full'), 'a message');
  failed(new DatabaseUnavailable('the database is starting'), 'a message');
  expect(lines).toEqual(['a message: the disk is full', 'a message: the database is starting']);
  failed(new Error('a bug'), 'a message');
  expect(lines[2]).toMatch(/^a message: Error: a bug\n +at /);
});
