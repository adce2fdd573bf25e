import type { Product } from '../../conversation/world.ts';
import { cutBefore } from './cut-before.ts';
import { lineCues } from './line-cues.ts';
import {
  type ComparedLine,
  type FoundLine,
  findLines,
  type LineChange,
  type LineMention,
  mentionsIn,
  withoutDescriptions,
} from './lines.ts';
import type { Token } from './match.ts';
import { findWantedOptions, type WantedOptions } from './wanted.ts';

/** One line and what is wanted in its place; `from` and `to` span the words of its wish. */
export type FoundSwap = WantedOptions & {
  line_id: string;
  order_id: string;
  /** Of the line: below 0.6 others fit as well. */
  score: number;
  /** Anything at all is said of what is wanted. */
  has_wish: boolean;
  from: number;
  to: number;
};

/** The products of the lines, and the language of the text. */
export type SwapsOf = { products: { [product_id: string]: Product }; language: string };

type Piece = { mentions: LineMention[]; from: number; to: number };

/** Which lines are to be exchanged for what: the text is cut into one piece a line, and each piece read for itself. */
export function findSwaps(
  text: string,
  lines: ComparedLine[],
  of: SwapsOf,
): { swaps: FoundSwap[]; change: LineChange } {
  const named = findLines.withChange(text, lines, of.language);
  if (named.change === 'remove') {
    return {
      swaps: named.found.flatMap((found) => swapOf(found, { text: '', from: found.from, lines, of })),
      change: 'remove',
    };
  }
  const { text: words, mentions } = mentionsIn(text, lines, { language: of.language, more: valuesOf(of) });
  const kept = withoutDescriptions(mentions.filter((one) => !one.excluded));
  const exchanged = words.some((token) => EXCHANGES.has(token.word));
  if (kept.length === 0) return { swaps: withoutName(text, lines, of), change: named.change };
  const swaps = pieces(words, kept).flatMap((piece) => {
    const read = readPiece(text, piece, { lines, of });
    return exchanged && isOtherWish(words, piece) ? read.filter((swap) => swap.has_wish) : read;
  });
  const all = lineCues(words, of.language).everything === 'meant' ? named.found : [];
  const others = all.filter(
    (found) => !swaps.some((swap) => swap.line_id === found.line_id && swap.order_id === found.order_id),
  );
  const rest = others.flatMap((found) => swapOf(found, { text: '', from: found.from, lines, of }));
  return { swaps: once([...swaps, ...rest]), change: named.change };
}

const EXCHANGES = new Set([
  'exchange',
  'swap',
  'change',
  'replace',
  'modify',
  'switch',
  'trade',
  'cambiar',
  'cambio',
]);
const OTHER_WISHES = new Set(['return', 'cancel', 'refund', 'send', 'devolver', 'cancelar']);

/** "return the table and exchange the parka": the table is not to be exchanged. */
function isOtherWish(words: Token[], piece: Piece): boolean {
  const before = words.slice(0, piece.mentions[0]!.first);
  const verb = before.findLast((token) => EXCHANGES.has(token.word) || OTHER_WISHES.has(token.word));
  return verb !== undefined && OTHER_WISHES.has(verb.word);
}

function valuesOf(of: SwapsOf): string[] {
  return Object.values(of.products).flatMap((product) =>
    product.variants.flatMap((variant) => Object.values(variant.options)),
  );
}

function once(swaps: FoundSwap[]): FoundSwap[] {
  return swaps.filter((one, at) => {
    const same = swaps.filter((other) => other.line_id === one.line_id && other.order_id === one.order_id);
    const best = same.find((other) => other.has_wish) ?? same[0];
    return best === one && swaps.indexOf(one) === at;
  });
}

/** One piece for each run of mentions of the same thing; it ends where the next one's words begin. */
function pieces(words: Token[], mentions: LineMention[]): Piece[] {
  const groups: LineMention[][] = [];
  for (const mention of mentions) {
    const last = groups.at(-1);
    if (
      last?.some((other) => other.names.some((name) => mention.names.includes(name))) &&
      !isAnother(last, mention)
    )
      last.push(mention);
    else groups.push([mention]);
  }
  const starts = groups.map((group, at) =>
    at === 0 ? 0 : cutBefore(words, groups[at - 1]!.at(-1)!.last + 1, group[0]!.first),
  );
  const end = words.at(-1)?.to ?? 0;
  return groups.map((group, at): Piece => {
    const next = starts[at + 1];
    return {
      mentions: group,
      from: at === 0 ? 0 : words[starts[at]!]!.from,
      to: next === undefined ? end : words[next]!.from,
    };
  });
}

/** Another article of the same product: both mentions say surely which, and it is not the same one, and neither is the wish. */
function isAnother(group: LineMention[], mention: LineMention): boolean {
  const [only, second] = mention.found;
  if (!only || second || mention.role === 'wanted' || only.by_option.length === 0) return false;
  return group.every(
    (other) =>
      other.found.length === 1 && other.found[0]!.line_id !== only.line_id && mention.role !== 'rejected',
  );
}

type Around = { lines: ComparedLine[]; of: SwapsOf };

function readPiece(text: string, piece: Piece, around: Around): FoundSwap[] {
  const own = text.slice(piece.from, piece.to);
  const owned = piece.mentions.filter((one) => one.role === 'rejected' || one.role === 'present');
  const telling = owned.length > 0 ? owned : piece.mentions;
  const found = telling.flatMap((mention) => mention.found);
  const sure = found.filter((one) => one.score >= 0.6);
  const pool = sure.length > 0 ? sure : found;
  const swaps = unique(pool).flatMap((one) => swapOf(one, { text: own, from: piece.from, ...around }));
  if (swaps.length < 2) return swaps;
  // Of several lines of a product the one is meant that has what is given away, not what is wanted.
  const fits = swaps.map((swap) => ({ swap, points: presentPoints(swap, around.lines) }));
  const most = Math.max(...fits.map((one) => one.points));
  const best = fits.filter((one) => one.points === most).map((one) => one.swap);
  return best.length === 1 ? best.map((swap) => ({ ...swap, score: Math.max(swap.score, 0.7) })) : best;
}

function presentPoints(swap: FoundSwap, lines: ComparedLine[]): number {
  const line = lines.find((one) => one.line_id === swap.line_id && one.order_id === swap.order_id);
  const options = line?.options ?? {};
  const given = Object.entries(swap.rejected).filter(([option, values]) =>
    values.includes(options[option] ?? ''),
  ).length;
  const wrong = Object.entries(swap.rejected).filter(
    ([option, values]) => !values.includes(options[option] ?? ''),
  ).length;
  const already = Object.entries(swap.wanted).filter(([option, value]) => options[option] === value).length;
  return 2 * given - 2 * wrong - already;
}

function unique(found: FoundLine[]): FoundLine[] {
  return found.filter(
    (one, at) =>
      found.findIndex((other) => other.line_id === one.line_id && other.order_id === one.order_id) === at,
  );
}

type Reading = Around & { text: string; from: number };

function swapOf(found: FoundLine, reading: Reading): FoundSwap[] {
  const line = reading.lines.find((one) => one.line_id === found.line_id && one.order_id === found.order_id);
  if (!line) return [];
  const product = reading.of.products[line.product_id];
  const { language } = reading.of;
  const wish: WantedOptions = product
    ? findWantedOptions(reading.text, { product, current: line.options, language })
    : { wanted: {}, either: {}, rejected: {}, unclear: [], preference: null, same: false };
  return [
    {
      ...wish,
      line_id: line.line_id,
      order_id: line.order_id,
      score: found.score,
      has_wish: Object.keys(wish.wanted).length > 0 || wish.preference !== null || wish.same,
      from: reading.from,
      to: reading.from + reading.text.length,
    },
  ];
}

/** No article is named: the only line there is, or the only one that has what is given away. */
function withoutName(text: string, lines: ComparedLine[], of: SwapsOf): FoundSwap[] {
  const pointed = findLines(text, lines, of.language);
  const candidates =
    lines.length === 1 ? lines.map(asFound) : pointed.length > 0 ? pointed : lines.map(asFound);
  const read = candidates.flatMap((found) => swapOf(found, { text, from: 0, lines, of }));
  if (lines.length === 1) return read.filter((one) => one.has_wish);
  if (pointed.length > 0) return read;
  const fitting = read.filter((one) => one.has_wish && presentPoints(one, lines) > 0);
  return fitting.length === 1 ? fitting : [];
}

function asFound(line: ComparedLine): FoundLine {
  return { line_id: line.line_id, order_id: line.order_id, score: 0.7, from: 0, to: 0, by_option: [] };
}
