import { must } from '../../lib/assert.ts';
import type { StepDocument } from '../flow.ts';
import { answer } from './answer.ts';
import { ask } from './ask.ts';
import { askIfSolved } from './ask-if-solved.ts';
import { call } from './call.ts';
import { choose } from './choose.ts';
import { act } from './do.ts';
import { handOverStep } from './hand-over-step.ts';
import { branch } from './if.ts';
import { resolve } from './resolve.ts';
import { say } from './say.ts';
import type { Next, StepContext, StepKind } from './step.ts';

/** The key that names a step's kind. */
export type StepKey =
  | 'say'
  | 'ask'
  | 'choose'
  | 'do'
  | 'if'
  | 'call'
  | 'hand_over'
  | 'resolve'
  | 'ask_if_solved'
  | 'answer';

type DocumentOf<K extends StepKey> = Extract<StepDocument, { [key in K]: unknown }>;

/** An entry for every kind of step. */
const STEP_KIND_TABLE: { [K in StepKey]: StepKind<DocumentOf<K>> } = {
  say,
  ask,
  choose,
  do: act,
  if: branch,
  call,
  hand_over: handOverStep,
  resolve,
  ask_if_solved: askIfSolved,
  answer,
};

/** The kinds of step that there are. */
export const STEP_KEYS = Object.keys(STEP_KIND_TABLE) as StepKey[];

/** The kind of a step. */
export function keyOf(step: StepDocument): StepKey {
  return must(
    STEP_KEYS.find((key) => key in step),
    'the kind of a step',
  );
}

/** Takes one step. */
export function take(step: StepDocument, context: StepContext): Next {
  // The key that was found pairs the step with its own kind; the compiler cannot follow the pair through the table.
  const kind = STEP_KIND_TABLE[keyOf(step)] as StepKind<StepDocument>;
  return kind(step, context);
}
