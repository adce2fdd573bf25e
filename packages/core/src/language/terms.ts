import { must } from '../lib/assert.ts';
import { clauseWords } from './clauses.ts';
import type { Meanings } from './meanings.ts';
import { ENGLISH_MEANINGS } from './meanings-en.ts';
import { SPANISH_MEANINGS } from './meanings-es.ts';
import { foldWord, stem, tokenise } from './tokens.ts';

/** A word of a text that tells something, or several that mean one thing; `from` and `to` are UTF-16 offsets. */
export type Term = {
  /** The stem; null for several words, which are known by their meaning alone. */
  stem: string | null;
  /** Keys of what it may mean. */
  meanings: readonly string[];
  /** Narrows a question down by little. */
  light: boolean;
  from: number;
  to: number;
};

type Part = { stem: string; wraps: boolean; light: boolean };
type Phrase = { stems: string[]; meaning: string };

/** A language's meanings as they are looked up. */
type Lexicon = {
  stem: (word: string) => string;
  wrapping: ReadonlySet<string>;
  /** Stems. */
  light: ReadonlySet<string>;
  meanings: ReadonlyMap<string, string[]>;
  /** By the first stem, the longest first. */
  phrases: ReadonlyMap<string, Phrase[]>;
};

const MEANINGS: { [language: string]: { words: Meanings; ending: (word: string) => string } } = {
  en: { words: ENGLISH_MEANINGS, ending: stem },
  es: { words: SPANISH_MEANINGS, ending: spanishStem },
};

/**
 * What a text speaks of, in order; words that only carry a question and numbers are left out. `whole`: the words within what is known
 * as one thing are told as well.
 */
export function termsOf(text: string, language: string, { whole = false }: { whole?: boolean } = {}): Term[] {
  const lexicon = LEXICONS.get(language) ?? makeLexicon(language);
  const tokens = tokenise(text).filter(({ word }) => /[\p{L}\p{N}]/u.test(word));
  const parts = tokens.map(({ word }) => partOf(word, lexicon));
  const terms: Term[] = [];
  let at = 0;
  while (at < parts.length) {
    const part = must(parts[at], 'a word');
    const { from, to } = must(tokens[at], 'its place');
    const phrase = phraseAt(parts, at, lexicon);
    if (phrase) {
      const last = must(tokens[phrase.end - 1], 'the last word of a phrase');
      terms.push({ stem: null, meanings: phrase.meanings, light: false, from, to: last.to });
      at = whole ? at : phrase.end;
      if (!whole) continue;
    }
    const meanings = lexicon.meanings.get(part.stem) ?? [];
    if (!part.wraps && !/^\d+$/.test(part.stem))
      terms.push({ stem: part.stem, meanings, light: part.light, from, to });
    at += 1;
  }
  return terms;
}

/** The meanings that one stem may have. */
export function meaningsOf(stemmed: string, language: string): readonly string[] {
  return LEXICONS.get(language)?.meanings.get(stemmed) ?? [];
}

/** The word that says what kind of thing a question asks for, or null: a time, a place, a way. */
export function askingWord(text: string, language: string): string | null {
  const asks = wordsOf(language, 'asks');
  return tokenise(text).find(({ word }) => asks.has(word))?.word ?? null;
}

const BREAK = /[,.;:!?¿¡\n]+/;

/** The one part of a text that asks, where the others only tell: "is it too late to cancel, I ordered yesterday". */
export function askingPart(text: string, language: string): string | null {
  const opens = wordsOf(language, 'opens');
  const parts = text.split(BREAK).filter((part) => termsOf(part, language).length > 0);
  const asking = parts.filter((part) => opens.has(tokenise(part)[0]?.word ?? ''));
  return parts.length > 1 && asking.length === 1 ? (asking[0] ?? null) : null;
}

function wordsOf(language: string, which: 'asks' | 'opens'): ReadonlySet<string> {
  return new Set(MEANINGS[language]?.words[which].split(' '));
}

function partOf(word: string, lexicon: Lexicon): Part {
  const stemmed = lexicon.stem(word);
  return { stem: stemmed, wraps: lexicon.wrapping.has(word), light: lexicon.light.has(stemmed) };
}

/** As many words that only wrap may stand between two of a phrase: "send *it* back". */
const BETWEEN = 2;

function phraseAt(
  parts: readonly Part[],
  at: number,
  lexicon: Lexicon,
): { end: number; meanings: string[] } | null {
  const candidates = lexicon.phrases.get(parts[at]?.stem ?? '') ?? [];
  let end = 0;
  const meanings: string[] = [];
  for (const { stems, meaning } of candidates) {
    const found = endOf(parts, at, stems);
    if (found === null || (end > 0 && found !== end)) continue;
    end = found;
    meanings.push(meaning);
  }
  return end === 0 ? null : { end, meanings };
}

function endOf(parts: readonly Part[], at: number, stems: readonly string[]): number | null {
  let next = at + 1;
  for (const wanted of stems.slice(1)) {
    let passed = 0;
    while (parts[next]?.stem !== wanted) {
      if (passed === BETWEEN || !parts[next]?.wraps) return null;
      passed += 1;
      next += 1;
    }
    next += 1;
  }
  return next;
}

function makeLexicon(language: string): Lexicon {
  const known = MEANINGS[language];
  const common = clauseWords(language)?.common ?? new Set<string>();
  if (!known) return { stem, wrapping: common, light: new Set(), meanings: new Map(), phrases: new Map() };
  const { words, ending } = known;
  const stemmed = (word: string): string => ending(words.irregular[word] ?? word);
  const meanings = new Map<string, string[]>();
  const phrases = new Map<string, Phrase[]>();
  for (const [number, group] of words.groups.entries()) {
    const meaning = `~${number}`;
    for (const member of group.split(',')) {
      const stems = member.trim().split(/\s+/).map(foldWord).map(stemmed);
      const first = must(stems[0], 'a word in a group');
      if (stems.length === 1) meanings.set(first, [...(meanings.get(first) ?? []), meaning]);
      else phrases.set(first, [...(phrases.get(first) ?? []), { stems, meaning }]);
    }
  }
  for (const list of phrases.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  const wrapping = new Set(words.wrapping.split(/\s+/));
  const light = new Set(words.light.split(/\s+/).map(stemmed));
  return { stem: stemmed, wrapping, light, meanings, phrases };
}

const CLITICS = /(?<=[aei]r|ando|iendo)(?:me|te|se|nos|os)?(?:l[aeo]s?)?$/;

/** Endings of Spanish verbs and nouns, the longest first; each with how much must stay before it. */
const SPANISH_ENDINGS = (
  'amientos imientos amiento imiento aciones aremos eremos iremos ariais eriais iriais asteis isteis acion abamos iendo ieron ' +
  'areis ereis ireis arian erian irian abais aron ando amos emos imos adas ados idas idos aria eria iria aban ais eis aba ada ado ida ' +
  'ido ias ian ar er ir an en as es os ia a e o s'
).split(' ');

/** A stem of a Spanish word: endings, pronouns that hang on, and the vowels and consonants that change within a verb. */
function spanishStem(word: string): string {
  const bare = word.length > 4 ? word.replace(CLITICS, '') : word;
  const ending = SPANISH_ENDINGS.find((one) => bare.endsWith(one) && bare.length - one.length >= 3) ?? '';
  return bare
    .slice(0, bare.length - ending.length)
    .replace(/(?<=[^gq])ue/, 'o')
    .replace(/ie/, 'e')
    .replace(/qu$|z$/, 'c')
    .replace(/gu$/, 'g');
}

const LEXICONS = new Map(Object.keys(MEANINGS).map((language) => [language, makeLexicon(language)]));
