import { expect, test } from 'vitest';
import { afterAnswer } from './after-answer.ts';

test.each([
  ['no', ''],
  ['No.', ''],
  ['no thanks!', ''],
  ['no, to my other card', 'to my other card'],
  ['Yes, yes. But not the lamp', 'But not the lamp'],
  ['no longer needed', 'no longer needed'],
  ['Sí, pero a mi tarjeta regalo', 'pero a mi tarjeta regalo'],
  ['', ''],
])('"%s" says "%s" beside its answer', (text, rest) => {
  expect(afterAnswer(text)).toBe(rest);
});
