import { placeOf, replyName } from '../../actions/action.ts';
import type { StepDocument } from '../flow.ts';
import { inLanguage, judge, question } from '../run.ts';
import { because, reckonAll, type StepContext, type StepKind, stepValues, WAIT } from './step.ts';

type ChooseStep = Extract<StepDocument, { choose: unknown }>;

/** The ways that are open now. */
export function openChoices(step: ChooseStep, context: StepContext): ChooseStep['options'] {
  const values = stepValues(context);
  const { run, flow } = context;
  return step.options.filter(
    (option) =>
      option.when === undefined || judge(run, { document: flow.id, source: option.when }, values).holds,
  );
}

/** Lets the buyer choose between ways to go on. */
export const choose: StepKind<ChooseStep> = (step, context) => {
  askWhich(step, context, 1);
  return WAIT;
};

/** Asks which way, with a button for each. */
export function askWhich(step: ChooseStep, context: StepContext, attempt: number): void {
  const { run, flow, path } = context;
  const reply = replyName(step.choose, placeOf(flow.id, [...path, 'choose']));
  const options = openChoices(step, context).map((one) => ({
    id: one.id,
    label: inLanguage(run, one.label),
  }));
  const values = { ...stepValues(context), ...reckonAll(context, step.with) };
  question(run, { reply, values, options, asks: { kind: 'choose', path }, attempt }, because(context));
}
