import { expect, test } from 'vitest';
import { askingPart, termsOf } from './terms.ts';

const stems = (text: string, language: string) => termsOf(text, language).map(({ stem }) => stem);
const meanings = (text: string, language: string) => termsOf(text, language).flatMap((term) => term.meanings);

test('words that only carry a question, and numbers, are no terms', () => {
  expect(stems('what is the 30 of it', 'en')).toEqual([]);
  expect(stems('¿cuándo es que puedo?', 'es')).toEqual([]);
});

test.each([
  ['en', 'returned', 'returning'],
  ['en', 'broke', 'broken'],
  ['es', 'devuelvo', 'devolvemos'],
  ['es', 'cambiarla', 'cambio'],
  ['es', 'pagué', 'pagáis'],
  ['es', 'cobráis', 'cobrar'],
  ['es', 'reclamaciones', 'reclamación'],
])('in %s %s and %s are one word', (language, one, other) => {
  expect(stems(one, language)).toEqual(stems(other, language));
});

test('several words that mean one thing are one term, with what stands between them', () => {
  expect(termsOf('send it back', 'en')).toMatchObject([{ stem: null, from: 0, to: 12 }]);
  expect(meanings('send them back', 'en')).toEqual(expect.arrayContaining(meanings('send back', 'en')));
  expect(meanings('dar de baja', 'es').some((one) => meanings('borrar', 'es').includes(one))).toBe(true);
});

test('a language that nobody wrote meanings for has its words all the same', () => {
  expect(stems('retour gratuit', 'fr')).toEqual(stems('retour gratuit', 'fr'));
  expect(stems('retour gratuit', 'fr')).toHaveLength(2);
});

test('the one part that asks is found, and none where two ask or nothing else is told', () => {
  expect(askingPart('can I still cancel, I ordered yesterday', 'en')).toBe('can I still cancel');
  expect(askingPart('can I cancel? can I return?', 'en')).toBeNull();
  expect(askingPart('can I cancel', 'en')).toBeNull();
});
