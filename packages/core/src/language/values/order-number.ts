import type { Order } from '../../conversation/world.ts';
import { plain } from './everyday-words.ts';
import { LONGEST } from './match.ts';
import { unitNamed } from './quantity.ts';

/** What is compared of a known order: its number, and the other numbers on it that are not order numbers. */
export type NumberedOrder = Pick<Order, 'id'> &
  Partial<Pick<Order, 'lines' | 'parcels' | 'payments' | 'address'>>;

/** An order of the buyer's that is named by its whole number or by its last digits. Offsets are UTF-16. */
export type FoundOrder = { order_id: string; from: number; to: number; how: 'full' | 'partial' };

/** A number that looks like an order's and is none of the buyer's. */
export type ForeignOrderNumber = { text: string; from: number; to: number };

type Shape = { letters: string; digits: string; compact: string };

function shapeOf(id: string): Shape {
  const compact = plain(id).replace(/[^a-z0-9]/g, '');
  return { compact, letters: /^[a-z]*/.exec(compact)?.[0] ?? '', digits: compact.replace(/\D/g, '') };
}

type Squeezed = { chars: string; at: number[] };

// Numbers are told in pieces ("W 12-34 567"), so they are looked for in the text's letters and digits alone.
function squeeze(text: string): Squeezed {
  let chars = '';
  const at: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index).toLowerCase();
    if (!/^[a-z0-9]$/.test(char)) continue;
    chars += char;
    at.push(index);
  }
  return { chars, at };
}

/** The buyer's orders that are named in a text, in the order told, each once. */
export function findOrders(text: string, known: NumberedOrder[]): FoundOrder[] {
  const cut = text.slice(0, LONGEST);
  const squeezed = squeeze(cut);
  const found: FoundOrder[] = [];
  for (const order of known) {
    const shape = shapeOf(order.id);
    const place =
      placeOf(cut, squeezed, shape.compact) ??
      (shape.digits.length >= 4 ? placeOf(cut, squeezed, shape.digits) : null);
    if (place) found.push({ order_id: order.id, ...place, how: 'full' });
  }
  const inside = (one: FoundOrder): boolean =>
    found.some(
      (other) =>
        other !== one &&
        other.from <= one.from &&
        one.to <= other.to &&
        other.to - other.from > one.to - one.from,
    );
  const whole = found.filter((one) => !inside(one));
  return [...whole, ...partial(cut, known, whole)].sort((a, b) => a.from - b.from);
}

function placeOf(text: string, squeezed: Squeezed, wanted: string): { from: number; to: number } | null {
  if (wanted.length < 2) return null;
  for (
    let start = squeezed.chars.indexOf(wanted);
    start >= 0;
    start = squeezed.chars.indexOf(wanted, start + 1)
  ) {
    const from = squeezed.at[start]!;
    const to = squeezed.at[start + wanted.length - 1]! + 1;
    if (isWhole(text, from, to)) return { from, to };
  }
  return null;
}

/** Neither a piece of a longer number or word, nor words that happen to stand together. */
function isWhole(text: string, from: number, to: number): boolean {
  const written = text.slice(from, to);
  if (/[^a-z0-9][^a-z0-9]{2}|[,;!?\n]/i.test(written)) return false;
  if (/[a-z0-9_]$/i.test(text.slice(0, from)) || /^[a-z0-9_]/i.test(text.slice(to))) return false;
  const gapped = /[^a-z0-9]/i.test(written);
  const before = text.slice(Math.max(0, from - 2), from);
  const after = text.slice(to, to + 2);
  if (/\d[-.,/]$/.test(before) || /^[-.,/]\d/.test(after) || /[$€£]$/.test(before.trimEnd())) return false;
  return !(gapped && (/\d\s$/.test(before) || /^\s\d/.test(after)));
}

const ENDING =
  /(?:\b(?:end(?:s|ing|ed)?|finish(?:es|ing)?)\s+(?:in|with|on)|\blast\s+(?:\w{1,5}\s+)?(?:digits?|numbers?|ones)?\s*(?:(?:of|on)\s+(?:the|my)\s+order\s*(?:number)?\s*)?(?:are|is|were|:)?|\btermina(?:do|da)?\s+(?:en|con)|\bacaba(?:do|da)?\s+(?:en|con)|\bultim[oa]s\s+(?:\w{1,6}\s+)?(?:digitos|numeros|cifras)?\s*(?:son|es|:)?|[.…*x#]{2,4}|…)\s*["'#]?([a-z]?\d{2,10})\b/gi;
const OF_A_CARD = /\b(?:card|visa|mastercard|amex|paypal|tarjeta|phone|zip|postcode|account|telefono)\b/;

function partial(text: string, known: NumberedOrder[], whole: FoundOrder[]): FoundOrder[] {
  const found: FoundOrder[] = [];
  const bare = text.normalize('NFC').length === text.length ? unaccented(text) : text;
  const take = (digits: string, from: number): void => {
    const to = from + digits.length;
    if (whole.some((one) => one.from < to && from < one.to) || found.some((one) => one.from === from)) return;
    const fitting = known.filter((order) => shapeOf(order.id).compact.endsWith(digits.toLowerCase()));
    const [only, second] = fitting;
    if (only && !second && !whole.some((one) => one.order_id === only.id)) {
      found.push({ order_id: only.id, from, to, how: 'partial' });
    }
  };
  for (const match of bare.matchAll(ENDING)) {
    const digits = match[1]!;
    const before = bare.slice(Math.max(0, match.index - 30), match.index).toLowerCase();
    const nearest = before.lastIndexOf('order');
    if (OF_A_CARD.test(nearest >= 0 ? before.slice(nearest) : before)) continue;
    take(digits, match.index + match[0].length - digits.length);
  }
  for (const candidate of candidates(text)) {
    const alone = text.trim().replace(/^#/, '') === candidate.text.replace(/^#/, '');
    if ((candidate.cued && candidate.digits.length >= 3) || alone) {
      const from = candidate.to - candidate.digits.length;
      take(candidate.digits, from);
    }
  }
  return found;
}

// One letter for one, so that offsets stay.
function unaccented(text: string): string {
  return [...text]
    .map((char) => (char.length === 1 && plain(char).length === 1 ? plain(char) : char))
    .join('');
}

type Candidate = {
  text: string;
  letters: string;
  digits: string;
  from: number;
  to: number;
  hashed: boolean;
  cued: boolean;
};

const TOKEN = /(#\s?)?\b([a-z]{1,5})?[- ]?(\d[\d-]{1,22})\b(?!\w)/gi;
const CUE =
  /\b(?:orders?|pedidos?|purchase|compra|orden)\s*(?:numbers?|numero|num|nr|no|nº|id|ref(?:erence)?)?\s*(?:is|was|es|era)?\s*[.:#°º]{0,2}\s*["'(]?\s*$/i;

function candidates(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const before = unaccented(text.slice(Math.max(0, match.index - 40), match.index));
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 14);
    const letters = (match[2] ?? '').toLowerCase();
    const word = /^(?:order|is|was|no|nr|num|id|my|the|of|in|es|zip|to|for|and|from)$/.test(letters);
    const digits = match[3]!.replace(/\D/g, '');
    if (/[$€£]\s?$/.test(before) || /^[.,]\d/.test(after) || /\d[.,:/]$/.test(before) || /@$/.test(before))
      continue;
    if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(match[3]!)) continue;
    if (unitNamed(plain(/^\s?([a-z]+)/i.exec(after)?.[1] ?? ''), false)) continue;
    const lead = /^[\s-]*/.exec(match[0])?.[0].length ?? 0;
    const from = match.index + (word ? match[0].length - match[3]!.length : lead);
    found.push({
      text: text.slice(from, match.index + match[0].length),
      letters: word ? '' : letters,
      digits,
      from,
      to: match.index + match[0].length,
      hashed: match[1] !== undefined,
      cued: CUE.test(word ? `${before}${match[2]} ` : before),
    });
  }
  return found;
}

const ANOTHER_NUMBER =
  /\b(?:track(?:ing)?|parcel|phone|call|mobile|tel|card|visa|mastercard|paypal|zip|postal|postcode|code|item|ending|ends|in|with|digits|apt|suite|unit|box)\W*(?:number|no|id|code|is)?\W*$/i;

/** Numbers that look like an order's but are none of `known`: of the known shape, or said to be an order. */
export function findForeignOrderNumbers(text: string, known: NumberedOrder[]): ForeignOrderNumber[] {
  const cut = text.slice(0, LONGEST);
  const own = findOrders(cut, known);
  const shapes = known.map((order) => shapeOf(order.id));
  const other = new Set(known.flatMap(otherNumbers));
  return candidates(cut)
    .filter((one) => {
      if (own.some((found) => found.from < one.to && one.from < found.to)) return false;
      if (other.has(one.digits) || one.digits.length < 4) return false;
      if (one.cued || one.hashed) return true;
      const before = unaccented(cut.slice(Math.max(0, one.from - 24), one.from));
      if (ANOTHER_NUMBER.test(before)) return false;
      return shapes.some((shape) => isLike(one, shape));
    })
    .map(({ text: written, from, to }) => ({ text: written, from, to }));
}

function isLike(one: Candidate, shape: Shape): boolean {
  if (shape.letters !== '' && one.letters === shape.letters)
    return Math.abs(one.digits.length - shape.digits.length) <= 1;
  return one.letters === '' && one.digits.length >= 6 && one.digits.length === shape.digits.length;
}

function otherNumbers(order: NumberedOrder): string[] {
  const ofLines = (order.lines ?? []).flatMap((line) => [line.item_id, line.product_id, line.line_id]);
  const ofParcels = (order.parcels ?? []).map((parcel) => parcel.tracking_id);
  const ofPayments = (order.payments ?? []).map((payment) => payment.payment_method_id);
  const postcode = order.address ? [order.address.postcode] : [];
  return [...ofLines, ...ofParcels, ...ofPayments, ...postcode]
    .map((id) => id.replace(/\D/g, ''))
    .filter((id) => id !== '');
}
