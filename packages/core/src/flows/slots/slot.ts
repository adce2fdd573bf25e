import { placeOf, replyName } from '../../actions/action.ts';
import type { Option, SlotValue, Source } from '../../conversation/event.ts';
import type { Frame } from '../../conversation/state.ts';
import type { Lookup } from '../../conversation/world.ts';
import { type ExpressionAt, programOf } from '../../expression/programs.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { FlowDocument, Slot } from '../flow.ts';
import { label, type Run, reckon, type Words } from '../run.ts';
import { flowValues } from '../values.ts';

/** What a slot kind is told: the decision under way, whose slot it is, and what is known of it. */
export type SlotContext = {
  run: Run;
  frame: Frame;
  flow: FlowDocument;
  name: string;
  slot: Slot;
  current: SlotValue | null;
};

/** What some words, a button or the facts alone say of a slot. */
export type Filling =
  | { kind: 'filled'; value: Json; source: Source; complete: boolean; also?: string[] }
  | { kind: 'nothing' }
  /** Something was named that does not come into question. */
  | { kind: 'refused'; reply: string; values: JsonObject }
  /** Nothing at all comes into question: the flow cannot go on. */
  | { kind: 'impossible'; reply: string; values: JsonObject };

/** A question in the playbook's words with its buttons. `reply` replaces the slot's own `ask`. */
export type SlotQuestion = { values: JsonObject; options: Option[]; reply?: string };

/** One kind of value: how it is found in words, offered as buttons and asked for. */
export type SlotKind = {
  /** What must be read before this slot can be understood or asked. */
  needs(context: SlotContext): Lookup[];
  /** Filled without a word: from the token, the page, or because only one thing comes into question. */
  unasked(context: SlotContext): Filling;
  fromWords(context: SlotContext, words: Words): Filling;
  fromButton(context: SlotContext, id: string): Filling;
  question(context: SlotContext): SlotQuestion;
};

/** The words say nothing of the slot. */
export const NOTHING: Filling = { kind: 'nothing' };

/** A value that is known whole. */
export function filled(value: Json, source: Source): Filling {
  return { kind: 'filled', value, source, complete: true };
}

/** The variables of the slot's flow. */
export function valuesOf(context: SlotContext): JsonObject {
  return flowValues(context.run.strategy, context.run.state, context.frame);
}

/** Those of the candidates for which a condition of the slot over `it` holds; all of them where there is none. */
export function thoseWhere<T>(context: SlotContext, candidates: T[], condition: string | undefined): T[] {
  if (condition === undefined) return candidates;
  const values = valuesOf(context);
  const at = conditionAt(context, condition);
  return candidates.filter((it) => reckon(context.run, at, { ...values, it: it as Json }) === true);
}

/** Whether all is known that the slot's condition reads of others: before that no words can fill it. */
export function isReady(context: SlotContext): boolean {
  const { among } = context.slot;
  if (among === undefined) return true;
  const values = valuesOf(context);
  const { variables } = programOf(context.run.strategy.programs, conditionAt(context, among));
  return variables.every((name) => name === 'it' || Object.hasOwn(values, name));
}

function conditionAt({ flow, name }: SlotContext, source: string): ExpressionAt {
  return { document: placeOf(flow.id, [name]), source };
}

/** The name of one of the slot's own replies. */
export function slotReply(context: SlotContext, which: 'ask' | 'not_among' | 'none'): string | null {
  const use = context.slot[which];
  return use === undefined ? null : replyName(use, placeOf(context.flow.id, ['slots', context.name, which]));
}

/** A button whose label is one of the playbook's own texts. */
export function option(
  context: SlotContext,
  id: string,
  text: { reply: string; values: JsonObject },
): Option {
  return { id, label: label(context.run, text.reply, text.values) };
}

/** The refusal of something that was named, in the slot's words or the playbook's. */
export function refuse(context: SlotContext, fallback: string, values: JsonObject): Filling {
  return {
    kind: 'refused',
    reply: slotReply(context, 'not_among') ?? fallback,
    values: { ...valuesOf(context), ...values },
  };
}
