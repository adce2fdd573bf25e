import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bug } from './assert.ts';
import { canonical } from './canonical.ts';
import { digest, sha256Hex, shortDigest } from './hash.ts';
import type { Json } from './json.ts';

const json = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)));

test('SHA-256 gives the digest that the standard publishes for "abc"', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('text beyond ASCII is hashed as UTF-8', () => {
  expect(sha256Hex('é')).toBe(sha256Hex('\u00e9'));
  expect(sha256Hex('é')).not.toBe(sha256Hex('e\u0301'));
});

test('the order of keys does not change a digest, the order of a list does', () => {
  expect(digest({ a: 1, b: { c: 2, d: 3 } })).toBe(digest({ b: { d: 3, c: 2 }, a: 1 }));
  expect(digest([1, 2])).not.toBe(digest([2, 1]));
});

test('the short form is the beginning of the long one', () => {
  expect(shortDigest({ a: 1 })).toHaveLength(16);
  expect(digest({ a: 1 }).startsWith(shortDigest({ a: 1 }))).toBe(true);
});

test('canonical JSON reads back as the same value, however its keys were ordered', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonical(value))).toEqual(value);
      expect(canonical(reversed(value))).toBe(canonical(value));
    }),
  );
});

test('a number that JSON cannot hold is a bug', () => {
  expect(() => canonical(Number.NaN)).toThrow(Bug);
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, held]): [string, Json] => [key, reversed(held)])
      .reverse(),
  );
}
