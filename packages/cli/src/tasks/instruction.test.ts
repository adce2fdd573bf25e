import { describe, expect, test } from 'vitest';
import { knownFrom, sentencesOf } from './instruction.ts';

describe('what an instruction tells the buyer of themselves', () => {
  test('name, e-mail and zip code', () => {
    const told = 'Your name is Nell Quist and your zip code is 10001. You are shy.';
    expect(knownFrom(told)).toEqual({ name: 'Nell Quist', emails: [], zip: '10001' });
    expect(knownFrom('You are Nell Quist, your email is nell.quist@example.com.').emails).toEqual([
      'nell.quist@example.com',
    ]);
  });
  test('several e-mail addresses, each once', () => {
    expect(knownFrom('Your emails: a@example.com, b.c@example.com, a@example.com.').emails).toEqual([
      'a@example.com',
      'b.c@example.com',
    ]);
  });
});

describe('the sentences of an instruction', () => {
  const said = (instruction: string) => sentencesOf(instruction).map(({ text }) => text);
  test('leave out who the buyer is and how', () => {
    expect(
      said('Your name is Nell Quist. You are shy, patient, rigid. You want to return your lamp.'),
    ).toEqual(['I want to return my lamp.']);
  });
  test('are told in the first person', () => {
    expect(said("You've ordered a kettle and you'd like to know how much you paid.")).toEqual([
      "I have ordered a kettle and I'd like to know how much I paid.",
    ]);
    expect(said('Tell the customer service agent that you are unhappy with your mat.')).toEqual([
      "I'm unhappy with my mat.",
    ]);
    expect(said('Try to figure out what they can do for you.')).toEqual([
      'I would like to figure out what they can do for me.',
    ]);
  });
  test('know what only holds in some case, and what asks', () => {
    const [first, second] = sentencesOf(
      'You want to know how many lamps there are. If there are none, cancel.',
    );
    expect(first).toMatchObject({ asks: true, conditional: false });
    expect(second?.conditional).toBe(true);
  });
});
