import { z } from 'zod';
import { calculate as reckon } from '../arithmetic.ts';
import { defineCall, done, refused } from './call.ts';

/** Gives the case to a person of the shop; the shop's data stays as it is. */
export const handOver = defineCall({
  writes: false,
  args: z.strictObject({ summary: z.string() }),
  run: () => done({ accepted: true }),
});

/** A note to oneself, without an answer. */
export const think = defineCall({
  writes: false,
  args: z.strictObject({ thought: z.string() }),
  run: () => done({}),
});

/** The value of a sum, to two decimals. */
export const calculate = defineCall({
  writes: false,
  args: z.strictObject({ expression: z.string() }),
  run(_world, args) {
    const answer = reckon(args.expression);
    return 'problem' in answer
      ? refused('invalid_expression', answer.problem)
      : done({ value: answer.value });
  },
});
