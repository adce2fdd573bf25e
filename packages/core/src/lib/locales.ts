/** How one language writes numbers, money, dates and lists. Our own table, so that a text never depends on a machine. */
export type Locale = {
  decimal: string;
  group: string;
  /** Digits before the first group mark must be at least this many: Spanish writes 1234 but 12.345. */
  least_grouped: number;
  currency: 'before' | 'after';
  /** From Monday. */
  weekdays: readonly [string, string, string, string, string, string, string];
  /** From January, as in "Tuesday 24 Nov". */
  months: readonly string[];
  months_in_full: readonly string[];
  /** `{weekday}`, `{day}`, `{month}`. */
  day: string;
  /** `{day}`, `{month}` (in full), `{year}`. */
  date: string;
  /** `{day}` (as above), `{time}`. */
  datetime: string;
  /** The word between the last two of a list, given what follows it. */
  and: (next: string) => string;
  or: (next: string) => string;
  /** Whether the first (singular) form is used for `count` things. */
  is_one: (count: number) => boolean;
  /** Kinds of payment methods as shop systems name them, and `{name}` of a card with its last `{digits}`. */
  payment: {
    kinds: { [kind: string]: string };
    /** The kind with the brand of the card. */
    branded: string;
    ending: string;
  };
};

const NO_BREAK = '\u00a0';
const NARROW_NO_BREAK = '\u202f';
const ONLY_ONE = (count: number) => Math.abs(count) === 1;

const en: Locale = {
  decimal: '.',
  group: ',',
  least_grouped: 1,
  currency: 'before',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  months_in_full: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
  day: '{weekday} {day} {month}',
  date: '{day} {month} {year}',
  datetime: '{day}, {time}',
  and: () => 'and',
  or: () => 'or',
  is_one: ONLY_ONE,
  payment: {
    kinds: {
      credit_card: 'credit card',
      debit_card: 'debit card',
      gift_card: 'gift card',
      bank_transfer: 'bank transfer',
    },
    branded: '{brand} {kind}',
    ending: '{name} ending in {digits}',
  },
};

const de: Locale = {
  decimal: ',',
  group: '.',
  least_grouped: 1,
  currency: 'after',
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  months: ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.'],
  months_in_full: [
    ...['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni'],
    ...['Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  ],
  day: '{weekday}, {day}. {month}',
  date: '{day}. {month} {year}',
  datetime: '{day}, {time} Uhr',
  and: () => 'und',
  or: () => 'oder',
  is_one: ONLY_ONE,
  payment: {
    kinds: {
      credit_card: 'Kreditkarte',
      debit_card: 'Debitkarte',
      gift_card: 'Geschenkkarte',
      bank_transfer: 'Überweisung',
    },
    branded: '{brand} {kind}',
    ending: '{name} mit den Endziffern {digits}',
  },
};

const es: Locale = {
  decimal: ',',
  group: '.',
  least_grouped: 2,
  currency: 'after',
  weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept', 'oct', 'nov', 'dic'],
  months_in_full: [
    ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
    ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  ],
  day: '{weekday} {day} {month}',
  date: '{day} de {month} de {year}',
  datetime: '{day}, {time}',
  // "y" before the sound of i becomes "e" (aguja e hilo, but nieve y hielo); "o" before the sound of o becomes "u".
  and: (next) => (/^(i|hi(?!e))/i.test(next) ? 'e' : 'y'),
  or: (next) => (/^h?o/i.test(next) ? 'u' : 'o'),
  is_one: ONLY_ONE,
  payment: {
    kinds: {
      credit_card: 'tarjeta de crédito',
      debit_card: 'tarjeta de débito',
      gift_card: 'tarjeta regalo',
      bank_transfer: 'transferencia',
    },
    branded: '{kind} {brand}',
    ending: '{name} terminada en {digits}',
  },
};

const fr: Locale = {
  decimal: ',',
  group: NARROW_NO_BREAK,
  least_grouped: 1,
  currency: 'after',
  weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  months: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  months_in_full: [
    ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
    ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  ],
  day: '{weekday} {day} {month}',
  date: '{day} {month} {year}',
  datetime: '{day}, {time}',
  and: () => 'et',
  or: () => 'ou',
  is_one: (count) => Math.abs(count) < 2,
  payment: {
    kinds: {
      credit_card: 'carte de crédit',
      debit_card: 'carte de débit',
      gift_card: 'carte cadeau',
      bank_transfer: 'virement',
    },
    branded: '{kind} {brand}',
    ending: '{name} se terminant par {digits}',
  },
};

/** Every language whose formats Hark knows. */
export const LOCALES: { readonly [language: string]: Locale } = { en, de, es, fr };

/** A pattern such as `{day}, {time}` with its parts put in. */
export function fillPattern(pattern: string, parts: { [name: string]: string }): string {
  return pattern.replace(/\{([a-z]+)\}/g, (_, name: string) => parts[name] ?? '');
}

/** The formats of a BCP 47 language: those of its first subtag, else the English ones. */
export function localeOf(language: string): Locale {
  const base = language.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(LOCALES, base) ? LOCALES[base]! : en;
}

/** `value` written with `decimals` digits after the decimal sign: an integer of units of 10^-decimals. */
export function writeDecimal(value: number, decimals: number, locale: Locale): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals);
  const sign = value < 0 ? '-' : '';
  return sign + grouped(whole, locale) + (rest === '' ? '' : locale.decimal + rest);
}

/** Amount and sign of a currency in the order of the language, kept on one line. */
export function placeCurrency(amount: string, symbol: string, locale: Locale): string {
  if (locale.currency === 'after') return `${amount}${NO_BREAK}${symbol}`;
  const sign = amount.startsWith('-') ? '-' : '';
  // A code stands apart from the amount (CHF 5.00), a sign does not ($5.00).
  const gap = /[A-Z]$/.test(symbol) ? NO_BREAK : '';
  return sign + symbol + gap + amount.slice(sign.length);
}

function grouped(whole: string, locale: Locale): string {
  if (whole.length < 3 + locale.least_grouped) return whole;
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  return groups.join(locale.group);
}
