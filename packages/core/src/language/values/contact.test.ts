import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEmails, findNames, findPostcodes } from './contact.ts';

function names(text: string, expected = false): string[] {
  return findNames(text, { expected }).map((one) => `${one.first_name} | ${one.last_name}`);
}

describe('e-mail addresses', () => {
  it.each<[string, string[]]>([
    ['it is Anna.K+shop@Example.com.', ['anna.k+shop@example.com']],
    ['a@b.co, or maybe c_d@mail.example.org', ['a@b.co', 'c_d@mail.example.org']],
    ['anna dot k at example dot com', ['anna.k@example.com']],
    ['anna (at) example (dot) com', ['anna@example.com']],
    ['anna arroba example punto es', ['anna@example.es']],
    ['look at example.com', []],
    ['@everyone', []],
  ])('%s', (text, expected) => {
    expect(findEmails(text).map((one) => one.email)).toEqual(expected);
  });

  it('finds each in any noise', () => {
    const email = fc.stringMatching(/^[a-z]{1,8}[0-9]{0,4}@[a-z]{2,8}\.(?:com|org|es)$/);
    fc.assert(
      fc.property(email, (one) => {
        expect(findEmails(`Hello, my e-mail is ${one}, thanks!`).map((found) => found.email)).toEqual([one]);
      }),
    );
  });
});

describe('postcodes', () => {
  it.each<[string, string[]]>([
    ['my zip code is 02134', ['02134']],
    ['94110-1234', ['94110-1234']],
    ['London SW1A 1AA', ['SW1A 1AA']],
    ['1015 CJ Amsterdam', ['1015 CJ']],
    ['k1a 0b1', ['K1A 0B1']],
    ['order 12345', []],
    ['#12345', []],
    ['the card ending in 12345', []],
    ['12345 Main Street, 54321', ['54321']],
    ['$12345', []],
    ['10000 mAh', []],
    ['4821066', []],
  ])('%s', (text, expected) => {
    expect(findPostcodes(text).map((one) => one.postcode)).toEqual(expected);
  });

  it('puts the one first that is called a postcode', () => {
    expect(findPostcodes('I moved from 10115, my zip is 94110')[0]).toMatchObject({
      postcode: '94110',
      cued: true,
    });
  });
});

describe('names', () => {
  it.each<[string, boolean, string[]]>([
    ['My name is Anna Kowalski and my zip is 10115', false, ['Anna | Kowalski']],
    ['my name is anna kowalski, zip 10115', false, ['Anna | Kowalski']],
    ["Hi, I'm Anna Kowalski.", false, ['Anna | Kowalski']],
    ["I'm anna kowalski, 10115", false, ['Anna | Kowalski']],
    ['This is Anna-Maria O’Neil', false, ['Anna-Maria | O’Neil']],
    ['Anna Kowalski, 10115', false, ['Anna | Kowalski']],
    ['it broke.\n\nThanks,\nAnna Kowalski', false, ['Anna | Kowalski']],
    ['me llamo Inés Peña', false, ['Inés | Peña']],
    ['sure, it is Pieter van der Berg', false, ['Pieter | van der Berg']],
    ['first name Anna, last name Kowalski', false, ['Anna | Kowalski']],
    ['anna kowalski', true, ['Anna | Kowalski']],
    ['anna kowalski 10115', true, ['Anna | Kowalski']],
    ['Kowalski, Anna', true, ['Anna | Kowalski']],
    ["I'm looking for my parcel", false, []],
    ['I am very angry', true, []],
    ['Yes please', true, []],
    ['Hello there', true, []],
    ['I do not know', true, []],
  ])('%s (asked: %s)', (text, asked, expected) => {
    expect(names(text, asked)).toEqual(expected);
  });

  it('offers both ways to part three words', () => {
    expect(names('My name is Anna Lena Kowalski')).toEqual(
      expect.arrayContaining(['Anna Lena | Kowalski', 'Anna | Lena Kowalski']),
    );
  });

  it('stands still before long and strange texts', () => {
    for (const text of [
      'I am '.repeat(200_000),
      'a'.repeat(1_000_000),
      '@'.repeat(10_000),
      '\u0000',
      '😀 '.repeat(3000),
      'A. '.repeat(4000),
    ]) {
      expect(findNames(text, { expected: true }).length).toBeLessThanOrEqual(6);
      expect(findEmails(text)).toEqual([]);
      expect(findPostcodes(text)).toEqual([]);
    }
  });
});
