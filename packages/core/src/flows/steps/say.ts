import { placeOf, replyName } from '../../actions/action.ts';
import type { StepDocument } from '../flow.ts';
import { saidBefore, say as send } from '../run.ts';
import { because, ON, reckonAll, type StepKind, stepValues } from './step.ts';

/** Tells the buyer something; when steps are gone over again after a correction, only what has changed. */
export const say: StepKind<Extract<StepDocument, { say: unknown }>> = (step, context) => {
  const reply = replyName(step.say, placeOf(context.flow.id, [...context.path, 'say']));
  const values = { ...stepValues(context), ...reckonAll(context, step.with) };
  const message = { reply, values };
  if (!saidBefore(context.run, message)) send(context.run, message, because(context));
  return ON;
};
