import { placeOf } from '../../actions/action.ts';
import type { Option } from '../../conversation/event.ts';
import { findChoice, pickOption, SURE_UNASKED } from '../../language/values/pick.ts';
import type { Slot } from '../flow.ts';
import { inLanguage, type Run, reckon, type Words } from '../run.ts';
import { type Filling, filled, NOTHING, type SlotContext, type SlotKind, valuesOf } from './slot.ts';

function options(context: SlotContext): Option[] {
  return Object.entries(context.slot.options ?? {}).map(([id, one]) => ({
    id,
    label: inLanguage(context.run, one.label),
  }));
}

function unasked(context: SlotContext): Filling {
  const source = context.slot.default;
  if (source === undefined || context.current !== null) return NOTHING;
  const at = { document: placeOf(context.flow.id, [context.name]), source };
  const value = reckon(context.run, at, valuesOf(context));
  return typeof value === 'string' && value !== '' ? filled(value, 'given') : NOTHING;
}

/** What is told as not wanted: "send it again, not the money", "a new one rather than a refund", "prefiero otra a que me paguéis". */
const REJECTED: RegExp[] = [
  /[,;.]\s*(?:and |but |y |pero )?(?:not|no)\s+(?:the|my|a|el|la|los|las|lo|mi|un|una)\b[^,;.!?]*[.!]*\s*$/giu,
  /\b(?:rather than|instead of|and not|en vez de|en lugar de|antes que|y no)\s[^,;.!?]*/giu,
  /(?<=\brather\b[^,;.!?]{3,50}?)\bthan\s[^,;.!?]*/giu,
  /(?<=\bprefer\b[^,;.!?]{3,50}?)\b(?:to|over)\s+(?:the|my|a|an|any|getting|having)\b[^,;.!?]*/giu,
  /(?<=\bprefer\w*\b[^,;.!?]{3,50}?)\b(?:a que|al|a la|que no)\s[^,;.!?]*/giu,
];

/** The words without what they say is not wanted; all of them where nothing would be left. */
function withoutRejected(text: string): string {
  const wanted = REJECTED.reduce((left, pattern) => left.replace(pattern, ' '), text);
  return /\p{L}/u.test(wanted) ? wanted : text;
}

function fromWords(context: SlotContext, words: Words): Filling {
  return found(context, words, asking(context) ? 0 : SURE_UNASKED);
}

/** Whether words that answer the question choose so clearly that they would unasked as well. */
export function choosesClearly(context: SlotContext, words: Words): boolean {
  return found(context, words, SURE_UNASKED).kind === 'filled';
}

/** What the words choose of a slot's options, the surest first. */
function chosenFrom(run: Run, { options = {} }: Slot, text: string): { value: string; score: number }[] {
  const { language } = run.state;
  const choices = Object.entries(options).map(([value, one]) => ({
    value,
    label: inLanguage(run, one.label),
    examples: one.examples?.[language] ?? [],
  }));
  return findChoice(withoutRejected(text), choices, language);
}

/** By so much a part must choose surer of another slot: one part may choose of both. */
const CLEARLY_MORE = 0.2;

/** Without the parts that rather choose of another slot: "it has a hole, just the money" does not say that just one thing came. */
function ownParts({ run, flow, name, slot }: SlotContext, text: string): string {
  const others = Object.entries(flow.slots).filter(
    ([other, { kind }]) => kind === 'choice' && other !== name,
  );
  if (others.length === 0) return text;
  const surest = (of: Slot, part: string): number => chosenFrom(run, of, part)[0]?.score ?? 0;
  const parts = text.split(/(?<=[,.;:!?\n–—])/u);
  return parts
    .filter((part) => others.every(([, other]) => surest(other, part) <= surest(slot, part) + CLEARLY_MORE))
    .join('');
}

function found(context: SlotContext, words: Words, least: number): Filling {
  const { language } = context.run.state;
  const [best, second] = chosenFrom(context.run, context.slot, ownParts(context, words.text));
  if (best && best.score >= least && (!second || best.score > second.score))
    return filled(best.value, 'words');
  // "the second one" is an answer to the list that was shown, and to nothing else.
  if (!asking(context)) return NOTHING;
  const picked = pickOption(words.text, options(context), language).picked;
  return picked.length === 1 ? filled(picked[0]?.id ?? '', 'words') : NOTHING;
}

/** Whether the open question is about this slot. */
export function asking(context: SlotContext): boolean {
  const asks = context.run.state.question?.asks;
  return asks?.kind === 'slot' && asks.slot === context.name;
}

/** One of a closed set of values, such as a reason. */
export const choice: SlotKind = {
  needs: () => [],
  unasked,
  fromWords,
  fromButton(context, id) {
    return context.slot.options?.[id] ? filled(id, 'button') : NOTHING;
  },
  question(context) {
    return { values: valuesOf(context), options: options(context) };
  },
};
