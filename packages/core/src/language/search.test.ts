import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAnswer, makeSearchIndex, type Passage, search } from './search.ts';

const passage = (article: string, heading: string, text: string): Passage => ({
  article,
  section: heading.toLowerCase().replaceAll(' ', '-'),
  title: article,
  heading,
  text,
});

const INDEX = makeSearchIndex('en', [
  passage('Returning', 'How long can I return something', 'Thirty days from the delivery.'),
  passage('Returning', 'Who pays the way back', 'The seller pays for a return.'),
  passage('Paying', 'Which ways to pay are there', 'Cards, PayPal and gift cards.'),
  passage('Account', 'I forgot my password', 'A link comes by e-mail.'),
  passage('Delivery', 'Following a parcel', 'The tracking number stands on the page of the order.'),
]);

const headings = (text: string, typing = false): string[] =>
  search(INDEX, text, { most: 3, typing }).map(({ passage: { heading } }) => heading);

describe('the search', () => {
  test('puts first what speaks of most that is asked', () => {
    expect(headings('how long do I have for a return')[0]).toBe('How long can I return something');
    expect(headings('who pays when I return it')[0]).toBe('Who pays the way back');
  });

  test('forgives a slip in a long word, and none in a short one', () => {
    expect(headings('forgot pasword')[0]).toBe('I forgot my password');
    expect(headings('trakcing')[0]).toBe('Following a parcel');
    expect(headings('psy')).toEqual([]);
  });

  test('finds a word that is only begun while one types, and not otherwise', () => {
    expect(headings('passw', true)[0]).toBe('I forgot my password');
    expect(headings('passw')).toEqual([]);
  });

  test('finds nothing for words that are in no passage, and for none', () => {
    expect(headings('weather')).toEqual([]);
    expect(headings('')).toEqual([]);
    expect(headings('what is the')).toEqual([]);
  });

  test('answers where a passage speaks of it, and not where it only shares a word', () => {
    expect(findAnswer(INDEX, 'i forgot my password')?.passage.article).toBe('Account');
    expect(findAnswer(INDEX, 'which page of the newspaper has the football scores')).toBeNull();
    expect(findAnswer(makeSearchIndex('en', []), 'return')).toBeNull();
  });

  test('whatever is asked, coverage lies between nothing and all, best first, and the same again gives the same', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.boolean(), (text, typing) => {
        const found = search(INDEX, text, { most: 5, typing });
        for (const { coverage } of found) expect(coverage > 0 && coverage <= 1 + 1e-9).toBe(true);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(search(INDEX, text, { most: 5, typing })).toEqual(found);
      }),
    );
  });
});
