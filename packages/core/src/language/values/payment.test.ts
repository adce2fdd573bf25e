import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPaymentMethods } from './payment.ts';

const methods = [
  { id: 'paypal_11', kind: 'paypal' },
  { id: 'gift_22334', kind: 'gift_card', balance_cents: 5000 },
  { id: 'card_777001', kind: 'credit_card', brand: 'visa', last_four: '4242' },
  { id: 'card_777002', kind: 'credit_card', brand: 'mastercard', last_four: '9911' },
  { id: 'card_777003', kind: 'debit_card', brand: 'visa', last_four: '3035' },
];

function best(text: string, language = 'en'): string[] {
  const { found } = findPaymentMethods(text, methods, language);
  return found.filter((one) => one.score === found[0]!.score).map((one) => one.id);
}

describe('payment methods', () => {
  it.each<[string, string[]]>([
    ['PayPal please', ['paypal_11']],
    ['pay pal', ['paypal_11']],
    ['put it on my gift card', ['gift_22334']],
    ['store credit is fine', ['gift_22334']],
    ['mastercard', ['card_777002']],
    ['my Master Card', ['card_777002']],
    ['credit card', ['card_777001', 'card_777002']],
    ['debit card', ['card_777003']],
    ['visa', ['card_777001', 'card_777003']],
    ['the visa ending in 3035', ['card_777003']],
    ['card ending 9911', ['card_777002']],
    ['4242', ['card_777001']],
    ['not the gift card but PayPal', ['paypal_11']],
    ['use PayPal instead of my mastercard', ['paypal_11']],
    ['I paid with mastercard, refund it to PayPal', ['paypal_11']],
    ['card', ['card_777001', 'card_777002', 'card_777003']],
    ['I do not care', []],
    ['the lamp is broken', []],
  ])('%s', (text, expected) => {
    expect(best(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['con mi tarjeta regalo', ['gift_22334']],
    ['a la tarjeta de débito', ['card_777003']],
    ['prefiero un vale', ['gift_22334']],
    ['vale, con paypal', ['paypal_11']],
    ['vale sí', []],
  ])('in Spanish: %s', (text, expected) => {
    expect(best(text, 'es')).toEqual(expected);
  });

  it.each([
    'the original payment method',
    'same card as before',
    'the card I paid with',
    'back to how I paid',
    'the one I used for it',
  ])('the one paid with: %s', (text) => {
    expect(findPaymentMethods(text, methods, 'en').original).toBe(true);
  });

  it('takes no other card for one that the buyer does not have', () => {
    const { found, absent } = findPaymentMethods('charge the card ending in 1234', methods, 'en');
    expect(found).toEqual([]);
    expect(absent).toEqual(['1234']);
    expect(findPaymentMethods('klarna', methods, 'en')).toMatchObject({ found: [], absent: ['klarna'] });
  });

  it('names only what was offered', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.subarray(methods), (text, some) => {
        for (const one of findPaymentMethods(text, some, 'en').found)
          expect(some.some((each) => each.id === one.id)).toBe(true);
      }),
    );
  });
});
