import { Temporal } from 'temporal-polyfill';
import { wordLanguage } from './everyday-words.ts';

/** An order as it is compared: its number, and when it was placed and delivered, instants. */
export type PlacedOrder = { id: string; placed_at: string; delivered_at?: string };

/** The clock by which days are told: an instant, and the IANA zone of the shop. */
export type Clock = { now: string; zone: string };

type Words = {
  latest: RegExp;
  earliest: RegExp;
  /** Its group is what tells the day. */
  day: RegExp[];
  /** The same for the day of the delivery. */
  delivery: RegExp[];
  /** Says that it was delivered already. */
  delivered: RegExp;
  today: RegExp;
  yesterday: RegExp;
  before_yesterday: RegExp;
  weekdays: readonly string[];
  months: readonly string[];
};

const EN_WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const ES_WEEKDAYS = ['lun', 'mar', 'mie', 'jue', 'vie', 'sab', 'dom'];

const WORDS = {
  en: {
    latest:
      /(?<!\bat )\b(?:last|latest|newest|most recent) (?:order|purchase|thing|item)\b|\bordered (?:last|most recently)\b|\border i (?:just|recently) (?:placed|made)\b/,
    earliest: /\b(?:first|oldest|earliest) (?:order|purchase)\b/,
    day: [
      /\b(?:order|purchase|one|stuff|things?) (?:from|of|that i (?:placed|made) (?:on )?|i (?:placed|made) (?:on )?)\s*(.{3,24})/,
      /\b(?:ordered|bought|purchased) (?:it |them |this |that )?(?:on |back on )?(?:the )?(.{3,24})/,
      /\b(.{3,12})'?s order\b/,
    ],
    delivery: [
      /\b(?:got|arrived|came|delivered|received|turned up)(?: (?:it|them|here|home|in the (?:post|mail)))?(?: back)?(?: on| this| last)? (?:the )?(.{3,24})/,
      /\b(.{3,12})'?s (?:parcel|package|delivery|box)\b/,
      /\b(?:parcel|package|delivery|box) (?:from|of|on) (?:the )?(.{3,24})/,
    ],
    delivered:
      /\b(?:parcel|package|order|box|things?|stuff|delivery|one)(?: (?:that|which))? (?:i(?:'ve| have)? (?:just |already )?(?:got|received)|(?:just |already |has |have |was |were )*(?:came|arrived|come|delivered))\b/,
    today: /^(?:today|this morning|this afternoon|earlier today)\b/,
    yesterday: /^(?:yesterday|last night)\b/,
    before_yesterday: /^the day before yesterday\b/,
    weekdays: EN_WEEKDAYS,
    months: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  es: {
    latest:
      /\bultim[oa] (?:pedido|compra|orden|cosa)\b|\b(?:pedido|compra|orden) mas reciente\b|\bacabo de (?:pedir|comprar|hacer)\b|\blo ultimo que (?:pedi|compre)\b/,
    earliest: /\bprimer(?:o|a)? (?:pedido|compra)\b|\bpedido mas antiguo\b/,
    day: [
      /\b(?:pedido|compra|orden|lo) (?:del|de|que (?:hice|pedi|compre)(?: el)?)\s+(.{3,24})/,
      /\b(?:pedi|compre|encargue) (?:el )?(.{3,24})/,
    ],
    delivery: [
      /\b(?:llego|llegaron|recibi|entregaron|entregasteis|trajeron|vino)(?: a casa)?(?: el| este)? (.{3,24})/,
      /\b(?:paquete|caja|entrega) (?:del|de|que (?:llego|me llego|recibi)(?: el)?)\s+(.{3,24})/,
    ],
    delivered:
      /\b(?:pedido|paquete|caja|cosas?|compra|lo|orden) que (?:ya |acabo de |me |se |ha |han |he )*(?:llego|llegaron|llegado|recibi|recibir|recibido|entrego|entregaron|entregado|tengo en casa)\b/,
    today: /^(?:hoy|esta mañana|esta manana|esta tarde)\b/,
    yesterday: /^(?:ayer|anoche)\b/,
    before_yesterday: /^(?:anteayer|antier|antes de ayer)\b/,
    weekdays: ES_WEEKDAYS,
    months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  },
} satisfies Record<'en' | 'es', Words>;

/**
 * The orders that a text names by when they were placed: "my last order", "the order from yesterday", "what I bought on
 * 12 March". Empty when it names none so; several when that day had several.
 */
export function findOrdersByTime<Order extends PlacedOrder>(
  text: string,
  orders: readonly Order[],
  of: Clock & { language: string },
): Order[] {
  const words: Words = WORDS[wordLanguage(of.language)];
  const said = plain(text);
  const sorted = orders.toSorted((a, b) => Date.parse(a.placed_at) - Date.parse(b.placed_at));
  const ends = words.latest.test(said) ? sorted.at(-1) : words.earliest.test(said) ? sorted[0] : undefined;
  if (ends) return [ends];
  const today = Temporal.Instant.from(of.now).toZonedDateTimeISO(of.zone).toPlainDate();
  for (const pattern of words.day) {
    const day = dayIn(pattern.exec(said)?.[1] ?? '', today, words);
    if (!day) continue;
    const placed = sorted.filter(({ placed_at }) => isOn(placed_at, day, of.zone));
    if (placed.length > 0) return placed;
  }
  return deliveredThen(said, sorted, { words, today, zone: of.zone });
}

type Then = { words: Words; today: Temporal.PlainDate; zone: string };

/** "The parcel I got on Wednesday", "the order that has come". */
function deliveredThen<Order extends PlacedOrder>(said: string, orders: Order[], then: Then): Order[] {
  const { words, today, zone } = then;
  const delivered = orders.filter(({ delivered_at }) => delivered_at !== undefined);
  for (const pattern of words.delivery) {
    const day = dayIn(pattern.exec(said)?.[1] ?? '', today, words);
    const found =
      day === null ? [] : delivered.filter(({ delivered_at = '' }) => isOn(delivered_at, day, zone));
    if (found.length > 0) return found;
  }
  return words.delivered.test(said) ? delivered : [];
}

function isOn(instant: string, day: Temporal.PlainDate, zone: string): boolean {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().equals(day);
}

/** Lower case, without accents; the signs stay. */
function plain(text: string): string {
  return text.slice(0, 2_000).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ');
}

/** The day that words begin with, none of them in the future: "yesterday", "monday", "the 10th of feb", "3 de marzo". */
function dayIn(words: string, today: Temporal.PlainDate, of: Words): Temporal.PlainDate | null {
  if (of.today.test(words)) return today;
  if (of.before_yesterday.test(words)) return today.subtract({ days: 2 });
  if (of.yesterday.test(words)) return today.subtract({ days: 1 });
  const weekday = /^(?:last |this |on |el |pasado )?([a-z]{3})[a-z]*\b/.exec(words)?.[1] ?? '';
  const place = of.weekdays.indexOf(weekday);
  if (place >= 0 && !/^\S+ \d/.test(words)) {
    const back = (today.dayOfWeek - (place + 1) + 7) % 7;
    return today.subtract({ days: back === 0 ? 7 : back });
  }
  return dateIn(words, today, of);
}

const DAY_MONTH = /^(?:the |el )?(\d{1,2})(?:st|nd|rd|th)?(?: of| de)? ([a-z]{3})[a-z]*\b/;
const MONTH_DAY = /^([a-z]{3})[a-z]*\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?\b/;

function dateIn(words: string, today: Temporal.PlainDate, { months }: Words): Temporal.PlainDate | null {
  const [, day, month] = DAY_MONTH.exec(words) ?? [];
  const [, named, number] = MONTH_DAY.exec(words) ?? [];
  const at = months.indexOf(month ?? named ?? '');
  if (at < 0) return null;
  const date = { month: at + 1, day: Number(day ?? number) };
  if (date.day < 1 || date.day > 31) return null;
  const this_year = Temporal.PlainDate.from({ year: today.year, ...date });
  return Temporal.PlainDate.compare(this_year, today) > 0 ? this_year.subtract({ years: 1 }) : this_year;
}
