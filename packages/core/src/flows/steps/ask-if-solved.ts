import { placeOf, replyName } from '../../actions/action.ts';
import type { StepDocument } from '../flow.ts';
import { label, question } from '../run.ts';
import { because, type StepContext, type StepKind, stepValues, WAIT } from './step.ts';

type SolvedStep = Extract<StepDocument, { ask_if_solved: unknown }>;

/** Asks whether the problem is solved; only the buyer's own yes counts as confirmed. */
export const askIfSolved: StepKind<SolvedStep> = (step, context) => {
  askWhetherSolved(step, context, 1);
  return WAIT;
};

/** The question, with its two buttons. */
export function askWhetherSolved(step: SolvedStep, context: StepContext, attempt: number): void {
  const { run, flow, path } = context;
  const reply = replyName(step.ask_if_solved, placeOf(flow.id, [...path, 'ask_if_solved']));
  const options = ['yes', 'no'].map((id) => ({ id, label: label(run, `option_solved_${id}`, {}) }));
  question(
    run,
    { reply, values: stepValues(context), options, asks: { kind: 'solved' }, attempt },
    because(context),
  );
}
