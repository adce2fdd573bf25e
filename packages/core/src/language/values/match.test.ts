import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrases, isSlip, LONGEST, mistakes, phrase, stem, tokens } from './match.ts';

function words(text: string, language = 'en'): string[] {
  return tokens(text, language).map((one) => one.word);
}

describe('words, numbers and units', () => {
  it.each<[string, string, string[]]>([
    [
      'the same amount of liquid',
      '1.5L 1.5 liters 1500 ml one and a half litres',
      ['1500ml', '1500ml', '1500ml', '1500ml'],
    ],
    ['inches in every spelling', '13-inch 13" 13 inches', ['13inch', '13inch', '13inch']],
    ['feet are twelve inches', '6 ft 72 inches', ['72inch', '72inch']],
    ['the unit of the number behind', 'from 4 to 5 kg', ['from', '4000g', 'to', '5000g']],
    ['thousands', '10,000 mAh', ['10000mah']],
    ['model names whole', 'i5 4K IPX4', ['i5', '4k', 'ipx4']],
    ['sizes', 'extra large XL x-large', ['xl', 'xl', 'xl']],
    ['numbers in letters', 'twenty-four two hundred', ['24', '200']],
    ['accents and case', 'Café CAFÉ', ['cafe', 'cafe']],
  ])('%s', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('reads Spanish numbers', () => {
    expect(words('litro y medio, 1.000 piezas, dos', 'es')).toContain('1000');
    expect(words('uno y medio litros', 'es')).toEqual(['1500ml']);
  });

  it('keeps the offsets of the text and its bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        let end = 0;
        for (const one of tokens(text, 'en')) {
          expect(one.from).toBeGreaterThanOrEqual(end);
          expect(text.slice(one.from, one.to).startsWith(one.raw)).toBe(true);
          end = one.to;
        }
      }),
    );
    expect(tokens('a '.repeat(1_000_000), 'en').at(-1)!.to).toBeLessThanOrEqual(LONGEST);
  });
});

describe('alike words', () => {
  it.each([
    ['batteries', 'battery'],
    ['lenses', 'lens'],
    ['boxes', 'box'],
    ['glasses', 'glass'],
    ['shoes', 'shoe'],
    ['ordered', 'order'],
  ])('%s is like %s', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it('counts mistakes as a distance does', () => {
    const word = fc.stringMatching(/^[abc]{0,8}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(mistakes(a, b, 20)).toBe(mistakes(b, a, 20));
        expect(mistakes(a, b, 20) === 0).toBe(a === b);
        expect(mistakes(a, b, 2)).toBe(Math.min(mistakes(a, b, 20), 3));
      }),
    );
  });

  it('takes a slip for a slip, and another word for another word', () => {
    expect(isSlip('keyborad', 'keyboard')).toBe(true);
    expect(isSlip('blcak', 'black')).toBe(true);
    expect(isSlip('wired', 'wireless')).toBe(false);
    expect(isSlip('men', 'women')).toBe(false);
    expect(isSlip('1066', '1067')).toBe(false);
  });

  it('suspects no slip in words that everybody uses', () => {
    const found = findPhrases(
      tokens('send it back while I wait', 'en'),
      ['black', 'white'].map((one) => phrase(one, one, 'en')),
      'en',
    );
    expect(found).toEqual([]);
  });
});

describe('numbers beside each other', () => {
  it('are never read as one', () => {
    const looked = [phrase('1500', 'value', 'en')];
    expect(findPhrases(tokens('the one with 500 pieces', 'en'), looked, 'en')).toEqual([]);
    expect(findPhrases(tokens('the one with 1500 pieces', 'en'), looked, 'en')).toHaveLength(1);
  });
});
