import type { Words } from '../run.ts';
import { asking } from './choice.ts';
import { filled, NOTHING, type SlotContext, type SlotKind, valuesOf } from './slot.ts';

const MAX_LENGTH = 2000;
/** They tell nothing of what was asked for. */
const POLITE = ['thanks', 'greeting', 'goodbye', 'nothing_else'];

/** Free words, taken as they are when they answer the question. */
export const text: SlotKind = {
  needs: () => [],
  unasked: () => NOTHING,
  fromWords(context: SlotContext, words: Words) {
    const said = words.text.trim();
    const polite = words.acts.length > 0 && words.acts.every((act) => POLITE.includes(act));
    return asking(context) && said !== '' && !polite ? filled(said.slice(0, MAX_LENGTH), 'words') : NOTHING;
  },
  fromButton: () => NOTHING,
  question(context) {
    return { values: valuesOf(context), options: [] };
  },
};
