import type { Token } from './match.ts';

/** Where in the words between two articles the second one's piece begins: at the last strong break, else at the last "and". */
export function cutBefore(words: Token[], start: number, first: number): number {
  let best = start;
  let strength = 0;
  for (let at = start; at <= first; at += 1) {
    const { before, word } = words[at]!;
    const joins = JOINING.has(word);
    const now = /[.;!?\n]/.test(before)
      ? 3
      : /,/.test(before) && joins
        ? 2.5
        : joins
          ? 2
          : /,/.test(before)
            ? 1.5
            : 0;
    // "a 2L and a white lamp": an "and" between two values of the first is no break when a stronger one follows.
    if (now >= strength && now > 0) {
      best = at;
      strength = Math.min(now, 2);
    }
  }
  if (strength > 0) return best;
  // Nothing parts them: the second begins with its own "the" or "a".
  const lead = words.slice(start, first).findLastIndex((token) => DETERMINERS.has(token.word));
  return lead >= 0 ? start + lead : start;
}

const JOINING = new Set(['and', 'y', 'also', 'plus', 'but', 'pero']);

const DETERMINERS = new Set([
  'the',
  'my',
  'a',
  'an',
  'that',
  'this',
  'el',
  'la',
  'los',
  'las',
  'mi',
  'mis',
  'un',
  'una',
]);
