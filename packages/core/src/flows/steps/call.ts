import type { SlotValue } from '../../conversation/event.ts';
import { must } from '../../lib/assert.ts';
import type { StepDocument } from '../flow.ts';
import { after } from '../path.ts';
import { emit, moveOrEnd } from '../run.ts';
import { AGAIN, because, reckonAll, type StepKind } from './step.ts';

/** Goes through another flow, with values given to its slots, and comes back. */
export const call: StepKind<Extract<StepDocument, { call: unknown }>> = (step, context) => {
  const { run, flow, path, frame } = context;
  // It is under way already, further down: that one is gone on with.
  if (run.state.frames.some((one) => one.flow === step.call)) return { go: 'end', outcome: 'done' };
  const slots: { [slot: string]: SlotValue } = {};
  for (const [name, value] of Object.entries(reckonAll(context, step.with))) {
    slots[name] = { value, source: 'given', complete: true };
  }
  const reason = because(context, { call: step.call });
  // A call in the last place leaves nothing to come back to.
  moveOrEnd(run, after(flow, path), reason);
  const called = must(run.strategy.flows[step.call], `the flow ${step.call}`);
  emit(run, 'flow_started', {
    data: { flow: called.id, topic: frame.topic, wish: frame.wish, slots },
    why: reason,
  });
  return AGAIN;
};
