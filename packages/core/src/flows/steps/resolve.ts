import type { StepDocument } from '../flow.ts';
import type { StepKind } from './step.ts';

/** Ends the flow with an outcome. */
export const resolve: StepKind<Extract<StepDocument, { resolve: unknown }>> = (step) => ({
  go: 'end',
  outcome: step.resolve,
});
