import type { StepDocument } from '../flow.ts';
import { after, into } from '../path.ts';
import { emit, judge } from '../run.ts';
import { AGAIN, because, type StepKind, stepValues } from './step.ts';

/** Takes one of two ways by a condition; the values it looked at are the reason. */
export const branch: StepKind<Extract<StepDocument, { if: unknown }>> = (step, context) => {
  const { run, flow, path } = context;
  const { holds, because: values } = judge(run, { document: flow.id, source: step.if }, stepValues(context));
  const to = into(flow, path, holds ? 'then' : 'else') ?? after(flow, path);
  const reason = because(context, { condition: step.if, holds, ...values });
  if (to) emit(run, 'flow_moved', { data: { to }, why: reason });
  else emit(run, 'flow_ended', { data: { outcome: 'done' }, why: reason });
  return AGAIN;
};
