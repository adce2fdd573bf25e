import type { Problem } from '../problems.ts';
import { problemAt } from './source.ts';
import type { Words } from './written-text.ts';

/** What the bytes 0x80 to 0x9F are in Windows-1252, in order; a blank where there is nothing. */
const UPPER = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
/** A first byte of two or three in UTF-8, and those that follow it, each read as a letter of its own. */
const BROKEN = /[\u00c2-\u00ef](?:[\u0080-\u00bf]|[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){1,2}/g;

/** Texts whose letters were saved as UTF-8 and read as Latin-1 or Windows-1252: "Ã©" for "é". */
export function brokenLetters(words: readonly Omit<Words, 'role'>[]): Problem[] {
  return words.flatMap(({ source, place, words: text }) => {
    const found = [...text.matchAll(BROKEN)].flatMap(({ 0: written, index }) => {
      const meant = mended(written);
      return meant === null ? [] : [{ written, meant, index }];
    });
    const [first] = found;
    if (!first) return [];
    const message = `"${first.written}" was saved in another encoding: it was "${first.meant}".`;
    const mend = 'Write the text again, and save the file as UTF-8.';
    return [problemAt(source, place, { code: 'text.encoding', message, mend, offset: first.index })];
  });
}

/** The letter whose bytes stand there as letters; null where they are none, or one that needs no mending. */
function mended(written: string): string | null {
  const [first = 0, ...rest] = [...written].map(byteOf);
  const length = first < 0xe0 ? 2 : 3;
  if (rest.length < length - 1) return null;
  const code = rest
    .slice(0, length - 1)
    .reduce((sum, byte) => (sum << 6) | (byte & 0x3f), first & (length === 2 ? 0x1f : 0x0f));
  return code < (length === 2 ? 0x80 : 0x800) ? null : String.fromCharCode(code);
}

function byteOf(letter: string): number {
  const code = letter.charCodeAt(0);
  return code <= 0xff ? code : 0x80 + UPPER.indexOf(letter);
}
