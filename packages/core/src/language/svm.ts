import { shuffle } from '../lib/random.ts';
import type { SparseVector } from './features.ts';

/** Labelled vectors: `labels[i]` is the class of `vectors[i]`, classes count from zero. */
export type TrainingSet = {
  vectors: readonly SparseVector[];
  labels: Int32Array;
  classes: number;
  features: number;
};

/** Weights feature by feature (`weights[feature * classes + class]`) and a bias for each class. */
export type LinearWeights = { weights: Float32Array; bias: Float32Array };

/** What the wrong side of the margin costs; between 0.5 and 2 it makes no difference to accuracy. */
const COST = 1;
/** Training ends when no step of a round is further than this from its optimum. */
const TOLERANCE = 0.3;
const MOST_ROUNDS = 6;

/** Adds to `sums` the scores of every class; two rows at a time, for training spends its time here. */
function addScores({ index, value }: SparseVector, weights: Float32Array, sums: Float32Array): void {
  const classes = sums.length;
  const even = index.length & ~1;
  for (let at = 0; at < even; at += 2) {
    const row = index[at]! * classes;
    const next = index[at + 1]! * classes;
    const weight = value[at]!;
    const weightNext = value[at + 1]!;
    for (let one = 0; one < classes; one++)
      sums[one] = sums[one]! + weight * weights[row + one]! + weightNext * weights[next + one]!;
  }
  if (even === index.length) return;
  const row = index[even]! * classes;
  for (let one = 0; one < classes; one++) sums[one] = sums[one]! + value[even]! * weights[row + one]!;
}

/** Moves the weights of one class along one example. */
function addExample(
  { index, value }: SparseVector,
  model: LinearWeights,
  [one, step]: [number, number],
): void {
  const { weights, bias } = model;
  const classes = bias.length;
  for (let at = 0; at < index.length; at++) {
    const place = index[at]! * classes + one;
    weights[place] = weights[place]! + step * value[at]!;
  }
  bias[one] = bias[one]! + step;
}

/** An SVM under way; `alpha[example * classes + class]` is what each example pulls with. */
export type SvmTraining = {
  set: TrainingSet;
  model: LinearWeights;
  alpha: Float32Array;
  squares: Float32Array;
};

/** An SVM that has learnt nothing yet. */
export function beginSvm(set: TrainingSet): SvmTraining {
  const { vectors, classes, features } = set;
  return {
    set,
    model: { weights: new Float32Array(features * classes), bias: new Float32Array(classes) },
    alpha: new Float32Array(vectors.length * classes),
    squares: Float32Array.from(vectors, ({ value }) => value.reduce((sum, one) => sum + one * one, 1)),
  };
}

/**
 * Trains one linear separator for each class against all others, L2 loss, by dual coordinate descent (Hsieh et al., 2008),
 * on the examples named. All classes are solved side by side: an example is read once a round for all of them, which
 * memory likes better than leaving examples out class by class. May be called again with more examples: it goes on.
 */
export function trainSvm(training: SvmTraining, examples: Int32Array, random: () => number): void {
  const { set, model, alpha, squares } = training;
  const { vectors, labels, classes } = set;
  const order = examples.slice();
  const sums = new Float32Array(classes);
  const soft = 1 / (2 * COST);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let furthest = 0;
    shuffle(order, random);
    for (const example of order) {
      const vector = vectors[example]!;
      sums.set(model.bias);
      addScores(vector, model.weights, sums);
      for (let one = 0; one < classes; one++) {
        const place = example * classes + one;
        const before = alpha[place]!;
        const sign = labels[example] === one ? 1 : -1;
        const gradient = sign * sums[one]! - 1 + soft * before;
        if (before === 0 && gradient >= 0) continue;
        const after = Math.max(before - gradient / (squares[example]! + soft), 0);
        alpha[place] = after;
        furthest = Math.max(furthest, Math.abs(gradient));
        addExample(vector, model, [one, (after - before) * sign]);
      }
    }
    if (furthest <= TOLERANCE) break;
  }
}

/** The scores of every class for one vector. */
export function linearLogits({ weights, bias }: LinearWeights, vector: SparseVector): Float32Array {
  const logits = bias.slice();
  addScores(vector, weights, logits);
  return logits;
}
