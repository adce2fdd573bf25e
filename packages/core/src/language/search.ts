import { editDistance } from '../lib/nearest.ts';
import { askingPart, askingWord, meaningsOf, type Term, termsOf } from './terms.ts';

/** A piece of text that can answer: one section of an article, in one language. */
export type Passage = {
  article: string;
  /** The anchor of the section within the article; empty for what stands before the first heading. */
  section: string;
  /** Titles of the article and of the section. */
  title: string;
  heading: string;
  /** The section in plain text. */
  text: string;
  /** Questions that it answers, as people ask them. */
  asked_as: readonly string[];
};

/** How often a passage holds a word, and how well that tells what the passage is about: in its heading best. */
type Held = { times: number; place: number };

/** Passages of one language with the words that they hold. Plain data. */
export type SearchIndex = {
  language: string;
  passages: Passage[];
  /** Stem or meaning → passage → how it holds it. */
  postings: Map<string, Map<number, Held>>;
  /** Length of each passage in words. */
  lengths: number[];
};

/** A passage that was found. `coverage`, from 0 to 1: how much of what was asked, by weight of its words, the passage speaks of. */
export type Found = { passage: Passage; score: number; coverage: number };

/** Okapi BM25 (Robertson and Zaragoza 2009): how soon a repeated word counts no more, and how much long passages lose. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.6;
/** From this length on one slip of the hand is forgiven, from the second on two. */
const ONE_SLIP = 5;
const TWO_SLIPS = 9;
/** What a word counts that was only nearly found, and one that was found in other words. */
const NEARLY = 0.8;
const IN_OTHER_WORDS = 0.9;

/** What counts where: as so many in the text, and as telling so well what the passage is about. */
const PLACES = {
  heading: { times: 3, place: 1 },
  asked_as: { times: 3, place: 1 },
  text: { times: 1, place: 0.9 },
  title: { times: 2, place: 0.8 },
} as const;

/** What it is worth that a heading asks for the same kind of thing: a time, a place, a way. */
const ASKS_ALIKE = 1.15;

/** The index of the passages of one language. */
export function makeSearchIndex(language: string, passages: Passage[]): SearchIndex {
  const postings: SearchIndex['postings'] = new Map();
  const hold = (key: string, at: number, { times, place }: Held): void => {
    const held = postings.get(key) ?? new Map<number, Held>();
    const before = held.get(at);
    held.set(at, { times: (before?.times ?? 0) + times, place: Math.max(before?.place ?? 0, place) });
    postings.set(key, held);
  };
  const lengths = passages.map((passage, at) => {
    const add = (text: string, weight: Held): number => {
      const terms = termsOf(text, language);
      for (const { stem, meanings } of terms)
        for (const key of stem === null ? meanings : [stem, ...meanings]) hold(key, at, weight);
      return terms.length;
    };
    const examples = passage.asked_as.map((example) => add(example, PLACES.asked_as));
    return (
      add(passage.text, PLACES.text) +
      add(passage.title, PLACES.title) +
      add(passage.heading, PLACES.heading) +
      examples.reduce((sum, one) => sum + one, 0)
    );
  });
  return { language, passages, postings, lengths };
}

/** `typing`: the last word may be only begun. */
export type SearchOptions = { most: number; typing?: boolean };

/** The passages that speak of what is asked, best first. Pure: the same index and text give the same answer. */
export function search(index: SearchIndex, text: string, { most, typing = false }: SearchOptions): Found[] {
  const terms = askedTerms(index, text);
  const count = index.passages.length;
  if (terms.length === 0 || count === 0) return [];
  const average = index.lengths.reduce((sum, one) => sum + one, 0) / count;
  const scores = new Map<number, { score: number; covered: number }>();
  let whole = 0;
  for (const [at, term] of terms.entries()) {
    const held = holding(index, term, typing && at === terms.length - 1);
    const rarity = Math.log(1 + (count - held.size + 0.5) / (held.size + 0.5));
    whole += rarity;
    for (const [passage, { times, place, certainty }] of held) {
      const length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * ((index.lengths[passage] ?? 0) / average);
      const before = scores.get(passage) ?? { score: 0, covered: 0 };
      scores.set(passage, {
        score:
          before.score + certainty * rarity * ((times * (SATURATION + 1)) / (times + SATURATION * length)),
        covered: before.covered + certainty * place * rarity,
      });
    }
  }
  const asks = askingWord(text, index.language);
  const alike = (at: number): number =>
    asks !== null && askingWord(index.passages[at]?.heading ?? '', index.language) === asks ? ASKS_ALIKE : 1;
  return [...scores]
    .map(([at, { score, covered }]) => ({ at, score: score * alike(at), coverage: covered / whole }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .flatMap(({ at, score, coverage }) => {
      const passage = index.passages[at];
      return passage ? [{ passage, score, coverage }] : [];
    });
}

/** Each thing that is asked about once; what is written as one word and known as two, is two. */
function askedTerms(index: SearchIndex, text: string): Term[] {
  const seen = new Set<string>();
  return termsOf(text, index.language)
    .flatMap((term) => apart(index, text, term))
    .filter(({ stem, meanings }) => {
      const key = stem ?? meanings.join();
      return !seen.has(key) && seen.add(key);
    });
}

/** "giftcard" is a gift card. */
function apart(index: SearchIndex, text: string, term: Term): Term[] {
  const { stem, meanings, from, to } = term;
  if (stem === null || meanings.length > 0 || index.postings.has(stem)) return [term];
  const word = text.slice(from, to);
  for (let cut = LEAST_PART; cut <= word.length - LEAST_PART; cut++) {
    const parts = termsOf(`${word.slice(0, cut)} ${word.slice(cut)}`, index.language);
    const known = parts.every((part) => part.stem === null || index.postings.has(part.stem));
    if (parts.length > 0 && known && parts.at(-1)?.to === word.length + 1 && parts[0]?.from === 0) return parts;
  }
  return [term];
}

const LEAST_PART = 3;

type Holding = Map<number, Held & { certainty: number }>;

/** The passages that hold a word, say the same in others, or hold one that it was probably meant to be. */
function holding(index: SearchIndex, { stem, meanings }: Term, begun: boolean): Holding {
  const { postings } = index;
  const found: Holding = new Map();
  const add = (keys: readonly string[], certainty: number): void => {
    for (const key of keys)
      for (const [passage, held] of postings.get(key) ?? []) {
        const before = found.get(passage);
        if (!before || before.certainty * before.place < certainty * held.place)
          found.set(passage, { ...held, certainty });
      }
  };
  if (stem === null) {
    add(meanings, 1);
    return found;
  }
  add([stem], 1);
  if (begun) add([...postings.keys()].filter((known) => known.startsWith(stem)), 1);
  add(meanings, IN_OTHER_WORDS);
  if (found.size > 0) return found;
  const near = nearWords(index, stem);
  add(near, NEARLY);
  add(
    near.flatMap((word) => meaningsOf(word, index.language)),
    NEARLY * IN_OTHER_WORDS,
  );
  return found;
}

/** Known words that differ by a slip of the hand; nobody errs at the first letter and means another word. */
function nearWords({ postings }: SearchIndex, stem: string): string[] {
  const slips = stem.length >= TWO_SLIPS ? 2 : stem.length >= ONE_SLIP ? 1 : 0;
  if (slips === 0) return [];
  return [...postings.keys()].filter(
    (known) =>
      known[0] === stem[0] && Math.abs(known.length - stem.length) <= slips && editDistance(known, stem) <= slips,
  );
}

/** What the articles have for a question: the passage that answers, else those that come near, best first. */
export type ArticleAnswer =
  | { kind: 'answer'; found: Found }
  | { kind: 'unsure'; near: Found[] }
  | { kind: 'none' };

/** From this part of what was asked on a passage is an answer; below, it may only be what was meant. */
const ENOUGH = 0.75;
/** So much better than any other it must be. */
const CLEARLY = 1.05;
/** Below this part it is not worth asking whether it is meant. */
const NEAR = 0.3;
const MOST_NEAR = 3;

/**
 * The answer of the articles; where no passage speaks of enough of what was asked, better none than one about something else. The
 * part that asks is looked at alone where all of it together has no answer.
 */
export function findAnswer(index: SearchIndex, text: string): ArticleAnswer {
  const whole = answerTo(index, text);
  const part = whole.kind === 'answer' ? null : askingPart(text, index.language);
  if (part === null) return whole;
  const answer = answerTo(index, part);
  return answer.kind === 'none' ? whole : answer;
}

function answerTo(index: SearchIndex, text: string): ArticleAnswer {
  const found = search(index, text, { most: index.passages.length });
  const [best, second] = found;
  if (!best) return { kind: 'none' };
  const clear = !second || best.score >= second.score * CLEARLY || second.coverage < best.coverage;
  if (best.coverage >= ENOUGH && clear) return { kind: 'answer', found: best };
  const near = found.filter(({ coverage }) => coverage >= NEAR).slice(0, MOST_NEAR);
  return near.length > 0 ? { kind: 'unsure', near } : { kind: 'none' };
}
