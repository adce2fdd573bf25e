import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { auroc, intents } from './intents.ts';

const folder = mkdtempSync(join(tmpdir(), 'hark intents '));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const TRAIN = file(
  'train.csv',
  '\uFEFFtext,category\r\n"cancel, please",cancel\r\ncancel it,cancel\r\nstop the order,cancel\r\nwhere is my parcel,where\r\nhas my parcel left,where\r\n"when does it\narrive",where\r\n',
);
const TEST = file(
  'test.csv',
  'text,category\nplease cancel the order,cancel\nwhere is the parcel now,where\n',
);
const OOS = file('oos.csv', 'text,category\nquoth the raven,oos\nüüü öö,oos\n');

let out: string[];
let err: string[];
beforeEach(() => {
  out = [];
  err = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
});
afterEach(() => vi.restoreAllMocks());

const FIGURES = [
  'accuracy',
  'macro_f1',
  'oos_recall',
  'oos_precision',
  'oos_auroc',
  'train_seconds',
  'microseconds_per_message',
  'model_bytes',
];

describe('hark intents', () => {
  test('with --json prints one line of figures, out-of-scope ones null without a file', async () => {
    expect(await intents(['--train', TRAIN, '--test', TEST, '--json'])).toBe(0);
    expect(out).toHaveLength(1);
    const figures = JSON.parse(out[0]!);
    expect(Object.keys(figures)).toEqual(FIGURES);
    expect(figures).toMatchObject({
      accuracy: 1,
      macro_f1: 1,
      oos_recall: null,
      oos_precision: null,
      oos_auroc: null,
    });
    expect(figures.model_bytes).toBeGreaterThan(0);
  });

  test('measures messages out of scope against those in scope, and prints a table before the line', async () => {
    expect(await intents(['--train', TRAIN, '--test', TEST, '--oos-train', OOS, '--oos', OOS])).toBe(0);
    expect(out[0]).toContain('out-of-scope AUROC');
    expect(JSON.parse(out.at(-1)!)).toMatchObject({ oos_auroc: 1 });
  });

  test.each([
    [['--test', TEST], '--train FILE is missing'],
    [['--train', TRAIN], '--test FILE is missing'],
    [['--train', TRAIN, '--test', TEST, '--jsno'], "'--jsno'"],
    [['--train', join(folder, 'none.csv'), '--test', TEST], 'cannot be read: there is none'],
    [['--train', file('empty.csv', ''), '--test', TEST], 'the file is empty'],
    [['--train', file('label.csv', 'text,label\na,b\n'), '--test', TEST], 'line 1: no column "category"'],
    [
      ['--train', TRAIN, '--test', file('new.csv', 'text,category\nx,cancel\ny,new\n')],
      'line 3: the category "new"',
    ],
    [['--train', TRAIN, '--test', TEST, '--seed', 'x'], '--seed must be a whole number'],
  ])('%j is refused with a sentence', async (argv, sentence) => {
    expect(await intents(argv)).toBe(2);
    expect(err[0]).toContain(sentence);
    expect(out).toEqual([]);
  });
});

test('AUROC is the part of pairs in the right order, ties half', () => {
  expect(auroc([3, 4], [1, 2])).toBe(1);
  expect(auroc([1], [1, 2])).toBe(0.25);
  expect(auroc([1, 3], [2, 2])).toBe(0.5);
});
