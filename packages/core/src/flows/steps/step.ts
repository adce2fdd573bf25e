import type { Path } from '../../conversation/event.ts';
import type { Frame } from '../../conversation/state.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { FlowDocument, StepDocument } from '../flow.ts';
import { type Run, reckon, why } from '../run.ts';
import { flowValues } from '../values.ts';

/** Where a step stands, and the decision under way. */
export type StepContext = { run: Run; frame: Frame; flow: FlowDocument; path: Path };

/** What a step leads to: the next step, a branch of its own, the end of the flow, or waiting for an answer. */
export type Next =
  | { go: 'on' }
  | { go: 'into'; branch: string }
  | { go: 'end'; outcome: 'done' | 'dropped' | 'refused' | 'handed_over' }
  | { go: 'wait' }
  /** A flow was put on top or taken away: look again. */
  | { go: 'again' };

/** On to the next step. */
export const ON: Next = { go: 'on' };
/** Something is waited for. */
export const WAIT: Next = { go: 'wait' };
/** Frames have changed: look again. */
export const AGAIN: Next = { go: 'again' };

/** A kind of step: what it does when the conversation comes to it. */
export type StepKind<D extends StepDocument> = (step: D, context: StepContext) => Next;

/** The variables of the flow. */
export function stepValues(context: StepContext): JsonObject {
  return flowValues(context.run.strategy, context.run.state, context.frame);
}

/** The reason of what a step decides: flow and step, with the values given. */
export function because(context: StepContext, values: JsonObject = {}) {
  return why(context.run, [context.flow.id, context.path.join('.')], values);
}

/** The named expressions of a step over the variables of its flow. */
export function reckonAll(context: StepContext, named: { [name: string]: string } | undefined): JsonObject {
  const values = stepValues(context);
  const result: JsonObject = {};
  for (const [name, source] of Object.entries(named ?? {})) {
    result[name] = reckon(context.run, { document: context.flow.id, source }, values);
  }
  return result;
}
