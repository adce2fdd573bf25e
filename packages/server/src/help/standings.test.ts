import { expect, test } from 'vitest';
import { articleStandings } from './standings.ts';

const settings = { languages: ['en', 'es'] };
const articles = {
  returns: { title: { en: 'Returning', es: 'Devolver' } },
  payment: { title: { en: 'Paying' } },
};
const stand = (article: string, language: string, reads: number) => ({
  article,
  language,
  reads,
  helped: 1,
  not_helped: 0,
  comments: [],
});

test('every article stands in the list in every language, read or not, and one that is no more by its id', () => {
  const standings = [stand('returns', 'es', 3), stand('parcels', 'en', 2)];
  const listed = articleStandings({ settings, articles }, standings);
  expect(listed.map(({ title, language, reads, href }) => [title, language, reads, href])).toEqual([
    ['Returning', 'en', 0, '/help/en/returns'],
    ['Devolver', 'es', 3, '/help/es/returns'],
    ['Paying', 'en', 0, '/help/en/payment'],
    ['payment', 'es', 0, '/help/es/payment'],
    ['parcels', 'en', 2, null],
  ]);
});
