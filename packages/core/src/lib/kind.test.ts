import { expect, test } from 'vitest';
import { kindOf } from './kind.ts';

test('a text and an object are told by their kind alone', () => {
  expect(kindOf('12 Elm Street')).toBe('a text of 13 characters');
  expect(kindOf({ street: '12 Elm Street' })).toBe('an object');
  expect(kindOf(['12 Elm Street'])).toBe('a list of 1');
});

test('numbers and what is absent are told', () => {
  expect(kindOf(1.5)).toBe('1.5');
  expect(kindOf(null)).toBe('nothing');
});
