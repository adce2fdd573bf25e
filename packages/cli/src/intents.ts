import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Prediction, predict, type TopicModel, trainTopics } from '@hark/core';
import { systemReason } from '@hark/server';
import { CsvError, readColumns } from './csv.ts';

const USAGE = `hark intents: trains the topic model on one file of labelled messages and measures it on another

  hark intents --train a.csv --test b.csv [--oos-train c.csv] [--oos d.csv] [--seed 1] [--json]

  --train      messages to learn from: CSV with the columns text,category
  --test       messages to measure on, the same columns
  --oos-train  messages about something else, to learn from (the category is not read)
  --oos        messages about something else, to measure on, against those of --test
  --seed       makes two runs alike (default 1)
  --json       only the line of JSON

accuracy and macro_f1 are of the likeliest topic of every message of --test; oos_recall and oos_precision are at the
threshold that training has chosen, oos_auroc is over all thresholds.`;

type Row = { text: string; category: string; line: number };
type Files = { train: Row[]; test: Row[]; oosTrain: Row[]; oos: Row[] | null };

/** What `hark intents` prints as its last line. */
export type IntentFigures = {
  accuracy: number;
  macro_f1: number;
  oos_recall: number | null;
  oos_precision: number | null;
  oos_auroc: number | null;
  train_seconds: number;
  microseconds_per_message: number;
  model_bytes: number;
};

/** A wrong call or a wrong file: told in one sentence, exit code 2. */
class UsageError extends Error {}

function read(path: string, columns: readonly string[]): Row[] {
  try {
    const rows = readColumns(readFileSync(path, 'utf8'), columns);
    return rows.map(({ line, values: [text = '', category = ''] }) => ({ text, category, line }));
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${path}: ${error.message}`);
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`${path}: cannot be read: ${systemReason(error)}`);
    throw error;
  }
}

function options(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        train: text,
        test: text,
        'oos-train': text,
        oos: text,
        seed: text,
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readAll(given: ReturnType<typeof options>): Files {
  if (given.train === undefined) throw new UsageError('--train FILE is missing');
  if (given.test === undefined) throw new UsageError('--test FILE is missing');
  const train = read(given.train, ['text', 'category']);
  const test = read(given.test, ['text', 'category']);
  const trained = new Set(train.map(({ category }) => category));
  for (const { category, line } of test)
    if (!trained.has(category))
      throw new UsageError(
        `${given.test}: line ${line}: the category "${category}" does not occur in ${given.train}`,
      );
  return {
    train,
    test,
    oosTrain: given['oos-train'] === undefined ? [] : read(given['oos-train'], ['text']),
    oos: given.oos === undefined ? null : read(given.oos, ['text']),
  };
}

function parseSeed(seed: string | undefined): number {
  if (seed === undefined) return 1;
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed must be a whole number, not "${seed}"`);
  return Number(seed);
}

/** F1 of each category that occurs in the test, and their mean. */
function macroF1(pairs: readonly { told: string; guessed: string }[]): number {
  const categories = [...new Set(pairs.map(({ told }) => told))];
  const scores = categories.map((category) => {
    const told = pairs.filter((pair) => pair.told === category).length;
    const guessed = pairs.filter((pair) => pair.guessed === category).length;
    const right = pairs.filter((pair) => pair.told === category && pair.guessed === category).length;
    return (2 * right) / (told + guessed);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** The chance that a message out of scope has the larger score than one in scope, by rank sums; ties count half. */
export function auroc(outside: readonly number[], inside: readonly number[]): number {
  const all = [...outside.map((score) => ({ score, out: 1 })), ...inside.map((score) => ({ score, out: 0 }))];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let at = 0; at < all.length; ) {
    let next = at;
    let outs = 0;
    for (; next < all.length && all[next]?.score === all[at]?.score; next++) outs += all[next]?.out ?? 0;
    ranks += outs * ((at + 1 + next) / 2);
    at = next;
  }
  const pairs = outside.length * inside.length;
  return (ranks - (outside.length * (outside.length + 1)) / 2) / pairs;
}

function outOfScopeFigures(model: TopicModel, inside: readonly Prediction[], oos: readonly Row[]) {
  const outside = oos.map(({ text }) => predict(model, text));
  const caught = outside.filter(({ out_of_scope }) => out_of_scope).length;
  const lost = inside.filter(({ out_of_scope }) => out_of_scope).length;
  const scores = (of: readonly Prediction[]) => of.map(({ oos_score }) => oos_score);
  return {
    oos_recall: caught / outside.length,
    oos_precision: caught + lost === 0 ? 0 : caught / (caught + lost),
    oos_auroc: auroc(scores(outside), scores(inside)),
  };
}

function measure(files: Files, seed: number): IntentFigures {
  const begun = performance.now();
  const examples = files.train.map(({ text, category }) => ({ text, topic: category }));
  const model = trainTopics(examples, { seed, out_of_scope: files.oosTrain.map(({ text }) => text) });
  const trained = performance.now();
  const predictions = files.test.map(({ text }) => predict(model, text));
  const predicted = performance.now();
  const pairs = files.test.map(({ category }, at) => ({
    told: category,
    guessed: predictions[at]?.topics[0]?.topic ?? '',
  }));
  const nothing = { oos_recall: null, oos_precision: null, oos_auroc: null };
  return {
    accuracy: pairs.filter(({ told, guessed }) => told === guessed).length / pairs.length,
    macro_f1: macroF1(pairs),
    ...(files.oos === null ? nothing : outOfScopeFigures(model, predictions, files.oos)),
    train_seconds: (trained - begun) / 1_000,
    microseconds_per_message: ((predicted - trained) * 1_000) / files.test.length,
    model_bytes: model.bytes,
  };
}

function table(figures: IntentFigures, files: Files): string {
  const percent = (part: number | null) => (part === null ? '–' : `${(part * 100).toFixed(2)} %`);
  const rows = [
    ['messages learnt from', String(files.train.length)],
    ['topics', String(new Set(files.train.map(({ category }) => category)).size)],
    ['messages measured on', String(files.test.length)],
    ['accuracy', percent(figures.accuracy)],
    ['macro F1', percent(figures.macro_f1)],
    ['out-of-scope recall', percent(figures.oos_recall)],
    ['out-of-scope precision', percent(figures.oos_precision)],
    ['out-of-scope AUROC', figures.oos_auroc === null ? '–' : figures.oos_auroc.toFixed(4)],
    ['training', `${figures.train_seconds.toFixed(2)} s`],
    ['one message', `${figures.microseconds_per_message.toFixed(0)} µs`],
    ['model', `${(figures.model_bytes / 1_000_000).toFixed(2)} MB`],
  ];
  return rows.map(([name, value]) => `${name?.padEnd(24)}${value?.padStart(12)}`).join('\n');
}

/** `hark intents`: measures the topic model on labelled messages; the last line printed is JSON. */
export async function intents(argv: string[]): Promise<number> {
  try {
    const given = options(argv);
    if (given.help) {
      console.log(USAGE);
      return 0;
    }
    const seed = parseSeed(given.seed);
    const files = readAll(given);
    const figures = measure(files, seed);
    if (!given.json) console.log(`${table(figures, files)}\n`);
    console.log(JSON.stringify(figures));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`hark intents: ${error.message}`);
    console.error('hark intents --help tells how it is called.');
    return 2;
  }
}
