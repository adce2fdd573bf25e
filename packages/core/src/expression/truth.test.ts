import { describe, expect, test } from 'vitest';
import { assume, type Fact, factsAbout, neverEqual, truthOf, type World } from './truth.ts';

const WORLD: World = {
  constants: new Map<string, string | number>([
    ['policy.open', 'pending'],
    ['policy.days', 14],
  ]),
  values: new Map([['wish', ['refund', 'resend']]]),
};
const where = (condition: string, holds = true, known: readonly Fact[] = []): readonly Fact[] =>
  assume(condition, { holds, known, world: WORLD });
const truth = (condition: string, known: readonly Fact[] = []): boolean | null =>
  truthOf(condition, known, WORLD);

describe('the truth of a condition', () => {
  test('is open where nothing is known', () => {
    for (const one of ['order.status == policy.open', 'now > order.placed_at', 'has(order.x)', 'a in b'])
      expect(truth(one), one).toBeNull();
  });

  test.each<[string, boolean | null]>([
    ['s == "a" && s == "b"', false],
    ['s != "a" || s != "b"', true],
    ['s == "a" && s != policy.open', null],
    ['s == policy.open && s != "pending"', false],
    ['s in ["a", "b"] && s == "c"', null],
    ['!(s in ["a", "b"]) && s == "a"', false],
    ['n > 5 && n < 3', false],
    ['n > 5 && n < 6', null],
    ['n >= 5 || n < 5', true],
    ['3 > n && n > 4', false],
    ['n == 4 && n > 9', false],
    ['policy.days > 30', false],
    ['policy.days + 1 > 30', null],
    ['wish == "refund" || wish == "resend"', true],
    ['wish == "money"', false],
    ['has(a.b) && !has(a.b)', false],
    ['true', true],
  ])('%s: %s', (condition, expected) => {
    expect(truth(condition)).toBe(expected);
  });

  test('follows from what failed or held before it', () => {
    const not = where('order.status == policy.open', false);
    expect(truth('order.status == "pending"', not)).toBe(false);
    expect(truth('order.status != "pending"', not)).toBe(true);
    expect(truth('order.status == "sent"', not)).toBeNull();
    const neither = where('s == "a" || s == "b"', false);
    expect(truth('s == "b"', neither)).toBe(false);
    const late = where('now > order.due', true);
    expect(truth('now > order.due', late)).toBe(true);
    expect(truth('now > order.placed', late)).toBeNull();
    const rest = where('wish == "refund"', false);
    expect(truth('wish == "resend"', rest)).toBe(true);
    const one = where('s == "b"', false, where('s == "a" || s == "b"', true));
    expect(truth('s == "a"', one)).toBeNull();
  });

  test('tells what is known in words, and which comparisons never come true', () => {
    expect(factsAbout('order.status == "sent"', where('order.status == policy.open', false))).toEqual([
      '`order.status` is not "pending"',
    ]);
    expect(neverEqual('now > d || wish == "money"', WORLD)).toEqual([
      { path: 'wish', value: 'money', values: ['refund', 'resend'], offset: 19 },
    ]);
  });
});
