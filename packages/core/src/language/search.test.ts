import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAnswer, makeSearchIndex, type Passage, search } from './search.ts';

const passage = (article: string, heading: string, text: string): Passage => ({
  article,
  section: heading.toLowerCase().replaceAll(' ', '-'),
  title: article,
  heading,
  text,
  asked_as: [],
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

  const answered = (text: string): string | null => {
    const answer = findAnswer(INDEX, text);
    return answer.kind === 'answer' ? answer.found.passage.heading : null;
  };

  test('answers where a passage speaks of it, and not where it only shares a word', () => {
    expect(answered('i forgot my password')).toBe('I forgot my password');
    expect(answered('which page of the newspaper has the football scores')).toBeNull();
    expect(findAnswer(makeSearchIndex('en', []), 'return')).toEqual({ kind: 'none' });
  });

  test('the rarest word asked for must be there: paying with something unheard of is not answered by ways to pay', () => {
    expect(findAnswer(INDEX, 'can I pay with shells')).toMatchObject({ kind: 'unsure' });
    expect(findAnswer(INDEX, 'do you sell zeppelins')).toEqual({ kind: 'none' });
  });

  test('finds what is said in other words, in another form, or written as one word', () => {
    expect(answered('cant remember the passcode')).toBe('I forgot my password');
    expect(answered('locating my package')).toBe('Following a parcel');
    expect(answered('giftcards')).toBe('Which ways to pay are there');
  });

  test('the part that asks is enough where the rest only tells', () => {
    expect(answered('my cousin came over, how do I follow the parcel')).toBe('Following a parcel');
  });

  test('a question that a section is known to answer leads to it, in whatever words', () => {
    const known = makeSearchIndex('en', [
      { ...passage('Paying', 'Ways to pay', 'Cards.'), asked_as: ['do you take monopoly money'] },
      passage('Returning', 'Sending back', 'Thirty days.'),
    ]);
    expect(findAnswer(known, 'is monopoly money fine')).toMatchObject({
      kind: 'answer',
      found: { passage: { heading: 'Ways to pay' } },
    });
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
