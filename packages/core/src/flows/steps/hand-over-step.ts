import type { StepDocument } from '../flow.ts';
import { handOver } from '../hand-over.ts';
import { inLanguage } from '../run.ts';
import { because, type StepKind, WAIT } from './step.ts';

/** Gives the conversation to a person, with a brief and a promised time. */
export const handOverStep: StepKind<Extract<StepDocument, { hand_over: unknown }>> = (step, context) => {
  const reason = inLanguage(context.run, step.hand_over.reason);
  handOver(context.run, { reason, reply: null }, because(context));
  return WAIT;
};
