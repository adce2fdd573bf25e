import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calculate } from './arithmetic.ts';

test.each([
  ['2 + 2', 4],
  ['2 + 3 * 4', 14],
  ['(2 + 3) * -4', -20],
  ['10 / 4 / 2', 1.25],
  ['1 - 2 - 3', -4],
  ['.5 + 1.', 1.5],
  ['100 / 3', 33.33],
  ['19.99 * 3', 59.97],
])('%s is %d', (expression, value) => expect(calculate(expression)).toEqual({ value }));

test.each([
  ['', 'The expression ends too early.'],
  ['1 +', 'The expression ends too early.'],
  ['1 2', 'Not expected here: 2'],
  ['(1', 'A closing parenthesis is missing.'],
  ['1 / 0', 'Division by zero.'],
  ['2 ** 3', 'Not expected here: *'],
  ['constructor', 'Not understood: constructor'],
  ['('.repeat(500), 'The expression is nested too deeply.'],
  ['1+'.repeat(600), 'The expression is too long.'],
  [`${'9'.repeat(400)}`, 'The result is too large.'],
])('%s is refused', (expression, problem) => expect(calculate(expression)).toEqual({ problem }));

test('any text gets an answer and never throws', () => {
  const piece = fc.constantFrom('1', '2.5', '+', '-', '*', '/', '(', ')', ' ', 'x');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const answer = calculate(pieces.join(''));
      expect('value' in answer || 'problem' in answer).toBe(true);
    }),
  );
});

test('whole sums agree with their parts', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }), (a, b) => {
      expect(calculate(`(${a}) - (${b})`)).toEqual({ value: a - b });
    }),
  );
});
