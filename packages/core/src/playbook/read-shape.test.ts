import { expect, test } from 'vitest';
import { z } from 'zod';
import { readShape } from './read-shape.ts';

const Talk = z.strictObject({
  now: z.iso.datetime(),
  place: z.string().exactOptional(),
  lines: z.array(z.strictObject({ says: z.string() })).min(1),
});

const read = (text: string) => readShape({ path: 'talk.yaml', text }, Talk);

test('a file that fits is its value, and each place of it has a line', () => {
  const file = read("now: '2026-03-02T10:00:00Z'\nlines:\n  - says: hello\n  - says: bye\n");
  expect(file).toMatchObject({ ok: true, value: { lines: [{ says: 'hello' }, { says: 'bye' }] } });
  expect(file.line(['lines', 1])).toBe(4);
});

test.each([
  ["now: '2026-03-02T10:00:00Z'\nlines:\n  - say: hello\n", 3, 'Did you mean `says`?'],
  ["now: '2026-03-02T10:00:00Z'\nlines: []\n", 2, 'Add what is missing.'],
  ['lines:\n  - says: hello\n', 1, 'Write `now:`'],
  ['now: [\n', 1, 'Close it'],
])('a mistake is told at its place: %j', (text, line, mend) => {
  const file = read(text);
  const problems = file.ok ? [] : file.problems;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ file: 'talk.yaml', line, mend: expect.stringContaining(mend) });
});

test('an instant that is none is told at its place', () => {
  const file = read('now: yesterday\nlines:\n  - says: hello\n');
  expect(file.ok ? [] : file.problems.map(({ line }) => line)).toEqual([1]);
});
