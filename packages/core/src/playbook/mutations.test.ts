import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedPlaybook } from '../testing/demo-shop.ts';
import { checkPlaybook } from './compile.ts';
import type { SourceFile } from './playbook.ts';

const SHOP = shippedPlaybook('demo-shop');

/** A slip of the hand: `at` and `more` say where, as parts of the whole. */
type Slip = { kind: 'delete' | 'double' | 'word' | 'cut' | 'indent'; at: number; more: number; word: string };

const slip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom('delete', 'double', 'word', 'cut', 'indent'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  more: fc.double({ min: 0, max: 0.999, noNaN: true }),
  word: fc.oneof(
    fc.constantFrom(
      '',
      'null',
      'true',
      '-1',
      '[]',
      '{}',
      '{ a: b }',
      '*a',
      '&a x',
      '!t',
      '"',
      "'",
      '|',
      '>',
      '- ',
      ': ',
      '\t',
      '\u0000',
    ),
    fc.constantFrom(
      '{{',
      '{% if %}',
      '{% for a in b %}',
      'order.',
      '((((',
      '__proto__',
      'constructor',
      'toString',
      '1e999',
      '🙂',
    ),
    fc.string({ maxLength: 12 }),
  ),
});

function slipped(text: string, { kind, at, more, word }: Slip): string {
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  switch (kind) {
    case 'delete':
      return lines.toSpliced(line, 1 + Math.floor(more * 3)).join('\n');
    case 'double':
      return lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
    case 'indent':
      return lines.with(line, ' '.repeat(Math.floor(more * 8)) + (lines[line] ?? '').trim()).join('\n');
    case 'cut':
      return text.slice(0, Math.floor(at * text.length));
    case 'word': {
      const words = (lines[line] ?? '').split(/\b/);
      return lines.with(line, words.with(Math.floor(more * words.length), word).join('')).join('\n');
    }
  }
}

function hasPlace(
  files: SourceFile[],
  { file, line, column }: { file: string; line: number; column: number },
): boolean {
  const text = files.find((one) => one.path === file)?.text;
  // That there is no playbook document is told of the file that it would be in.
  if (text === undefined) return file === 'playbook.yaml' && line === 1 && column === 1;
  const row = text.split('\n')[line - 1];
  return row !== undefined && column >= 1 && column <= row.length + 1;
}

// Each slip is a whole check of the playbook; on a busy machine sixty of them take their time.
test('a playbook with slips of the hand is read, or has mistakes with a place that is there', {
  timeout: 180_000,
}, () => {
  fc.assert(
    fc.property(fc.nat(SHOP.length - 1), fc.array(slip, { minLength: 1, maxLength: 3 }), (which, slips) => {
      const files = SHOP.map((one, at) =>
        at === which ? { path: one.path, text: slips.reduce(slipped, one.text) } : one,
      );
      const { problems, holds } = checkPlaybook(files);
      expect(problems.length > 0).toBe(holds === null);
      for (const one of problems) {
        expect(hasPlace(files, one), JSON.stringify(one)).toBe(true);
        expect(one.message).toMatch(/\S/);
        expect(one.mend).toMatch(/\S/);
      }
    }),
    { numRuns: 60 },
  );
});
