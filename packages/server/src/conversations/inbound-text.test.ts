import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inboundText, maskCardNumbers } from './inbound-text.ts';

/** Test numbers that the card schemes publish. */
const CARDS = [
  '4111111111111111',
  '5555555555554444',
  '378282246310005',
  '6011111111111117',
  '3530111333300000',
  '30569309025904',
];

describe('card numbers are masked before anything is kept', () => {
  test.each(CARDS)('%s, however it is written', (card) => {
    const last = card.slice(-4);
    const hidden = '•'.repeat(card.length - 4) + last;
    expect(maskCardNumbers(`my card is ${card}, thanks`)).toBe(`my card is ${hidden}, thanks`);
    const spaced = card.replace(/(.{4})(?=.)/g, '$1 ');
    expect(maskCardNumbers(spaced).replaceAll(' ', '')).toBe(hidden);
    expect(maskCardNumbers(card.replace(/(.{4})(?=.)/g, '$1-')).replaceAll('-', '')).toBe(hidden);
  });

  test('in digits of another script', () => {
    expect(maskCardNumbers('４１１１ １１１１ １１１１ １１１１')).toBe('•••• •••• •••• １１１１');
    expect(maskCardNumbers('𝟦𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣𝟣')).toMatch(/^•+𝟣𝟣𝟣𝟣$/u);
    expect(maskCardNumbers('٤١١١١١١١١١١١١١١١')).toBe('••••••••••••١١١١');
  });

  test('next to other numbers', () => {
    expect(maskCardNumbers('order 1234567 4111 1111 1111 1111 123')).toBe(
      'order 1234567 •••• •••• •••• 1111 123',
    );
  });

  test('every number with a known prefix and the right check digit', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 14, maxLength: 14 }), (middle) => {
        const body = [4, ...middle];
        const check = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => [...body, digit].join(''));
        const masked = check.filter((number) => maskCardNumbers(number) !== number);
        expect(masked).toHaveLength(1);
        expect(maskCardNumbers(`x ${masked[0]} y`)).toBe(`x ••••••••••••${masked[0]?.slice(-4)} y`);
      }),
    );
  });

  test.each([
    'order W1234567 of 2026-11-23, 49.99 EUR',
    'order 112-4567890-1234567',
    'call me at +34 612 345 678',
    'parcel 1Z999AA10123456784',
    '4111111111111112',
    '1111111111111111',
  ])('but not what is no card: %s', (text) => {
    expect(maskCardNumbers(text)).toBe(text);
  });
});

test('control characters go, line ends are one kind, halves of characters become a mark', () => {
  expect(inboundText('\u0000he\u0007llo\r\nyou\ud800 \u202eabc')).toBe('hello\nyou\ufffd \u202eabc');
  expect(inboundText('\u0000\u0001 \n\t')).toBe('');
});

test('any text is answered with one that can be kept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
      const text = inboundText(raw);
      expect(text.includes('\u0000')).toBe(false);
      expect(inboundText(text)).toBe(text);
    }),
  );
});

test('a hundred thousand digits, each of which may begin a card number, are looked at', () => {
  const digits = '4 '.repeat(100_000);
  expect(maskCardNumbers(digits)).toHaveLength(digits.length);
});
