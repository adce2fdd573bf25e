import { shuffle } from '../lib/random.ts';
import { softmax } from './calibration.ts';
import type { SparseVector } from './features.ts';
import type { TrainingSet } from './svm.ts';

/** `inner[feature * rank + d]`, `outer[class * rank + d]`. */
export type LowRankWeights = { rank: number; inner: Float32Array; outer: Float32Array; bias: Float32Array };

/** Dimensions of the layer between features and classes: a multiple of four. */
function rankFor(classes: number): number {
  return Math.min(64, Math.max(16, 4 * Math.ceil(classes / 4)));
}

const DROPOUT = 0.5;
const RATE = 0.06;

/** Fewer examples need more rounds; the product is what costs time. */
function rounds(examples: number): number {
  return Math.max(8, Math.min(30, Math.ceil(80_000 / Math.max(examples, 1))));
}

/** A low-rank model under way. */
export type LowRankTraining = {
  set: TrainingSet;
  model: LowRankWeights;
  /** Sums of squared gradients: one for each feature's row, each class's row, each bias. */
  inner_squares: Float32Array;
  outer_squares: Float32Array;
  bias_squares: Float32Array;
  hidden: Float32Array;
  back: Float32Array;
};

/** Keeps each feature with probability 1 − dropout, scaled so that the expected sum stays. */
function drop(vector: SparseVector, random: () => number): SparseVector {
  const index = new Int32Array(vector.index.length);
  const value = new Float32Array(vector.index.length);
  let end = 0;
  for (let at = 0; at < vector.index.length; at++) {
    if (random() < DROPOUT) continue;
    index[end] = vector.index[at]!;
    value[end] = vector.value[at]! / (1 - DROPOUT);
    end++;
  }
  return { index: index.subarray(0, end), value: value.subarray(0, end) };
}

/** The layer between and the raw scores of every class for one vector. */
export function lowRankLogits(
  model: LowRankWeights,
  { index, value }: SparseVector,
  hidden: Float32Array,
): Float32Array {
  const { rank, inner, outer } = model;
  const logits = model.bias.slice();
  hidden.fill(0);
  // Two rows at a time, and four sums at a time below: the loops that training spends its time in.
  let at = 0;
  for (; at + 1 < index.length; at += 2) {
    const row = index[at]! * rank;
    const next = index[at + 1]! * rank;
    const weight = value[at]!;
    const weightNext = value[at + 1]!;
    for (let d = 0; d < rank; d++)
      hidden[d] = hidden[d]! + weight * inner[row + d]! + weightNext * inner[next + d]!;
  }
  if (at < index.length) {
    const row = index[at]! * rank;
    const weight = value[at]!;
    for (let d = 0; d < rank; d++) hidden[d] = hidden[d]! + weight * inner[row + d]!;
  }
  for (let one = 0; one < logits.length; one++) {
    const row = one * rank;
    let [first, second, third, fourth] = [logits[one]!, 0, 0, 0];
    for (let d = 0; d < rank; d += 4) {
      first += hidden[d]! * outer[row + d]!;
      second += hidden[d + 1]! * outer[row + d + 1]!;
      third += hidden[d + 2]! * outer[row + d + 2]!;
      fourth += hidden[d + 3]! * outer[row + d + 3]!;
    }
    logits[one] = first + second + third + fourth;
  }
  return logits;
}

/** Moves the class rows and the biases, and leaves the gradient at the layer between in `back`. */
function moveOuter(training: LowRankTraining, probabilities: Float32Array, label: number): void {
  const { model, hidden, back, outer_squares, bias_squares } = training;
  const { outer, rank } = model;
  back.fill(0);
  let length = 0;
  for (let d = 0; d < rank; d++) length += hidden[d]! * hidden[d]!;
  for (let one = 0; one < probabilities.length; one++) {
    const error = probabilities[one]! - (one === label ? 1 : 0);
    if (Math.abs(error) < 1e-4) continue;
    const row = one * rank;
    for (let d = 0; d < rank; d++) back[d] = back[d]! + error * outer[row + d]!;
    outer_squares[one] = outer_squares[one]! + (error * error * length) / rank;
    bias_squares[one] = bias_squares[one]! + error * error;
    const step = (RATE * error) / Math.sqrt(outer_squares[one]! + 1e-8);
    for (let d = 0; d < rank; d++) outer[row + d] = outer[row + d]! - step * hidden[d]!;
    model.bias[one] = model.bias[one]! - (0.1 * RATE * error) / Math.sqrt(bias_squares[one]! + 1e-8);
  }
}

/** One AdaGrad sum a row instead of one a weight: sixty-four times fewer roots, the same accuracy. */
function moveInner(training: LowRankTraining, { index, value }: SparseVector): void {
  const { back, inner_squares } = training;
  const { inner, rank } = training.model;
  let length = 0;
  for (let d = 0; d < rank; d++) length += back[d]! * back[d]!;
  if (length < 1e-10) return;
  for (let at = 0; at < index.length; at++) {
    const feature = index[at]!;
    const weight = value[at]!;
    inner_squares[feature] = inner_squares[feature]! + (weight * weight * length) / rank;
    const step = (RATE * weight) / Math.sqrt(inner_squares[feature]! + 1e-8);
    const row = feature * rank;
    for (let d = 0; d < rank; d++) inner[row + d] = inner[row + d]! - step * back[d]!;
  }
}

/** A low-rank model of small random weights: from zeros it could not move. */
export function beginLowRank(set: TrainingSet, random: () => number): LowRankTraining {
  const rank = rankFor(set.classes);
  const noise = (size: number, scale: number) =>
    Float32Array.from({ length: size }, () => (random() + random() + random() - 1.5) * scale);
  return {
    set,
    model: {
      rank,
      inner: noise(set.features * rank, 0.02),
      outer: noise(set.classes * rank, 0.2),
      bias: new Float32Array(set.classes),
    },
    inner_squares: new Float32Array(set.features),
    outer_squares: new Float32Array(set.classes),
    bias_squares: new Float32Array(set.classes),
    hidden: new Float32Array(rank),
    back: new Float32Array(rank),
  };
}

/**
 * A softmax model through a narrow layer, by stochastic gradients with AdaGrad and feature dropout, on the examples named;
 * `part` of the usual rounds. May be called again with more examples: it goes on.
 */
export function trainLowRank(
  training: LowRankTraining,
  { examples, part }: { examples: Int32Array; part: number },
  random: () => number,
): void {
  const { set, model, hidden } = training;
  const order = examples.slice();
  for (let round = Math.ceil(part * rounds(order.length)); round > 0; round--) {
    shuffle(order, random);
    for (const example of order) {
      const vector = drop(set.vectors[example]!, random);
      const logits = lowRankLogits(model, vector, hidden);
      moveOuter(training, softmax(logits, 1), set.labels[example]!);
      moveInner(training, vector);
    }
  }
}
