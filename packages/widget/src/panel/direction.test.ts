import { expect, test } from 'vitest';
import { directionOf } from './direction.ts';

test.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['FA', 'rtl'],
  ['en', 'ltr'],
  ['es-AR', 'ltr'],
  ['', 'ltr'],
])('%j is written %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});
