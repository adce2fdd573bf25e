import { handOver } from '../hand-over.ts';
import type { StepDocument } from '../flow.ts';
import { inLanguage } from '../run.ts';
import { because, WAIT, type StepKind } from './step.ts';

/** Gives the conversation to a person, with a brief and a promised time. */
export const handOverStep: StepKind<Extract<StepDocument, { hand_over: unknown }>> = (step, context) => {
  const reason = inLanguage(context.run, step.hand_over.reason);
  handOver(context.run, { reason, reply: null }, because(context));
  return WAIT;
};
