import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

test('a swap of neighbours, a letter too many and another letter are one edit each', () => {
  expect(editDistance('statsu', 'status')).toBe(1);
  expect(editDistance('orders', 'order')).toBe(1);
  expect(editDistance('ordar', 'order')).toBe(1);
});

test('the nearest of several is proposed, and nothing when all are far', () => {
  expect(nearest('ordr', ['buyer', 'order', 'orders'])).toBe('order');
  expect(nearest('zebra', ['buyer', 'order'])).toBeNull();
});

test('the distance is symmetric, and zero only for equal words', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
});
