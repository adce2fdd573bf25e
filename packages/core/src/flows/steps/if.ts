import type { StepDocument } from '../flow.ts';
import { into } from '../path.ts';
import { judge, moveOrEnd } from '../run.ts';
import { AGAIN, because, type StepKind, stepValues } from './step.ts';

/** Takes one of two ways by a condition; the values it looked at are the reason. */
export const branch: StepKind<Extract<StepDocument, { if: unknown }>> = (step, context) => {
  const { run, flow, path } = context;
  const { holds, because: values } = judge(run, { document: flow.id, source: step.if }, stepValues(context));
  const reason = because(context, { condition: step.if, holds, ...values });
  moveOrEnd(run, into(flow, path, holds ? 'then' : 'else'), reason);
  return AGAIN;
};
