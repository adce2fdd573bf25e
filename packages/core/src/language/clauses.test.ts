import { expect, test } from 'vitest';
import { clauseWords, splitClauses } from './clauses.ts';

const introduces = (text: string, language: string): boolean[] => {
  const words = clauseWords(language);
  const cutting = words && { words, verbs: new Set<string>() };
  return splitClauses(text, cutting).map((clause) => clause.introduces);
};

test.each([
  ['you know what? send it to my sister', 'en'],
  ['2 things. send it to my sister', 'en'],
  ['no, ¿sabe qué? mándelo a mi hermana', 'es'],
  ['un par de cosas. mándelo a mi hermana', 'es'],
])('what only announces the rest tells nothing itself: %s', (text, language) => {
  expect(introduces(text, language)).toEqual([true, false]);
});

test.each([
  ['I got two things in the wrong size', 'en'],
  ['tengo dos preguntas sobre la lámpara', 'es'],
])('what says more announces nothing alone: %s', (text, language) => {
  expect(introduces(text, language)).not.toContain(true);
});
