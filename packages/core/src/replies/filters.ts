import { Temporal } from 'temporal-polyfill';
import { Bug } from '../lib/assert.ts';
import { kindOf } from '../lib/kind.ts';
import { fillPattern, type Locale, localeOf } from '../lib/locales.ts';
import { formatMoney } from '../lib/money.ts';
import { isZone } from '../lib/time.ts';

/** The playbook's own formats: `zone` in which times are told, `currency` of amounts that are of no order. */
export type Formats = { zone: string; currency: string };

/** What a filter gets: the value before the bar and the arguments after the colon. Neither is trusted. */
export type Filter = (value: unknown, ...given: unknown[]) => unknown;

/** Ways in which `date` tells an instant. */
export const DATE_STYLES = ['day', 'time', 'datetime', 'date'] as const;
/** One of {@link DATE_STYLES}. */
export type DateStyle = (typeof DATE_STYLES)[number];

/** Hark's own filters in one language. What they cannot tell is a {@link Bug}: the buyer never reads half a sentence. */
export function filtersOf(language: string, formats: Formats): { [name: string]: Filter } {
  const locale = localeOf(language);
  return {
    money: (value, currency) => money(value, { language, currency: text(currency, formats.currency) }),
    date: (value, style, zone) => {
      const how = { zone: zoneOf(zone, formats.zone), style: dateStyle(style) };
      return formatDate(instant(value), locale, how) + zoneNote(instant(value), how, formats.zone);
    },
    list: (value, word) => formatList(texts(value), locale, word === 'or' ? 'or' : 'and'),
    plural: (count, one, many) => (locale.is_one(number(count)) ? one : many),
    sentence_case: (value) => sentenceCase(text(value)),
  };
}

function money(value: unknown, { language, currency }: { language: string; currency: string }): string {
  if (typeof value === 'number') return formatMoney({ amount_cents: value, currency }, language);
  if (typeof value === 'object' && value !== null && 'amount_cents' in value && 'currency' in value) {
    return formatMoney(
      { amount_cents: number(value.amount_cents), currency: text(value.currency) },
      language,
    );
  }
  throw new Bug(`money needs an amount, not ${kindOf(value)}`);
}

/** An instant in words of the language, as clocks in `zone` show it: `Tuesday 24 Nov, 18:00`. */
export function formatDate(
  at: Temporal.Instant,
  locale: Locale,
  how: { zone: string; style: DateStyle },
): string {
  const local = at.toZonedDateTimeISO(how.zone);
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
  const parts = {
    weekday: locale.weekdays[local.dayOfWeek - 1] ?? '',
    day: String(local.day),
    month: locale.months[local.month - 1] ?? '',
  };
  switch (how.style) {
    case 'time':
      return time;
    case 'day':
      return fillPattern(locale.day, parts);
    case 'datetime':
      return fillPattern(locale.datetime, { day: fillPattern(locale.day, parts), time });
    case 'date':
      return fillPattern(locale.date, {
        day: parts.day,
        month: locale.months_in_full[local.month - 1] ?? '',
        year: String(local.year),
      });
  }
}

/** `a, b and c`. */
export function formatList(items: readonly string[], locale: Locale, word: 'and' | 'or'): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (items.length === 1) return last;
  return `${items.slice(0, -1).join(', ')} ${locale[word](last)} ${last}`;
}

/** The text with its first letter in upper case. */
export function sentenceCase(value: string): string {
  const [first = ''] = value;
  return first.toUpperCase() + value.slice(first.length);
}

function zoneOf(zone: unknown, otherwise: string): string {
  const named = text(zone, otherwise);
  if (!isZone(named)) throw new Bug(`date needs a time zone, not ${named}`);
  return named;
}

/** A time on other clocks than the playbook's says on which. */
function zoneNote(at: Temporal.Instant, how: { zone: string; style: DateStyle }, own: string): string {
  if (how.style === 'day' || how.style === 'date') return '';
  const [there, here] = [at.toZonedDateTimeISO(how.zone), at.toZonedDateTimeISO(own)];
  if (there.offsetNanoseconds === here.offsetNanoseconds) return '';
  return ` (${(how.zone.split('/').at(-1) ?? how.zone).replaceAll('_', ' ')})`;
}

function instant(value: unknown): Temporal.Instant {
  try {
    return Temporal.Instant.from(text(value));
  } catch (error) {
    if (error instanceof RangeError) throw new Bug(`date needs an ISO 8601 instant, not ${kindOf(value)}`);
    throw error;
  }
}

function dateStyle(style: unknown): DateStyle {
  if (style === undefined) return 'datetime';
  const known = DATE_STYLES.find((one) => one === style);
  if (known === undefined) throw new Bug(`date knows ${DATE_STYLES.join(', ')}, not ${kindOf(style)}`);
  return known;
}

function text(value: unknown, otherwise?: string): string {
  if (typeof value === 'string') return value;
  if (value === undefined && otherwise !== undefined) return otherwise;
  throw new Bug(`a text is needed, not ${kindOf(value)}`);
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Bug(`list needs a list, not ${kindOf(value)}`);
  return value.map((item) => (typeof item === 'number' ? String(item) : text(item)));
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new Bug(`a number is needed, not ${kindOf(value)}`);
}
