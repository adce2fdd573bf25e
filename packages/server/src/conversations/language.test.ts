import { expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

test.each([
  ['', 'en'],
  ['es', 'es'],
  ['ES-mx', 'es'],
  ['pt-BR', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['fr', 'en'],
  ['de, es;q=0.5, pt;q=0.9', 'pt-BR'],
  ['es;q=0, pt;q=0.1', 'pt-BR'],
  ['*;;;=,,, ', 'en'],
])('of en, es and pt-BR, %j is given %s', (wanted, language) => {
  expect(chooseLanguage(['en', 'es', 'pt-BR'], wanted)).toBe(language);
});
