import type { FoundPiece } from '@hark/wire';

/** Of a long text so many letters are shown before the first word that was found, and so many altogether. */
const BEFORE = 18;
const LONGEST = 160;

/** A word as `words_of` in the database keeps it: small and without accents. */
function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

type Word = { from: number; to: number; plain: string };

function wordsIn(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
    plain: plain(word),
  }));
}

/** The text around what was asked for, in pieces, those that were asked for marked; null where it holds none of it. */
export function snippetOf(text: string, query: string): FoundPiece[] | null {
  const asked = wordsIn(query).map((word) => word.plain);
  const marks = wordsIn(text).filter((word) => asked.some((one) => word.plain.startsWith(one)));
  const first = marks[0];
  if (!first) return null;
  const from = first.from <= BEFORE ? 0 : text.lastIndexOf(' ', first.from - BEFORE) + 1;
  const to = Math.min(text.length, Math.max(from + LONGEST, first.to));
  const pieces: FoundPiece[] = [];
  let at = from;
  const put = (end: number, marked: boolean): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  if (from > 0) pieces.push({ text: '… ', marked: false });
  for (const mark of marks) {
    if (mark.to > to) break;
    put(mark.from, false);
    put(mark.to, true);
  }
  put(to, false);
  if (to < text.length) pieces.push({ text: ' …', marked: false });
  return pieces;
}

/** Where the words stand that were asked for: in what was said, in the text that holds the most of them, else in what is known. */
export function foundIn(
  { said, found_facts }: { said: readonly string[]; found_facts: readonly string[] },
  query: string,
): FoundPiece[] | null {
  const asked = [...new Set(wordsIn(query).map((word) => word.plain))];
  const holds = (text: string): number => {
    const words = wordsIn(text);
    return asked.filter((one) => words.some((word) => word.plain.startsWith(one))).length;
  };
  let best: { text: string; count: number } | null = null;
  for (const text of [...said, ...found_facts]) {
    const count = holds(text);
    if (count > (best?.count ?? 0)) best = { text, count };
  }
  return best && snippetOf(best.text, query);
}
