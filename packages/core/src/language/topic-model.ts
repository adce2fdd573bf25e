import { assert, must } from '../lib/assert.ts';
import { seeded } from '../lib/random.ts';
import { bestTemperature, lowQuantile, softmax } from './calibration.ts';
import { type FeatureSpace, fitFeatures, type SparseVector, vectorise } from './features.ts';
import { beginLowRank, type LowRankTraining, lowRankLogits, trainLowRank } from './low-rank.ts';
import { type QuantisedRows, quantiseRows } from './quantised.ts';
import { beginSvm, linearLogits, type SvmTraining, type TrainingSet, trainSvm } from './svm.ts';
import type { TopicGuess } from './understanding.ts';

/** A message that somebody has said the topic of. */
export type TopicExample = { text: string; topic: string };

/** `out_of_scope` are messages about none of the topics: the model learns what it is not asked for from them. */
export type TrainingOptions = { seed: number; out_of_scope?: readonly string[] };

/**
 * A trained model: plain data, `bytes` long. Both models are linear from features to scores, so that their weighted sum is
 * kept as one matrix of int8: a row for each feature, a column for each topic and, where off-topic examples were given, a
 * last one for those.
 */
export type TopicModel = {
  topics: string[];
  space: FeatureSpace;
  rows: QuantisedRows;
  bias: Float32Array;
  /** What the scores are divided by to become calibrated probabilities. */
  temperature: number;
  /** A message whose `oos_score` lies above is out of scope. */
  oos_threshold: number;
  bytes: number;
};

type Temperatures = { svm: number; low_rank: number };

/** What the model thinks of a text. A larger `oos_score` means further away from every topic. */
export type Prediction = { topics: TopicGuess[]; oos_score: number; out_of_scope: boolean };

/** Part of the in-scope messages that the out-of-scope threshold may lose, measured by cross-validation. */
const MAY_BE_LOST = 0.02;
/** How much the off-topic class counts in the out-of-scope score. */
const OFF_TOPIC_WEIGHT = 0.5;
/** From here on one held-out fold is enough to calibrate two temperatures and a threshold. */
const MANY_EXAMPLES = 1_000;
/** Part of the low-rank model's rounds that it goes on for when the held-out fold comes in. */
const GO_ON = 0.3;

type Labelled = { texts: string[]; labels: Int32Array; topics: string[]; classes: number };
type Models = { svm: SvmTraining; low_rank: LowRankTraining };
/** The scores of a message by models that have not seen it. */
type HeldOut = { svm: Float32Array; low_rank: Float32Array; label: number };

function label(examples: readonly TopicExample[], outOfScope: readonly string[]): Labelled {
  const topics = [...new Set(examples.map(({ topic }) => topic))].sort();
  const number = new Map(topics.map((topic, at) => [topic, at]));
  return {
    texts: [...examples.map(({ text }) => text), ...outOfScope],
    labels: Int32Array.from([
      ...examples.map(({ topic }) => must(number.get(topic), topic)),
      ...outOfScope.map(() => topics.length),
    ]),
    topics,
    classes: topics.length + (outOfScope.length > 0 ? 1 : 0),
  };
}

function begin(set: TrainingSet, random: () => number): Models {
  return { svm: beginSvm(set), low_rank: beginLowRank(set, random) };
}

function train(
  { svm, low_rank }: Models,
  rounds: { examples: Int32Array; part: number },
  random: () => number,
): void {
  trainSvm(svm, rounds.examples, random);
  trainLowRank(low_rank, rounds, random);
}

/** Deals the examples of each class out to the folds in turn, in an order that chance decides. */
function deal(labels: Int32Array, folds: number, random: () => number): Int32Array {
  const order = Array.from(labels, (of, at) => ({ of, at, key: random() })).sort(
    (a, b) => a.of - b.of || a.key - b.key,
  );
  const fold = new Int32Array(labels.length);
  order.forEach(({ at }, place) => {
    fold[at] = place % folds;
  });
  return fold;
}

/** Trains on all but one fold, and scores the messages of that fold. */
function trainWithout(
  set: TrainingSet,
  { fold, round }: { fold: Int32Array; round: number },
  random: () => number,
): { models: Models; heldOut: HeldOut[] } {
  const { vectors, labels } = set;
  const all = Int32Array.from(labels, (_, at) => at);
  const models = begin(set, random);
  train(models, { examples: all.filter((at) => fold[at] !== round), part: 1 }, random);
  const { svm, low_rank } = models;
  const heldOut = Array.from(
    all.filter((at) => fold[at] === round),
    (at) => ({
      svm: linearLogits(svm.model, vectors[at]!),
      low_rank: lowRankLogits(low_rank.model, vectors[at]!, low_rank.hidden),
      label: labels[at]!,
    }),
  );
  return { models, heldOut };
}

/**
 * Trains on all but one fold and scores the messages of that fold; as often as there are few examples. Of many, one fold
 * is enough, and training goes on from there with all of them.
 */
function trainAndHoldOut(set: TrainingSet, random: () => number): { models: Models; heldOut: HeldOut[] } {
  const { labels } = set;
  const all = Int32Array.from(labels, (_, at) => at);
  const many = all.length > MANY_EXAMPLES;
  const folds = many ? 10 : 5;
  const fold = deal(labels, folds, random);
  const heldOut: HeldOut[] = [];
  let models = begin(set, random);
  for (let round = 0; round < (many ? 1 : folds); round++) {
    const rest = trainWithout(set, { fold, round }, random);
    models = rest.models;
    heldOut.push(...rest.heldOut);
  }
  if (!many) models = begin(set, random);
  train(models, { examples: all, part: many ? GO_ON : 1 }, random);
  return { models, heldOut };
}

function add(
  svm: Float32Array,
  lowRank: Float32Array,
  { svm: cold, low_rank: warm }: Temperatures,
): Float32Array {
  return svm.map((one, at) => one / cold + lowRank[at]! / warm);
}

/** The largest joint score of a topic tells how near the message is to the nearest; far is out of scope. */
function oosScore(joint: Float32Array, topics: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < topics; at++) most = Math.max(most, joint[at]!);
  const offTopic = joint.length > topics ? OFF_TOPIC_WEIGHT * joint[topics]! : 0;
  return offTopic - most;
}

/** The weighted sum of both models as one matrix: the narrow layer is multiplied out. */
function merge({ svm, low_rank }: Models, temperatures: Temperatures): Pick<TopicModel, 'rows' | 'bias'> {
  const { features, classes } = svm.set;
  const sums = new Float32Array(features * classes);
  const { inner, outer, rank } = low_rank.model;
  for (let feature = 0; feature < features; feature++) {
    for (let one = 0; one < classes; one++) {
      let product = 0;
      for (let d = 0; d < rank; d++) product += inner[feature * rank + d]! * outer[one * rank + d]!;
      const place = feature * classes + one;
      sums[place] = svm.model.weights[place]! / temperatures.svm + product / temperatures.low_rank;
    }
  }
  return { rows: quantiseRows(sums, classes), bias: add(svm.model.bias, low_rank.model.bias, temperatures) };
}

/** Trains the two models and calibrates them by cross-validation; the same examples and seed give the same model. */
export function trainTopics(examples: readonly TopicExample[], options: TrainingOptions): TopicModel {
  assert(examples.length > 0, 'a topic model needs at least one example');
  const { texts, labels, topics, classes } = label(examples, options.out_of_scope ?? []);
  const random = seeded(options.seed);
  const space = fitFeatures(texts);
  const vectors = texts.map((text) => vectorise(space, text));
  const { models, heldOut } = trainAndHoldOut(
    { vectors, labels, classes, features: space.idf.length },
    random,
  );
  const temperatures = bestTemperatures(heldOut);
  const joint = heldOut.map(({ svm, low_rank, label: of }) => ({
    logits: add(svm, low_rank, temperatures),
    label: of,
  }));
  const inScope = joint.filter(({ label: of }) => of < topics.length);
  const nearness = inScope.map(({ logits }) => -oosScore(logits, topics.length));
  const { rows, bias } = merge(models, temperatures);
  return {
    topics,
    space,
    rows,
    bias,
    temperature: bestTemperature(joint),
    oos_threshold: -lowQuantile(nearness, MAY_BE_LOST),
    bytes: [space.feature_of, space.idf, rows.values, rows.scale, bias].reduce(
      (sum, one) => sum + one.byteLength,
      0,
    ),
  };
}

const FOLDS = 5;

/**
 * What a model thinks of each example that has not seen it, in the order of the examples: the likeliest topic. By five-fold
 * cross-validation of the one of the two models that is learned fast; the same examples and seed give the same answers.
 */
export function crossValidate(examples: readonly TopicExample[], options: TrainingOptions): string[] {
  const { texts, labels, topics, classes } = label(examples, options.out_of_scope ?? []);
  const random = seeded(options.seed);
  const space = fitFeatures(texts);
  const vectors = texts.map((text) => vectorise(space, text));
  const set = { vectors, labels, classes, features: space.idf.length };
  const fold = deal(labels, FOLDS, random);
  const all = Int32Array.from(labels, (_, at) => at);
  const guesses: string[] = [];
  for (let round = 0; round < FOLDS; round++) {
    const training = beginSvm(set);
    const rest = all.filter((at) => fold[at] !== round);
    trainSvm(training, rest, random);
    for (const at of all.filter((one) => fold[one] === round)) {
      const scores = linearLogits(training.model, vectors[at]!).subarray(0, topics.length);
      guesses[at] = must(topics[scores.indexOf(Math.max(...scores))], 'a topic');
    }
  }
  return guesses.slice(0, examples.length);
}

function bestTemperatures(heldOut: HeldOut[]): Temperatures {
  return {
    svm: bestTemperature(heldOut.map(({ svm, label: of }) => ({ logits: svm, label: of }))),
    low_rank: bestTemperature(heldOut.map(({ low_rank, label: of }) => ({ logits: low_rank, label: of }))),
  };
}

/** Adds up the rows of a vector's features, two at a time: a message's time is spent here. */
function logits({ rows, bias }: TopicModel, { index, value }: SparseVector): Float32Array {
  const sums = bias.slice();
  const { width, values, scale } = rows;
  const even = index.length & ~1;
  for (let at = 0; at < even; at += 2) {
    const row = index[at]! * width;
    const next = index[at + 1]! * width;
    const weight = value[at]! * scale[index[at]!]!;
    const weightNext = value[at + 1]! * scale[index[at + 1]!]!;
    for (let one = 0; one < width; one++)
      sums[one] = sums[one]! + weight * values[row + one]! + weightNext * values[next + one]!;
  }
  if (even === index.length) return sums;
  const row = index[even]! * width;
  const weight = value[even]! * scale[index[even]!]!;
  for (let one = 0; one < width; one++) sums[one] = sums[one]! + weight * values[row + one]!;
  return sums;
}

/** The topics of a text, likeliest first; the off-topic class keeps its share, so they sum to at most one. */
export function predict(model: TopicModel, text: string): Prediction {
  const scores = logits(model, vectorise(model.space, text));
  const probabilities = softmax(scores, model.temperature);
  const order = model.topics.map((_, at) => at).sort((a, b) => probabilities[b]! - probabilities[a]!);
  const topics = order.map((at) => ({ topic: model.topics[at]!, probability: probabilities[at]! }));
  const oos_score = oosScore(scores, model.topics.length);
  return { topics, oos_score, out_of_scope: oos_score > model.oos_threshold };
}
