import { describe, expect, test } from 'vitest';
import type { Problem } from '../problems.ts';
import { shippedPlaybook } from '../testing/demo-shop.ts';
import { checkPlaybook } from './compile.ts';
import type { SourceFile } from './playbook.ts';
import { quantitiesIn } from './quantities.ts';
import { readDocuments } from './read.ts';

const SHOP = shippedPlaybook('marketplace');
const CONSTANTS = readDocuments(SHOP).documents.settings?.constants ?? {};
const PLACE = /\{\{ policy\.(\w+) \}\}/g;

const told = (files: SourceFile[]): Problem[] =>
  checkPlaybook(files).warnings.filter(({ code }) => code === 'article.constant');

const inArticles = (change: (text: string) => string): SourceFile[] =>
  SHOP.map((one) => (one.path.startsWith('articles/') ? { ...one, text: change(one.text) } : one));

describe('numbers in articles', () => {
  test('the articles of the starter, with each constant written out as the number that it is, raise no alarm', () => {
    const plain = inArticles((text) => text.replace(PLACE, (_, name: string) => String(CONSTANTS[name])));
    expect(plain.some(({ text }) => /30 days from the delivery/.test(text))).toBe(true);
    expect(told(plain)).toEqual([]);
  });

  // Each is a whole check of the starter playbook.
  test('a number that differs from its constant in one language is told at nine places of ten', {
    timeout: 180_000,
  }, () => {
    const places = SHOP.filter(({ path }) => path.startsWith('articles/')).flatMap(({ path, text }) =>
      [...text.matchAll(PLACE)].map(({ 0: mark, 1: name = '', index }) => ({ path, mark, name, index })),
    );
    const missed = places.filter(({ path, mark, name, index }) => {
      const files = SHOP.map((one) => {
        if (one.path !== path) return one;
        const wrong = String(Number(CONSTANTS[name]) + 3);
        return { path, text: one.text.slice(0, index) + wrong + one.text.slice(index + mark.length) };
      });
      const line = files
        .find((one) => one.path === path)
        ?.text.slice(0, index)
        .split('\n').length;
      return !told(files).some((one) => one.line === line && one.message.includes(`"${name}"`));
    });
    expect(missed.length / places.length).toBeLessThanOrEqual(0.1);
  });

  test('a number that is wrong in every language is told where the article speaks the words of the constant', () => {
    const files = inArticles((text) => text.replaceAll('{{ policy.warranty_years }}', '2'));
    expect(told(files).map(({ file, line, column }) => [file, line, column])).toEqual([
      ['articles/warranty.yaml', 9, 28],
      ['articles/warranty.yaml', 21, 29],
    ]);
  });
});

describe('quantities', () => {
  test.each([
    ['within 14 working days', [['days', 14]]],
    [
      '14-day returns and 2 años',
      [
        ['days', 14],
        ['years', 2],
      ],
    ],
    ['en treinta días', [['days', 30]]],
    [
      'from €1,000.50 or 25 €',
      [
        ['cents', 100_050],
        ['cents', 2500],
      ],
    ],
    ['desde 1.000 €', [['cents', 100_000]]],
    ['order 4412, version 2.0, 3 items', []],
    ['{{ policy.return_days }} days', [['days', 'return_days']]],
    ['{{ policy.least_cents | money }}', [['cents', 'least_cents']]],
  ])('of "%s"', (text, expected) => {
    const found = quantitiesIn(text, 'EUR').map((one) => [
      one.unit,
      'number' in one ? one.number : one.constant,
    ]);
    expect(found).toEqual(expected);
  });
});
