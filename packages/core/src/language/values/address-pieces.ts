import type { Address } from '../../conversation/world.ts';
import { isEveryday, plain } from './everyday-words.ts';
import { countryNamed, STREET_FIRST, STREET_LAST, UNIT } from './places.ts';
import { postcodeIn } from './postcode.ts';

/** A part of an address as it stands in a text. */
export type Pieces = { address: Address; from: number; to: number };

const EMPTY: Address = { line1: '', line2: '', city: '', region: '', postcode: '', country: '' };

/** What people say before a part of an address. */
const LEAD =
  /^(?:(?:ah|oh|ok|okay|yes|yeah|yep|no|sorry|wait|hang on|so|and|well|it is|it's|its|that's|thats|is|to|at|in|on|the|my|new|address|street|town|city|post ?code|zip|country|house|sí|si|vale|claro|perdón|perdon|pues|bueno|y|es|en|a|la|el|mi|nueva|dirección|direccion|calle es|código postal|codigo postal|código|codigo|cp|ciudad|pueblo|país|pais|vive|vivo|i live|live)(?![\p{L}\d])[\s:]*)*/iu;

const STREET = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{1,5}\\s?[a-z]?\\s+(?:[\\p{L}.'’-]+\\s+){1,5}?(?:${STREET_LAST})\\.?|(?:${STREET_FIRST}|c/|avda\\.?|av\\.?|plaza|pza\\.?|paseo|camino|carretera|ronda|rambla|travesía|carrer)\\s?[\\p{L}.'’ ªº-]{2,40}?,?\\s(?:n[º°.]?\\s?|número\\s)?\\d{1,4}\\s?[a-z]?)(?![\\p{L}\\d])`,
  'iu',
);

/** Without a word for a street, where an address was asked for: "Sierpes 14", "14 Sierpes". */
const BARE_STREET =
  /^(?:\p{L}[\p{L}.'’ -]{2,40}\s\d{1,4}\s?[a-z]?|\d{1,4}\s?[a-z]?\s\p{L}[\p{L}.'’ -]{2,40})$/iu;

const UNIT_ALONE = new RegExp(
  `^(?:(?:${UNIT})\\b\\.?\\s?#?\\s?[\\p{L}\\p{N}-]{1,6}|\\d{1,2}\\s?[º°ª](?:\\s?[a-z]{1,5})?|portal \\d{1,3}|bajo(?:\\s[a-z])?|\\d{1,2}(?:st|nd|rd|th) floor)$`,
  'iu',
);

/**
 * The parts of an address that a text gives, each between its own commas ("Calle Sierpes 14, Sevilla", "41004, Spain"); null without
 * a street or a postcode. `asked`: an address was asked for, and names alone are taken for places.
 */
export function addressInPieces(text: string, { asked }: { asked: boolean }): Pieces | null {
  const address: Address = { ...EMPTY };
  for (const raw of text.split(/[,;\n]|(?<!\b(?:avda|av|pza|st|c|n))\.\s/iu)) {
    const piece = raw
      .replace(LEAD, '')
      .replace(/[\s.!?]+$/, '')
      .trim();
    if (piece !== '') readPiece(piece, address, asked);
  }
  if (
    address.line1 === '' &&
    address.postcode === '' &&
    !(asked && address.city !== '' && address.country !== '')
  )
    return null;
  return { address, from: 0, to: text.length };
}

function readPiece(piece: string, address: Address, asked: boolean): void {
  if (countryNamed(piece) !== null) {
    address.country ||= piece;
    return;
  }
  if (UNIT_ALONE.test(piece)) {
    address.line2 ||= piece;
    return;
  }
  const street =
    STREET.exec(piece)?.[0] ?? (asked && BARE_STREET.test(piece) && !isTalk(piece) ? piece : null);
  if (street !== null && address.line1 === '' && postcodeIn(piece) === null) {
    address.line1 = street.trim();
    const rest = piece.slice(piece.indexOf(street) + street.length).trim();
    if (UNIT_ALONE.test(rest)) address.line2 ||= rest;
    return;
  }
  const zip = postcodeIn(piece);
  if (zip !== null) {
    address.postcode ||= zip.postcode;
    readPlace(`${piece.slice(0, zip.from)} ${piece.slice(zip.to)}`.trim(), address, asked);
    return;
  }
  readPlace(piece, address, asked);
}

/** Words that are said of anything are part of no name: "order 1001" is no street. */
function isTalk(piece: string): boolean {
  const words = piece.split(/[\s-]+/).map((word) => plain(word));
  return words.some(
    (word) => word.length > 2 && (TALK.has(word) || isEveryday(word, 'en') || isEveryday(word, 'es')),
  );
}

const TALK = new Set(['order', 'orders', 'pedido', 'orden', 'number', 'numero', 'casa', 'hermana', 'madre']);

/** A town: a name of few words, none of them an everyday one, with a capital unless it stands where a town was asked for. */
function readPlace(piece: string, address: Address, asked: boolean): void {
  const name = piece.replace(LEAD, '').trim();
  if (name === '' || address.city !== '' || !/^\p{L}[\p{L}'’ -]*$/u.test(name)) return;
  if (name.split(/[\s-]+/).length > 4 || isTalk(name) || !(asked || /^\p{Lu}/u.test(name))) return;
  address.city = name;
}

/** A house number put right: "number 27, not 22", "it's 27 not 22"; the street as it is then. Null where none is told. */
export function renumbered(street: string, text: string): string | null {
  const now = /\d{1,5}/.exec(street)?.[0];
  if (now === undefined) return null;
  const named =
    /\b(?:number|no\.?|n[º°]|house|número|numero|num)\s?(?:is |es (?:el )?)?(\d{1,5}\s?[a-z]?)(?![\p{L}\d])/iu.exec(
      text,
    )?.[1];
  const numbers = [...text.matchAll(/(?<![\p{L}\d])\d{1,5}[a-z]?(?![\p{L}\d])/giu)].map(([number]) => number);
  const others = numbers.filter((number) => number !== now);
  const instead = numbers.includes(now) && others.length === 1 ? others[0] : undefined;
  const number = instead ?? (named === now ? undefined : named);
  return number === undefined ? null : street.replace(now, number.trim());
}
