/** A word or symbol of a text; `from` and `to` are UTF-16 offsets, `word` is folded: lower case, no accents. */
export type Token = { word: string; from: number; to: number };

/** Text beyond this many UTF-16 units is not looked at: nobody tells a wish that late, and work stays bounded. */
export const TEXT_LIMIT = 4_000;

const TOKEN =
  /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’`´ʼ][\p{L}\p{M}]+)*|\p{Extended_Pictographic}\p{Emoji_Modifier}?|[?¿!¡$€£#@%]/gu;
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’`´ʼ]/g;
const ASCII_WORD = /^[a-z0-9]+$/;

/** Lower case without accents and apostrophes: `Don’t` and `dont` are one word, `también` and `tambien` too. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (ASCII_WORD.test(lower)) return lower;
  return lower.normalize('NFKD').replace(MARKS, '').replace(APOSTROPHES, '');
}

/** The words of a text with their places; punctuation other than a few telling signs is left out. */
export function tokenise(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.slice(0, TEXT_LIMIT).matchAll(TOKEN)) {
    const word = foldWord(match[0]);
    if (word !== '') found.push({ word, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

const DIGITS = /\d/g;

/** One stand-in for every long number, so that order numbers and postcodes of examples are not learnt by heart. */
export const NUMBER = '0000';

/** The word as the topic model sees it: long numbers become one stand-in. */
export function maskNumber(word: string): string {
  const digits = word.match(DIGITS);
  return digits !== null && digits.length >= 4 ? NUMBER : word;
}

const ENDINGS: readonly (readonly [ending: string, instead: string, least: number])[] = [
  ['amientos', '', 4],
  ['amiento', '', 4],
  ['aciones', 'a', 3],
  ['acion', 'a', 3],
  ['ations', 'a', 3],
  ['ation', 'a', 3],
  ['iendo', '', 3],
  ['ando', '', 3],
  ['ments', '', 4],
  ['ment', '', 4],
  ['ings', '', 3],
  ['ing', '', 3],
  ['ied', 'y', 3],
  ['ies', 'y', 3],
  ['ados', '', 3],
  ['adas', '', 3],
  ['idos', '', 3],
  ['idas', '', 3],
  ['ado', '', 3],
  ['ada', '', 3],
  ['ido', '', 3],
  ['ida', '', 3],
  ['ed', '', 3],
  ['es', '', 3],
  ['os', '', 4],
  ['as', '', 4],
  ['ar', '', 4],
  ['er', '', 4],
  ['ir', '', 4],
  ['ly', '', 4],
  ['e', '', 3],
  ['s', '', 3],
  ['o', '', 4],
  ['a', '', 4],
];

const DOUBLED = /([bdfglmnprt])\1$/;

/** A light stem for English and Spanish: takes off endings only, so that `cancel`, `cancelled`, `cancelling` meet. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  for (const [ending, instead, least] of ENDINGS) {
    if (word.length - ending.length < least || !word.endsWith(ending)) continue;
    if (ending === 's' && word.endsWith('ss')) return word;
    return (word.slice(0, -ending.length) + instead).replace(DOUBLED, '$1');
  }
  return word.replace(DOUBLED, '$1');
}
