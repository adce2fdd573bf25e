import { placeOf, replyName } from '../../actions/action.ts';
import { findChoice, SURE_UNASKED } from '../../language/values/pick.ts';
import type { StepDocument } from '../flow.ts';
import { inLanguage, judge, question } from '../run.ts';
import { isReady } from '../slots/slot.ts';
import { SLOT_KIND_TABLE } from '../slots/slot-kinds.ts';
import { slotContext } from './ask.ts';
import { because, reckonAll, type StepContext, type StepKind, stepValues, WAIT } from './step.ts';

/** A step that lets the buyer choose. */
export type ChooseStep = Extract<StepDocument, { choose: unknown }>;

/** The ways that are open now. */
export function openChoices(step: ChooseStep, context: StepContext): ChooseStep['options'] {
  const values = stepValues(context);
  const { run, flow } = context;
  return step.options.filter(
    (option) =>
      option.when === undefined || judge(run, { document: flow.id, source: option.when }, values).holds,
  );
}

/** The way that words choose, with how surely (0 to 1); null when they choose none or several. */
export function chosenIn(
  step: ChooseStep,
  context: StepContext,
  text: string,
): { id: string; score: number } | null {
  const { run } = context;
  const { language } = run.state;
  const choices = openChoices(step, context).map((one) => ({
    value: one.id,
    label: inLanguage(run, one.label),
    examples: one.examples?.[language] ?? [],
  }));
  const [best, second] = findChoice(text, choices, language);
  return best && (!second || best.score > second.score) ? { id: best.value, score: best.score } : null;
}

/** Lets the buyer choose between ways to go on. */
export const choose: StepKind<ChooseStep> = (step, context) => {
  const { wish } = context.frame;
  const said = (step.ahead || step.otherwise) && wish ? chosenIn(step, context, wish.words) : null;
  const clear = said && said.score >= SURE_UNASKED ? said.id : null;
  const branch = clear ?? (step.ahead && wish ? branchTold(step, context, wish) : null) ?? step.otherwise;
  if (branch !== undefined) return { go: 'into', branch };
  askWhich(step, context, 1);
  return WAIT;
};

/** The one way that begins by asking for what was told already: an address, say. */
export function branchTold(
  step: ChooseStep,
  context: StepContext,
  { words, message_seq }: { words: string; message_seq: number },
): string | null {
  const told = openChoices(step, context).filter(({ then: [first] }) => {
    if (!first || !('ask' in first)) return false;
    const slot = slotContext(context, first.ask);
    const said = { text: words, seq: message_seq, acts: [] };
    return isReady(slot) && SLOT_KIND_TABLE[slot.slot.kind].fromWords(slot, said).kind === 'filled';
  });
  return told.length === 1 ? (told[0]?.id ?? null) : null;
}

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
