import { describeOptions } from '../../actions/objects.ts';
import type { Option } from '../../conversation/event.ts';
import type { OrderLine } from '../../conversation/world.ts';
import { findLines } from '../../language/values/lines.ts';
import { pickOption } from '../../language/values/pick.ts';
import type { Json } from '../../lib/json.ts';
import { orderInSlot } from '../objects.ts';
import { label, type Words } from '../run.ts';
import { asking } from './choice.ts';
import { linesOf } from './order.ts';
import { type Filling, filled, NOTHING, type SlotContext, type SlotKind, valuesOf } from './slot.ts';

/** Below this a line is one of several that fit. */
const SURE = 0.6;

/** The lines of the order that the slot is about. */
export function linesIn(context: SlotContext): OrderLine[] {
  return orderInSlot(context.run.state, context.frame, context.slot.of)?.lines ?? [];
}

function chosen(context: SlotContext): string[] {
  return (context.current?.value as string[] | null) ?? [];
}

/** A button for one line: name, options, price in the currency of its order. */
export function lineOption(context: SlotContext, line: OrderLine): Option {
  const currency = orderInSlot(context.run.state, context.frame, context.slot.of)?.currency;
  const values = {
    line: line as Json,
    options: describeOptions(line.options),
    ...(currency === undefined ? {} : { currency }),
  };
  return { id: line.line_id, label: label(context.run, 'option_line', values) };
}

/** The button that ends a list of choices. */
export function enough(context: SlotContext): Option {
  return { id: 'enough', label: label(context.run, 'option_enough', {}) };
}

function fromWords(context: SlotContext, words: Words): Filling {
  const order = orderInSlot(context.run.state, context.frame, context.slot.of);
  if (!order) return NOTHING;
  const before = chosen(context);
  const ends = words.acts.includes('nothing_else') || words.acts.includes('no');
  if (asking(context) && before.length > 0 && ends) return filled(before, 'words');
  if (asking(context) && words.acts.includes('all_of_them')) {
    return filled(
      order.lines.map((line) => line.line_id),
      'words',
    );
  }
  const { found, change } = findLines.withChange(words.text, linesOf([order]), context.run.state.language);
  if (found.length === 0) return byPlace(context, words);
  // Several that fit alike are not an answer: the buyer is asked which.
  const ids = found.filter((one) => one.score >= SURE).map((one) => one.line_id);
  const value = adjusted(before, ids, change);
  return value.length > 0 ? filled(inOrder(order.lines, value), 'words') : NOTHING;
}

/** "The second one" of the list that was shown. */
function byPlace(context: SlotContext, { text }: Words): Filling {
  if (!asking(context)) return NOTHING;
  const options = linesIn(context)
    .filter((line) => !chosen(context).includes(line.line_id))
    .map((line) => lineOption(context, line));
  const { picked } = pickOption(text, options, context.run.state.language);
  const [only, ...others] = picked;
  return only && others.length === 0 ? filled([...chosen(context), only.id], 'words') : NOTHING;
}

/** "also the lamp" adds, "not the lamp" takes away, anything else replaces. */
function adjusted(before: string[], ids: string[], change: 'add' | 'remove' | 'replace'): string[] {
  if (before.length === 0 || change === 'replace') return change === 'remove' ? [] : ids;
  if (change === 'add') return [...new Set([...before, ...ids])];
  return before.filter((id) => !ids.includes(id));
}

function inOrder(lines: OrderLine[], ids: string[]): string[] {
  return lines.map((line) => line.line_id).filter((id) => ids.includes(id));
}

function fromButton(context: SlotContext, id: string): Filling {
  const before = chosen(context);
  if (id === 'enough') return before.length > 0 ? filled(before, 'button') : NOTHING;
  const lines = linesIn(context);
  if (!lines.some((line) => line.line_id === id)) return NOTHING;
  const value = inOrder(lines, [...before, id]);
  return { kind: 'filled', value, source: 'button', complete: value.length === lines.length };
}

/** Some lines of an order. */
export const lines: SlotKind = {
  needs: () => [],
  unasked(context) {
    const [only, ...others] = linesIn(context);
    return only && others.length === 0 ? filled([only.line_id], 'only_choice') : NOTHING;
  },
  fromWords,
  fromButton,
  question(context) {
    const before = chosen(context);
    const open = linesIn(context).filter((line) => !before.includes(line.line_id));
    const options = open.map((line) => lineOption(context, line));
    if (before.length === 0) return { values: valuesOf(context), options };
    return { values: valuesOf(context), options: [...options, enough(context)], reply: 'another_line' };
  },
};
