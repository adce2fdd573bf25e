import type { PlaybookNames } from '@hark/core';
import type { World } from '@hark/server';

/** Shorter words stand in everything. */
const SHORTEST = 3;

/** The words that may be told to a buyer of a world: those of the playbook's texts, of the world's names, of dates. */
export function saidWords(
  { said, words: constants }: PlaybookNames,
  world: World,
  language: string,
): { words: string[]; foreign: (text: string, own: readonly string[]) => string[] } {
  const texts = [...(said[language] ?? []), ...constants, ...stringsIn(world), ...datesIn(language)];
  const known = new Set(texts.flatMap(wordsOf));
  return {
    words: [...known].filter((word) => word.length > SHORTEST),
    // Words of the buyer are told back to them; a part of a word stands in the whole of it.
    foreign: (text, own) => {
      const theirs = new Set(own.flatMap(wordsOf));
      const [first, last] = [wordsOf(text)[0], wordsOf(text).at(-1)];
      return wordsOf(text).filter((word) => {
        if (word.length < SHORTEST || known.has(word) || theirs.has(word)) return false;
        const begun = (one: string): boolean =>
          (word === last && one.startsWith(word)) || (word === first && one.endsWith(word));
        return ![...known].some(begun);
      });
    },
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** The names of weekdays and months. */
function datesIn(language: string): string[] {
  return (['long', 'short'] as const).flatMap((style) => {
    const format = new Intl.DateTimeFormat(language, { weekday: style, month: style, timeZone: 'UTC' });
    return Array.from({ length: 84 }, (_, at) =>
      format.format(Date.UTC(2026, at % 12, 1 + Math.floor(at / 12))),
    );
  });
}
