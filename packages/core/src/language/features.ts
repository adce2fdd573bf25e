import { maskNumber, stem, tokenise } from './tokens.ts';

const BUCKET_BITS = 18;
const BUCKETS = 1 << BUCKET_BITS;
const LONGEST_NGRAM = 5;
const SALT = { word: 0x2545f491, pair: 0x1b873593, skip: 0x68bc21eb, letters: 0x3c6ef372 };

/** Which of the hashed buckets occur in the training texts, and how telling each is. */
export type FeatureSpace = {
  /** Bucket → feature, −1 where no training text had it. */
  feature_of: Int32Array;
  /** Inverse document frequency of each feature. */
  idf: Float32Array;
};

/** A sparse vector: two views of the text, words and letters, each of length one. */
export type SparseVector = { index: Int32Array; value: Float32Array };

type Views = { words: number[]; letters: number[] };

function bucket(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1);
}

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

/** FNV-1a over the letters of `_word_`, told at every length from two to five. */
function addLetters(word: string, into: number[]): void {
  const length = word.length + 2;
  for (let start = 0; start < length - 1; start++) {
    let hash = SALT.letters;
    const end = Math.min(length, start + LONGEST_NGRAM);
    for (let at = start; at < end; at++) {
      const code = at === 0 || at === length - 1 ? 95 : word.charCodeAt(at - 1);
      hash = Math.imul(hash ^ code, 0x01000193);
      if (at > start) into.push(bucket(hash));
    }
  }
}

function views(text: string): Views {
  const words: number[] = [];
  const letters: number[] = [];
  let before = SALT.pair;
  let twoBefore = SALT.skip;
  for (const { word } of tokenise(text)) {
    const masked = maskNumber(word);
    addLetters(masked, letters);
    const hash = hashWord(stem(masked));
    words.push(bucket(hash ^ SALT.word));
    words.push(bucket(Math.imul(before, 31) ^ hash ^ SALT.pair));
    words.push(bucket(Math.imul(twoBefore, 37) ^ hash ^ SALT.skip));
    twoBefore = before;
    before = hash;
  }
  return { words, letters };
}

/** Learns the feature space from the training texts. */
export function fitFeatures(texts: readonly string[]): FeatureSpace {
  const documents = new Int32Array(BUCKETS);
  const last = new Int32Array(BUCKETS).fill(-1);
  texts.forEach((text, at) => {
    const { words, letters } = views(text);
    for (const view of [words, letters])
      for (const one of view) {
        if (last[one] === at) continue;
        last[one] = at;
        documents[one] = documents[one]! + 1;
      }
  });
  const feature_of = new Int32Array(BUCKETS).fill(-1);
  const idf: number[] = [];
  for (let one = 0; one < BUCKETS; one++) {
    if (documents[one] === 0) continue;
    feature_of[one] = idf.length;
    idf.push(1 + Math.log((1 + texts.length) / (1 + documents[one]!)));
  }
  return { feature_of, idf: Float32Array.from(idf) };
}

/** Appends one view, with sublinear counts, weighted by idf and scaled to length one. Returns the new end. */
function appendView(space: FeatureSpace, view: number[], into: SparseVector & { end: number }): void {
  const { feature_of, idf } = space;
  const known = new Int32Array(view.length);
  for (let at = 0; at < view.length; at++) known[at] = feature_of[view[at]!]!;
  known.sort();
  const start = into.end;
  let squares = 0;
  for (let at = 0; at < known.length; ) {
    const feature = known[at]!;
    let next = at + 1;
    while (next < known.length && known[next] === feature) next++;
    if (feature >= 0) {
      const value = (next - at === 1 ? 1 : 1 + Math.log(next - at)) * idf[feature]!;
      into.index[into.end] = feature;
      into.value[into.end] = value;
      into.end++;
      squares += value * value;
    }
    at = next;
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let at = start; at < into.end; at++) into.value[at] = into.value[at]! * scale;
}

/** The text as a sparse vector; empty when nothing in it was seen in training. */
export function vectorise(space: FeatureSpace, text: string): SparseVector {
  const { words, letters } = views(text);
  const size = words.length + letters.length;
  const into = { index: new Int32Array(size), value: new Float32Array(size), end: 0 };
  appendView(space, words, into);
  appendView(space, letters, into);
  return { index: into.index.subarray(0, into.end), value: into.value.subarray(0, into.end) };
}
