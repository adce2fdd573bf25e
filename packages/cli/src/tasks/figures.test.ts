import { expect, test } from 'vitest';
import { type Counted, figuresOf, quantile } from './figures.ts';

const counted = (more: Partial<Counted> = {}): Counted => ({
  task_id: '1',
  verdict: { success: true, unauthorised: [], wrong: [], why: null },
  turns: 4,
  handed_over: false,
  read_backs: [{ first_right: true, corrections: 0 }],
  ...more,
});

test('figures count tasks, and shares over what was read back', () => {
  const failed = counted({
    task_id: '2',
    verdict: { success: false, unauthorised: [], wrong: [], why: 'gave up' },
    turns: 40,
    handed_over: true,
    read_backs: [{ first_right: false, corrections: 2 }],
  });
  expect(figuresOf([counted(), failed], 1.234)).toEqual({
    tasks: 2,
    success: 1,
    unauthorised_writes: 0,
    wrong_writes: 0,
    handed_over: 1,
    first_readback_right: 0.5,
    corrections_p90: 2,
    turns_p50: 4,
    turns_p90: 40,
    seconds: 1.23,
    failures: [{ task_id: '2', why: 'gave up' }],
  });
});

test('a quantile is one of the values', () => {
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  expect(quantile([], 0.5)).toBe(0);
});
