import { editDistance } from '../lib/nearest.ts';
import { clauseWords } from './clauses.ts';
import { foldWord, stem, tokenise } from './tokens.ts';

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
};

/** Passages of one language with the words that they hold. Plain data. */
export type SearchIndex = {
  language: string;
  passages: Passage[];
  /** Stem → passage → how often, with what stands in a title counted more. */
  postings: Map<string, Map<number, number>>;
  /** Length of each passage in words. */
  lengths: number[];
};

/** A passage that was found. `coverage`, from 0 to 1: how much of what was asked, by weight of its words, the passage speaks of. */
export type Found = { passage: Passage; score: number; coverage: number };

/** Okapi BM25 (Robertson and Zaragoza 2009): how soon a repeated word counts no more, and how much long passages lose. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.6;
/** A word of a title counts as so many in the text. */
const TITLE_WEIGHT = 4;
const HEADING_WEIGHT = 3;
/** From this length on one slip of the hand is forgiven, from the second on two. */
const ONE_SLIP = 5;
const TWO_SLIPS = 9;
/** What a word counts that was only nearly found. */
const NEARLY = 0.8;

/** A word that no passage has tells as much as one that this part of them has: the articles may have said it in other words. */
const UNKNOWN = 0.1;

/** Words that people wrap around a question, beside those that the language itself knows as common. */
const WRAPPING: { [language: string]: string } = {
  en: 'a an the i you he she it we they me my your our us is are am was were be been do does did can could will would shall should may might must have has had how what when where which who why if to of for in on at by with from about and or not no yes there this that these those any some please hi hello hey thanks thank want need know tell get got let say',
  es: 'un una unos unas el la los las lo yo tu usted el ella nosotros me mi mis te tu tus su sus nos es son soy era fue ser estar esta estan hay puedo puede podria poder quiero quisiera necesito como que cuando donde cual cuales quien por para si a de del en con sin sobre y o no al se le les este esta estos estas eso esa algun alguna favor hola gracias tengo tiene saber decir',
};

function contentWords(text: string, language: string): string[] {
  const common = clauseWords(language)?.common;
  const wrapping = new Set((WRAPPING[language] ?? '').split(' ').map(foldWord));
  return tokenise(text)
    .map(({ word }) => word)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !wrapping.has(word) && !common?.has(word))
    .map(stem);
}

/** The index of the passages of one language. */
export function makeSearchIndex(language: string, passages: Passage[]): SearchIndex {
  const postings: SearchIndex['postings'] = new Map();
  const lengths = passages.map((passage, at) => {
    const add = (text: string, weight: number): number => {
      const words = contentWords(text, language);
      for (const word of words) {
        const held = postings.get(word) ?? new Map<number, number>();
        held.set(at, (held.get(at) ?? 0) + weight);
        postings.set(word, held);
      }
      return words.length;
    };
    return add(passage.text, 1) + add(passage.title, TITLE_WEIGHT) + add(passage.heading, HEADING_WEIGHT);
  });
  return { language, passages, postings, lengths };
}

/** `typing`: the last word may be only begun. */
export type SearchOptions = { most: number; typing?: boolean };

/** The passages that speak of what is asked, best first. Pure: the same index and text give the same answer. */
export function search(index: SearchIndex, text: string, { most, typing = false }: SearchOptions): Found[] {
  const words = [...new Set(contentWords(text, index.language))];
  const count = index.passages.length;
  if (words.length === 0 || count === 0) return [];
  const average = index.lengths.reduce((sum, one) => sum + one, 0) / count;
  const scores = new Map<number, { score: number; covered: number }>();
  let whole = 0;
  for (const [at, word] of words.entries()) {
    const last = typing && at === words.length - 1;
    const { held, certainty } = holding(index, word, last);
    const known = held.size || UNKNOWN * count;
    const rarity = Math.log(1 + (count - known + 0.5) / (known + 0.5));
    whole += rarity;
    for (const [passage, times] of held) {
      const length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * ((index.lengths[passage] ?? 0) / average);
      const before = scores.get(passage) ?? { score: 0, covered: 0 };
      scores.set(passage, {
        score:
          before.score + certainty * rarity * ((times * (SATURATION + 1)) / (times + SATURATION * length)),
        covered: before.covered + certainty * rarity,
      });
    }
  }
  return [...scores]
    .map(([at, { score, covered }]) => ({ at, score, coverage: covered / whole }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .flatMap(({ at, score, coverage }) => {
      const passage = index.passages[at];
      return passage ? [{ passage, score, coverage }] : [];
    });
}

type Holding = { held: Map<number, number>; certainty: number };

/** The passages that hold a word, or one that it was probably meant to be. */
function holding({ postings }: SearchIndex, word: string, begun: boolean): Holding {
  const exact = postings.get(word);
  if (exact && !begun) return { held: exact, certainty: 1 };
  if (begun) {
    const going = [...postings].filter(([known]) => known.startsWith(word)).map(([, held]) => held);
    if (going.length > 0) return { held: merged(going), certainty: 1 };
  }
  const slips = word.length >= TWO_SLIPS ? 2 : word.length >= ONE_SLIP ? 1 : 0;
  if (slips === 0) return { held: new Map(), certainty: 1 };
  const near = [...postings].filter(
    ([known]) => Math.abs(known.length - word.length) <= slips && editDistance(known, word) <= slips,
  );
  return { held: merged(near.map(([, held]) => held)), certainty: NEARLY };
}

function merged(all: Map<number, number>[]): Map<number, number> {
  const sum = new Map<number, number>();
  for (const held of all)
    for (const [passage, times] of held) sum.set(passage, Math.max(sum.get(passage) ?? 0, times));
  return sum;
}

/** Below this part of what was asked a passage is no answer: better none than one about something else. */
const ENOUGH = 0.55;

/** The passage that answers, or null where none speaks of enough of what was asked. */
export function findAnswer(index: SearchIndex, text: string): Found | null {
  const [best] = search(index, text, { most: 1 });
  return best && best.coverage >= ENOUGH ? best : null;
}
