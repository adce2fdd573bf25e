import { assert } from './assert.ts';
import { localeOf, placeCurrency, writeDecimal } from './locales.ts';

/** An amount in the currency's minor unit (cents of USD, whole yen of JPY). `currency` is ISO 4217. */
export type Money = { amount_cents: number; currency: string };

/** Digits of the minor unit (ISO 4217) where they are not two. */
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((code): [string, number] => [code, 0]),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['USD', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['JPY', '¥'],
  ['INR', '₹'],
  ['KRW', '₩'],
  ['VND', '₫'],
  ['BRL', 'R$'],
  ['CAD', 'CA$'],
  ['AUD', 'A$'],
  ['NZD', 'NZ$'],
  ['MXN', 'MX$'],
  ['CNY', 'CN¥'],
]);

/** How many digits of `currency` stand after the decimal sign. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS.get(currency) ?? 2;
}

/** What one unit of a currency (ISO 4217) is worth in another that is meant: `{ USD: 0.92 }` in euros. */
export type Rates = { [currency: string]: number };

/** More than any limit: the worth of an amount in a currency that has no rate. */
export const UNKNOWN_WORTH = Number.MAX_SAFE_INTEGER;

/** An amount in minor units of the `home` currency, rounded; {@link UNKNOWN_WORTH} where no rate is known. */
export function worthIn({ amount_cents, currency }: Money, home: string, rates: Rates): number {
  if (currency === home || amount_cents === 0) return amount_cents;
  const rate = Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  if (rate === undefined) return UNKNOWN_WORTH;
  return Math.round(amount_cents * rate * 10 ** (minorDigits(home) - minorDigits(currency)));
}

/** An amount as the language writes it: `$1,234.56`, `1.234,56 €`. */
export function formatMoney(money: Money, language: string): string {
  assert(
    Number.isSafeInteger(money.amount_cents),
    `an amount must be an integer of minor units, not ${money.amount_cents}`,
  );
  const locale = localeOf(language);
  const amount = writeDecimal(money.amount_cents, minorDigits(money.currency), locale);
  return placeCurrency(amount, SYMBOLS.get(money.currency) ?? money.currency, locale);
}
