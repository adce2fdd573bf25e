import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bug } from './assert.ts';
import { formatMoney, UNKNOWN_WORTH, worthIn } from './money.ts';

const NO_BREAK = '\u00a0';

describe('an amount is written as the language does', () => {
  test.each([
    ['en', 'USD', 123456, '$1,234.56'],
    ['en', 'USD', -500, '-$5.00'],
    ['en', 'USD', 5, '$0.05'],
    ['en', 'EUR', 100000000, '€1,000,000.00'],
    ['en', 'CHF', 500, `CHF${NO_BREAK}5.00`],
    ['en', 'CHF', -500, `-CHF${NO_BREAK}5.00`],
    ['en-GB', 'GBP', 999, '£9.99'],
    ['de', 'EUR', 123456, `1.234,56${NO_BREAK}€`],
    ['de-AT', 'EUR', -99, `-0,99${NO_BREAK}€`],
    ['es', 'EUR', 123456, `1234,56${NO_BREAK}€`],
    ['es', 'EUR', 1234567, `12.345,67${NO_BREAK}€`],
    ['fr', 'EUR', 123456, `1\u202f234,56${NO_BREAK}€`],
    ['xx', 'USD', 123456, '$1,234.56'],
  ])('%s %s %i is %s', (language, currency, ...amount) => {
    const [amount_cents, written] = amount;
    expect(formatMoney({ amount_cents, currency }, language)).toBe(written);
  });
});

test('a currency without minor units has no decimals, one with three has three', () => {
  expect(formatMoney({ amount_cents: 1234, currency: 'JPY' }, 'en')).toBe('¥1,234');
  expect(formatMoney({ amount_cents: 1234, currency: 'KWD' }, 'en')).toBe(`KWD${NO_BREAK}1.234`);
});

test('the digits written are those of the amount, in every language', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('en', 'de', 'es', 'fr'), (amount_cents, language) => {
      const written = formatMoney({ amount_cents, currency: 'EUR' }, language);
      expect(Number(written.replace(/\D/g, ''))).toBe(Math.abs(amount_cents));
      expect(written.startsWith('-')).toBe(amount_cents < 0);
    }),
  );
});

test('a fraction of a cent is a bug', () => {
  expect(() => formatMoney({ amount_cents: 0.5, currency: 'EUR' }, 'en')).toThrow(Bug);
});

describe('what an amount is worth in another currency', () => {
  test.each([
    [{ amount_cents: 10_000, currency: 'EUR' }, 'EUR', {}, 10_000],
    [{ amount_cents: 10_000, currency: 'SEK' }, 'EUR', { SEK: 0.09 }, 900],
    [{ amount_cents: 18_030, currency: 'JPY' }, 'EUR', { JPY: 0.006 }, 10_818],
    [{ amount_cents: 5_000, currency: 'EUR' }, 'JPY', { EUR: 160 }, 8_000],
    [{ amount_cents: 1_234_567, currency: 'KWD' }, 'USD', { KWD: 3.25 }, 401_234],
    [{ amount_cents: 1, currency: 'SEK' }, 'EUR', {}, UNKNOWN_WORTH],
    [{ amount_cents: 0, currency: 'SEK' }, 'EUR', {}, 0],
  ])('%o in %s at %o', (money, home, rates, worth) => {
    expect(worthIn(money, home, rates)).toBe(worth);
  });
});
