import { placeOf } from '../../actions/action.ts';
import type { Option } from '../../conversation/event.ts';
import { findChoice, pickOption, SURE_UNASKED } from '../../language/values/pick.ts';
import { inLanguage, reckon, type Words } from '../run.ts';
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

function found(context: SlotContext, words: Words, least: number): Filling {
  const { language } = context.run.state;
  const choices = Object.entries(context.slot.options ?? {}).map(([value, one]) => ({
    value,
    label: inLanguage(context.run, one.label),
    examples: one.examples?.[language] ?? [],
  }));
  const [best, second] = findChoice(withoutRejected(words.text), choices, language);
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
