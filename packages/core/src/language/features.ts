import { CONTRASTS, NEGATORS } from './negators.ts';
import { maskNumber, stem, type Token, tokenise } from './tokens.ts';

const BUCKET_BITS = 19;
const BUCKETS = 1 << BUCKET_BITS;
const LONGEST_NGRAM = 5;
const SALT = {
  word: 0x2545f491,
  pair: 0x1b873593,
  skip: 0x68bc21eb,
  letters: 0x3c6ef372,
  denied: 0x51ed270b,
};

/** Which of the hashed buckets occur in the training texts, and how telling each is. */
export type FeatureSpace = {
  /** Bucket → feature, −1 where no training text had it. */
  feature_of: Int32Array;
  /** Inverse document frequency of each feature. */
  idf: Float32Array;
};

/** A sparse vector: two views of the text, words and letters, each of length one. */
export type SparseVector = { index: Int32Array; value: Float32Array };

/** The features of a text by their buckets; those from `asks.from` to `asks.to` are of the sentence that most likely tells the wish. */
type View = { buckets: number[]; asks: { from: number; to: number } };

type Views = { words: View; letters: View };

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

const SENTENCE_END = /[.!?;…]\s|[.!?;…]*\n|:\s/u;
const CLAUSE_END = /[.,;:!?()\n–—]/u;
const WORD = /[\p{L}\p{N}]/u;
/** A denial reaches so many words. */
const REACH = 6;

type Sentence = { from: number; to: number };

/** The sentence that most likely tells the wish, by its tokens: the last that asks by a question mark, or else the last. */
function askingSentence(text: string, tokens: readonly Token[]): Sentence {
  let from = 0;
  let last: Sentence = { from: 0, to: tokens.length };
  let asking: Sentence | null = null;
  for (let at = 1; at <= tokens.length; at++) {
    if (at < tokens.length && !SENTENCE_END.test(text.slice(tokens[at - 1]!.from, tokens[at]!.from)))
      continue;
    const words = tokens.slice(from, at).map(({ word }) => word);
    if (words.some((word) => WORD.test(word))) last = { from, to: at };
    if (words.includes('?')) asking = { from, to: at };
    from = at;
  }
  return asking ?? last;
}

/** Which of the words are denied: "I do *not* want *a refund*, I want the lamp". */
function deniedWords(text: string, tokens: readonly Token[]): boolean[] {
  let left = 0;
  return tokens.map(({ word, from }, at) => {
    const gap = text.slice(tokens[at - 1]?.to ?? 0, from);
    if (CONTRASTS.has(word) || CLAUSE_END.test(gap)) left = 0;
    const denied = left > 0;
    left = NEGATORS.has(word) ? REACH : Math.max(0, left - 1);
    return denied;
  });
}

function views(text: string): Views {
  const tokens = tokenise(text);
  const denied = deniedWords(text, tokens);
  const asking = askingSentence(text, tokens);
  const words: View = { buckets: [], asks: { from: 0, to: 0 } };
  const letters: View = { buckets: [], asks: { from: 0, to: 0 } };
  let before = SALT.pair;
  let twoBefore = SALT.skip;
  tokens.forEach(({ word }, at) => {
    if (at === asking.from) for (const { buckets, asks } of [words, letters]) asks.from = buckets.length;
    const masked = maskNumber(word);
    addLetters(denied[at] ? `!${masked}` : masked, letters.buckets);
    const hash = hashWord(stem(masked)) ^ (denied[at] ? SALT.denied : 0);
    words.buckets.push(bucket(hash ^ SALT.word));
    words.buckets.push(bucket(Math.imul(before, 31) ^ hash ^ SALT.pair));
    words.buckets.push(bucket(Math.imul(twoBefore, 37) ^ hash ^ SALT.skip));
    twoBefore = before;
    before = hash;
    if (at === asking.to - 1) for (const { buckets, asks } of [words, letters]) asks.to = buckets.length;
  });
  return { words, letters };
}

/** Learns the feature space from the training texts. */
export function fitFeatures(texts: readonly string[]): FeatureSpace {
  const documents = new Int32Array(BUCKETS);
  const last = new Int32Array(BUCKETS).fill(-1);
  texts.forEach((text, at) => {
    const { words, letters } = views(text);
    for (const view of [words, letters])
      for (const one of view.buckets) {
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

/** How much the sentence that asks counts beside the whole text. */
const ASKING = 0.3;

const sublinear = (count: number): number => (count < 2 ? count : 1 + Math.log(count));

/**
 * Appends one view, with sublinear counts, weighted by idf: the whole text and, once more, the sentence that asks, each and then both
 * together scaled to length one. Returns the new end.
 */
function appendView(
  space: FeatureSpace,
  { buckets, asks }: View,
  into: SparseVector & { end: number },
): void {
  const { feature_of, idf } = space;
  // A feature and, in its last bit, whether it stands in the sentence that asks.
  const known = new Int32Array(buckets.length);
  for (let at = 0; at < buckets.length; at++)
    known[at] = 2 * feature_of[buckets[at]!]! + (at >= asks.from && at < asks.to ? 1 : 0);
  known.sort();
  const start = into.end;
  const asked = new Float32Array(buckets.length);
  let squares = 0;
  let askedSquares = 0;
  for (let at = 0; at < known.length; ) {
    const feature = known[at]! >> 1;
    let count = 0;
    let inAsking = 0;
    for (; at < known.length && known[at]! >> 1 === feature; at++) {
      count++;
      inAsking += known[at]! & 1;
    }
    if (feature < 0) continue;
    const value = sublinear(count) * idf[feature]!;
    const ofAsking = sublinear(inAsking) * idf[feature]!;
    into.index[into.end] = feature;
    into.value[into.end] = value;
    asked[into.end - start] = ofAsking;
    into.end++;
    squares += value * value;
    askedSquares += ofAsking * ofAsking;
  }
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  const askedScale = askedSquares === 0 ? 0 : ASKING / Math.sqrt(askedSquares);
  let length = 0;
  for (let at = start; at < into.end; at++) {
    const value = into.value[at]! * scale + asked[at - start]! * askedScale;
    into.value[at] = value;
    length += value * value;
  }
  const toOne = 1 / Math.sqrt(length);
  for (let at = start; at < into.end; at++) into.value[at] = into.value[at]! * toOne;
}

/** The text as a sparse vector; empty when nothing in it was seen in training. */
export function vectorise(space: FeatureSpace, text: string): SparseVector {
  const { words, letters } = views(text);
  const size = words.buckets.length + letters.buckets.length;
  const into = { index: new Int32Array(size), value: new Float32Array(size), end: 0 };
  appendView(space, words, into);
  appendView(space, letters, into);
  return { index: into.index.subarray(0, into.end), value: into.value.subarray(0, into.end) };
}
