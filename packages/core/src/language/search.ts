import { editDistance } from '../lib/nearest.ts';
import { askingPart, askingWord, meaningsOf, type Term, termsOf } from './terms.ts';
import { foldWord, tokenise } from './tokens.ts';
import { isOfGoods } from './values/goods.ts';

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
  /** What each passage says that it answers: its heading and the questions that it is known for, each as its terms. */
  forms: Term[][][];
};

/**
 * A passage that was found. `coverage`, from 0 to 1: how much of what was asked, by weight of its words, the passage speaks of;
 * `headed`: its heading, or a question that it is known to answer, speaks of some of it; `told`: what the words tell that were found, nothing where every passage has them.
 */
export type Found = { passage: Passage; score: number; coverage: number; headed: boolean; told: number };

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
  title: { times: 2, place: 0.7 },
} as const;

/** What a light word counts. */
const LIGHT = 0.2;

/** What it is worth that a heading asks for the same kind of thing: a time, a place, a way. */
const ASKS_ALIKE = 1.2;

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
      const terms = termsOf(text, language, { whole: true });
      for (const { stem, meanings } of terms)
        for (const key of stem === null ? meanings : [stem, ...meanings]) hold(key, at, weight);
      return terms.length;
    };
    const examples = passage.asked_as.map((example) => add(example, PLACES.asked_as));
    return (
      add(passage.text, PLACES.text) +
      add(passage.title, PLACES.title) +
      add(passage.heading, PLACES.heading) +
      sum(examples)
    );
  });
  const forms = passages.map(({ title, heading, asked_as }) =>
    [heading || title, ...asked_as].map((form) => termsOf(form, language)),
  );
  return { language, passages, postings, lengths, forms };
}

/** `typing`: the last word may be only begun. */
export type SearchOptions = { most: number; typing?: boolean };

/** The passages that speak of what is asked, best first. Pure: the same index and text give the same answer. */
export function search(index: SearchIndex, text: string, { most, typing = false }: SearchOptions): Found[] {
  const terms = askedTerms(index, text);
  const count = index.passages.length;
  if (terms.length === 0 || count === 0) return [];
  const average = sum(index.lengths) / count;
  const scores = new Map<number, { score: number; covered: number; headed: boolean; told: number }>();
  let whole = 0;
  for (const [at, term] of terms.entries()) {
    const held = holding(index, term, typing && at === terms.length - 1);
    const rarity = weight(count, held.size, term);
    whole += rarity;
    for (const [passage, { times, place, certainty }] of held) {
      const length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * ((index.lengths[passage] ?? 0) / average);
      const before = scores.get(passage) ?? { score: 0, covered: 0, headed: false, told: 0 };
      scores.set(passage, {
        score:
          before.score + certainty * rarity * ((times * (SATURATION + 1)) / (times + SATURATION * length)),
        covered: before.covered + certainty * place * rarity,
        headed: before.headed || (place === PLACES.heading.place && !term.light),
        told: before.told + (term.light ? 0 : rarity),
      });
    }
  }
  const asks = askingWord(text, index.language);
  const focused = (at: number): number => 1 - FOCUS + FOCUS * focus(index, terms, at);
  const alike = (at: number): number =>
    asks !== null && askingWord(index.passages[at]?.heading ?? '', index.language) === asks ? ASKS_ALIKE : 1;
  return [...scores]
    .map(([at, { score, covered, headed, told }]) => ({
      at,
      score: score * alike(at) * focused(at),
      coverage: covered / whole,
      headed,
      told,
    }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .flatMap(({ at, ...found }) => {
      const passage = index.passages[at];
      return passage ? [{ passage, ...found }] : [];
    });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** What a word tells: the more, the fewer passages hold it. */
function weight(count: number, holding: number, { light }: Term): number {
  return (light ? LIGHT : 1) * Math.log(1 + (count - holding + 0.5) / (holding + 0.5));
}

function weightOf(index: SearchIndex, term: Term): number {
  return weight(index.passages.length, holding(index, term, false).size, term);
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
    if (parts.length > 0 && known && parts.at(-1)?.to === word.length + 1 && parts[0]?.from === 0)
      return parts;
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
        const better = before ? certainty * held.place - before.certainty * before.place : 1;
        if (better > 0 || (better === 0 && held.place > (before?.place ?? 0)))
          found.set(passage, { ...held, certainty });
      }
  };
  if (stem === null) {
    add(meanings, 1);
    return found;
  }
  add([stem], 1);
  if (begun)
    add(
      [...postings.keys()].filter((known) => known.startsWith(stem)),
      1,
    );
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

/** Places in a text, as UTF-16 offsets, that speak of what is asked: the same words, other forms and words of them, or what was meant. */
export function marksIn(
  index: SearchIndex,
  text: string,
  { asked, typing = false }: { asked: string; typing?: boolean },
): { from: number; to: number }[] {
  const terms = askedTerms(index, asked);
  const last = typing ? terms.at(-1)?.stem : null;
  const keys = new Set(
    terms.flatMap(({ stem, meanings }) => {
      const known = stem === null || index.postings.has(stem) || meanings.length > 0;
      return [...(stem === null ? [] : known ? [stem] : nearWords(index, stem)), ...meanings];
    }),
  );
  const marks = termsOf(text, index.language, { whole: true }).filter(
    ({ stem, meanings }) =>
      (stem !== null && (keys.has(stem) || (last && stem.startsWith(last)))) ||
      meanings.some((one) => keys.has(one)),
  );
  return marks
    .map(({ from, to }) => ({ from, to }))
    .filter(({ from }, at) => !marks.slice(0, at).some((before) => from < before.to));
}

/** Known words that differ by a slip of the hand; nobody errs at the first letter and means another word. */
function nearWords({ postings }: SearchIndex, stem: string): string[] {
  const slips = stem.length >= TWO_SLIPS ? 2 : stem.length >= ONE_SLIP ? 1 : 0;
  if (slips === 0) return [];
  return [...postings.keys()].filter(
    (known) =>
      known[0] === stem[0] &&
      Math.abs(known.length - stem.length) <= slips &&
      editDistance(known, stem) <= slips,
  );
}

/** What the articles have for a question: the passage that answers, else those that come near, best first. */
export type ArticleAnswer =
  | { kind: 'answer'; found: Found }
  | { kind: 'unsure'; near: Found[] }
  | { kind: 'none' };

/** From this part of what was asked on a passage is an answer; below, it may only be what was meant. */
const ENOUGH = 0.69;
/** Where no heading speaks of it, every word asked for must be there. */
const ENOUGH_WITHOUT_HEADING = 0.895;
/** Words that nearly every passage has are no ground for an answer, however many of them. */
const LEAST_TOLD = 0.8;
/** So much better than any other it must be. */
const CLEARLY = 1.2;
/** Below this part it is not worth asking whether it is meant. */
const NEAR = 0.25;
const NEAR_WITHOUT_HEADING = 0.4;
const MOST_NEAR = 3;

/** So much counts that a heading asks for no more than was asked: "my parcel is late" is not "when does my parcel come". */
const FOCUS = 0.25;

/** How much, by weight of its words, of what a passage says that it answers was asked. */
function focus(index: SearchIndex, asked: readonly Term[], at: number): number {
  const stems = new Set(asked.map(({ stem }) => stem));
  const meanings = new Set(asked.flatMap((term) => term.meanings));
  const shares = (index.forms[at] ?? []).map((form) => {
    const weights = form.map((term) => weightOf(index, term));
    const met = form.map((term, place) =>
      (term.stem !== null && stems.has(term.stem)) || term.meanings.some((one) => meanings.has(one))
        ? (weights[place] ?? 0)
        : 0,
    );
    const whole = sum(weights);
    return whole === 0 ? 0 : sum(met) / whole;
  });
  return Math.max(0, ...shares);
}

/**
 * The answer of the articles; where no passage speaks of enough of what was asked, better none than one about something else. Where
 * all of it together has no answer the part that asks is looked at alone: it must lead to what came nearest before.
 */
export function findAnswer(index: SearchIndex, text: string): ArticleAnswer {
  const known = inItsOwnWords(index, text);
  if (known) return { kind: 'answer', found: known };
  const asked = withoutGoods(index, text);
  const whole = answerTo(index, asked);
  const part = whole.kind === 'unsure' ? askingPart(asked, index.language) : null;
  if (part === null || whole.kind !== 'unsure') return whole;
  const answer = answerTo(index, part);
  return answer.kind === 'answer' && answer.found.passage === whole.near[0]?.passage ? answer : whole;
}

/** "How long is the guarantee of my kettle?": what no article speaks of is only what it is asked about. */
function withoutGoods(index: SearchIndex, text: string): string {
  const unknown = termsOf(text, index.language).filter(
    ({ stem, meanings, from, to }) =>
      stem !== null &&
      meanings.length === 0 &&
      !index.postings.has(stem) &&
      isOfGoods(foldWord(text.slice(from, to))),
  );
  return unknown.toReversed().reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
}

/** The one passage whose heading, or a question that it is known to answer, is just what was asked. */
function inItsOwnWords(index: SearchIndex, text: string): Found | null {
  const words = wordsOf(text);
  const same = index.passages.filter(({ heading, asked_as }) =>
    [heading, ...asked_as].some((form) => form !== '' && wordsOf(form) === words),
  );
  const [only] = same;
  if (words === '' || !only || same.length > 1) return null;
  return { passage: only, score: 1, coverage: 1, headed: true, told: 1 };
}

function wordsOf(text: string): string {
  return tokenise(text)
    .map(({ word }) => word)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .join(' ');
}

function answerTo(index: SearchIndex, text: string): ArticleAnswer {
  const merit = ({ score, coverage }: Found): number => score * coverage ** 2;
  const found = search(index, text, { most: index.passages.length }).toSorted((a, b) => merit(b) - merit(a));
  const [best, second] = found;
  if (!best) return { kind: 'none' };
  const clear = !second || merit(best) >= merit(second) * CLEARLY;
  const enough = best.headed ? ENOUGH : ENOUGH_WITHOUT_HEADING;
  if (best.coverage >= enough && best.told >= LEAST_TOLD && clear) return { kind: 'answer', found: best };
  const near = found
    .filter(({ coverage, headed }) => coverage >= (headed ? NEAR : NEAR_WITHOUT_HEADING))
    .slice(0, MOST_NEAR);
  return near.length > 0 ? { kind: 'unsure', near } : { kind: 'none' };
}
