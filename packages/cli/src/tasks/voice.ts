import { must } from '@hark/core';

/** How one buyer writes. */
export type Manner = { lower: boolean; typos: boolean; wordy: number };

/** One buyer's way of writing, drawn from a seeded stream of numbers. */
export type Voice = {
  manner: Manner;
  chance(probability: number): boolean;
  pick<T>(among: readonly T[]): T;
  /** Free words as this buyer would type them; what must be right to the letter is written by {@link Voice.exactly}. */
  write(text: string): string;
  exactly(text: string): string;
};

const KEPT = /\u2066([^\u2069]*)\u2069/g;

/** Marks words that are copied letter for letter, however somebody types. */
export function kept(words: string): string {
  return `\u2066${words}\u2069`;
}

/** A voice over a stream of numbers in [0, 1). */
export function makeVoice(random: () => number): Voice {
  const chance = (probability: number) => random() < probability;
  const pick = <T>(among: readonly T[]): T =>
    must(among[Math.floor(random() * among.length)], 'one of a list that is not empty');
  const manner: Manner = { lower: chance(0.25), typos: chance(0.2), wordy: random() };
  const cased = (text: string) => (manner.lower ? lowered(text).replace(/[.!]$/, '') : text);
  const slipping = (text: string) => (manner.typos && chance(0.6) ? slipped(text, pick) : text);
  const bare = (text: string) => text.replace(KEPT, '$1');
  return {
    manner,
    chance,
    pick,
    exactly: (text) => bare(tidied(text)),
    write: (text) => bare(cased(slipping(tidied(text)))),
  };
}

/** All small, but for what is copied. */
function lowered(text: string): string {
  return text
    .split(/(\u2066[^\u2069]*\u2069)/)
    .map((part) => (part.startsWith('\u2066') ? part : part.toLowerCase()))
    .join('');
}

/** One blank between words, and a capital at the beginning of each sentence. */
function tidied(text: string): string {
  const blanks = text
    .replace(/\s+/g, ' ')
    .replace(/ ([,.!?])/g, '$1')
    .trim();
  return blanks.replace(
    /(^|[.!?] )([a-z])/g,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** One long word with a slip of the finger: two letters changed places, or one left out. */
function slipped(text: string, pick: <T>(among: readonly T[]) => T): string {
  const words = text.split(' ');
  const long = words.flatMap((word, index) => (/^[a-z]{6,}$/.test(word) ? [index] : []));
  if (long.length === 0) return text;
  const index = pick(long);
  const word = words[index] ?? '';
  const at = pick([2, 3, 4]);
  const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  words[index] = pick([swapped, word.slice(0, at) + word.slice(at + 1)]);
  return words.join(' ');
}
