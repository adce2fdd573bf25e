import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findOrdersByTime } from './order-time.ts';

// Monday 2 March 2026, eleven in the morning in Madrid.
const clock = { now: '2026-03-02T10:00:00Z', zone: 'Europe/Madrid' };
const orders = [
  { id: 'today', placed_at: '2026-03-01T23:30:00Z' },
  { id: 'yesterday', placed_at: '2026-03-01T09:00:00Z' },
  { id: 'friday', placed_at: '2026-02-27T12:00:00Z' },
  { id: 'tenth', placed_at: '2026-02-10T12:00:00Z' },
  { id: 'christmas', placed_at: '2025-12-24T12:00:00Z' },
];

describe('orders that are named by when they were placed', () => {
  it.each<[string, string, string[]]>([
    ['en', 'need 2 cancel my last order', ['today']],
    ['en', 'about my most recent purchase', ['today']],
    ['en', 'my first order', ['christmas']],
    ['en', 'the order from yesterday', ['yesterday']],
    ['en', "yesterday's order please", ['yesterday']],
    ['en', 'the order i placed on friday', ['friday']],
    ['en', 'I ordered it on the 10th of feb', ['tenth']],
    ['en', 'bought on February 10', ['tenth']],
    ['en', 'the order from 24 December', ['christmas']],
    ['en', 'the order that I placed today', ['today']],
    ['en', 'at last order something', []],
    ['en', 'it should have come on the 10th of feb', []],
    ['en', 'the order from hell', []],
    ['en', 'the order from 41 March', []],
    ['es', 'cancela mi último pedido', ['today']],
    ['es', 'el pedido de ayer', ['yesterday']],
    ['es', 'lo que pedí el viernes', ['friday']],
    ['es', 'el pedido del 10 de febrero', ['tenth']],
    ['es', 'compré el 24 de diciembre un jarrón', ['christmas']],
    ['es', 'tenía que llegar el 10 de febrero', []],
  ])('%s: %s', (language, text, expected) => {
    expect(findOrdersByTime(text, orders, { ...clock, language }).map(({ id }) => id)).toEqual(expected);
  });
});

test('any text names none or some of the orders, and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('en', 'es', 'sw'), (text, language) => {
      const found = findOrdersByTime(text, orders, { ...clock, language });
      expect(orders).toEqual(expect.arrayContaining(found));
    }),
  );
});
