import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Order } from '../conversation/world.ts';
import { addMs } from '../lib/time.ts';
import { measured, NEVER_DAYS, placedWithin } from './measures.ts';

const AT = '2026-03-02T10:00:00.000Z';
const DAY_MS = 86_400_000;

type Bought = { days_ago: number | null; total_cents: number; back_cents: number; currency: string };

function order({ days_ago, total_cents, back_cents, currency }: Bought, at = 0): Order {
  const place = { line1: '', line2: '', city: '', region: '', postcode: '', country: '' };
  return {
    id: `#${at}`,
    buyer_id: 'ada',
    shop_id: 'shop',
    shop: { name: 'Shop', zone: 'UTC' },
    status: 'delivered',
    currency,
    ...(days_ago === null ? {} : { placed_at: addMs(AT, -days_ago * DAY_MS) }),
    lines: [],
    total_cents,
    address: place,
    payments: [
      { kind: 'payment', amount_cents: total_cents, payment_method_id: 'visa' },
      ...(back_cents > 0
        ? [{ kind: 'refund' as const, amount_cents: back_cents, payment_method_id: 'visa' }]
        : []),
    ],
    parcels: [],
  };
}

const bought: fc.Arbitrary<Bought> = fc
  .record({
    days_ago: fc.option(fc.integer({ min: 0, max: 900 })),
    total_cents: fc.integer({ min: 0, max: 500_000 }),
    share: fc.integer({ min: 0, max: 100 }),
    currency: fc.constantFrom('EUR', 'USD'),
  })
  .map(({ share, ...one }) => ({ ...one, back_cents: Math.floor((one.total_cents * share) / 100) }));

test('two orders, one of them paid back in part, and one in dollars', () => {
  const orders = [
    { days_ago: 3, total_cents: 10_000, back_cents: 2_500, currency: 'EUR' },
    { days_ago: 40, total_cents: 5_000, back_cents: 5_000, currency: 'EUR' },
    { days_ago: 1, total_cents: 7_000, back_cents: 0, currency: 'USD' },
  ].map(order);
  expect(measured(orders, { at: AT, currency: 'EUR', rates: {} })).toEqual({
    recency_days: 1,
    frequency: 3,
    value_cents: 7_500,
  });
  expect(measured(orders, { at: AT, currency: 'EUR', rates: { USD: 0.9 } }).value_cents).toBe(13_800);
});

test('who never bought, or when nobody knows, bought longer ago than any condition asks for', () => {
  expect(measured([], { at: AT, currency: 'EUR', rates: {} })).toEqual({
    recency_days: NEVER_DAYS,
    frequency: 0,
    value_cents: 0,
  });
  const undated = order({ days_ago: null, total_cents: 100, back_cents: 0, currency: 'EUR' });
  expect(measured([undated], { at: AT, currency: 'EUR', rates: {} })).toMatchObject({
    recency_days: NEVER_DAYS,
    frequency: 1,
    value_cents: 100,
  });
  expect(placedWithin([undated], AT, 'P365D')).toEqual([]);
  expect(placedWithin([undated], AT, undefined)).toEqual([undated]);
});

test('what orders are worth is the sum over any split of them, and their order does not matter', () => {
  fc.assert(
    fc.property(fc.array(bought), fc.array(bought), (some, others) => {
      const of = (list: Bought[]) => measured(list.map(order), { at: AT, currency: 'EUR', rates: {} });
      const all = of([...some, ...others]);
      expect(all.value_cents).toBe(of(some).value_cents + of(others).value_cents);
      expect(all.frequency).toBe(some.length + others.length);
      expect(all.recency_days).toBe(Math.min(of(some).recency_days, of(others).recency_days));
      expect(of([...others, ...some])).toEqual(all);
    }),
  );
});

test('one more order makes nobody older, rarer or worth less', () => {
  fc.assert(
    fc.property(fc.array(bought), bought, (list, more) => {
      const before = measured(list.map(order), { at: AT, currency: 'EUR', rates: {} });
      const after = measured([...list, more].map(order), { at: AT, currency: 'EUR', rates: {} });
      expect(after.recency_days).toBeLessThanOrEqual(before.recency_days);
      expect(after.frequency).toBe(before.frequency + 1);
      expect(after.value_cents).toBeGreaterThanOrEqual(before.value_cents);
    }),
  );
});

test('a longer window never loses an order', () => {
  const days = fc.integer({ min: 1, max: 900 });
  fc.assert(
    fc.property(fc.array(bought), days, days, (list, a, b) => {
      const orders = list.map(order);
      const [short, long] = [Math.min(a, b), Math.max(a, b)];
      const inShort = placedWithin(orders, AT, `P${short}D`);
      const inLong = placedWithin(orders, AT, `P${long}D`);
      expect(inLong).toEqual(expect.arrayContaining(inShort));
      expect(inShort.length).toBe(list.filter((one) => one.days_ago !== null && one.days_ago < short).length);
    }),
  );
});
