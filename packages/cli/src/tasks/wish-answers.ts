import { swapAsked } from './buttons.ts';
import { addressSaid, methodSaid, optionsSaid, wantedSaid } from './describe.ts';
import type { WishGoal } from './goals.ts';
import { ANSWERS, PHRASES } from './phrases.ts';
import type { Reading } from './reading.ts';
import {
  addressWords,
  filled,
  itemsSaid,
  methodWords,
  type Self,
  swapsSaid,
  tellWish,
  whichSaid,
  whySaid,
} from './wish-words.ts';

/** A question as it was read, and how often it was answered before. */
type Asked = { reading: Reading; again: number };

/** The same; asked again, the answer is to be clear. */
type Question = { reading: Reading; clear: boolean };

/** The answer in words to a question about a wish; `again` counts how often it was answered before. */
export function answerWish(self: Self, goal: WishGoal, { reading, again }: Asked): string {
  const { voice } = self;
  const { wish } = goal;
  const clear = again > 0;
  const question = { reading, clear };
  switch (reading.asked) {
    case 'order':
      if (wish.kind === 'profile') return tellWish(self, wish, { rich: true });
      return filled(voice.pick(ANSWERS.order), { which: whichSaid(self, wish, clear || voice.chance(0.75)) });
    case 'reason':
      if (wish.kind !== 'cancel') break;
      return clear ? wish.reason : filled(voice.pick(ANSWERS.reason), { why: whySaid(voice, wish.reason) });
    case 'items':
    case 'more_items':
      return itemsAnswer(self, goal, question);
    case 'variant':
      return variantAnswer(self, goal, question);
    case 'method':
      if (!('method' in wish)) break;
      return filled(voice.pick(ANSWERS.method), {
        method: clear ? methodSaid(voice, wish.method, self.methods) : methodWords(self, wish),
      });
    case 'address':
      if (!('address' in wish)) break;
      return filled(voice.pick(wish.kind === 'profile' ? ANSWERS.profile : ANSWERS.address), {
        address: clear ? addressSaid(voice, wish.address) : addressWords(self, wish),
      });
    default:
      break;
  }
  return tellWish(self, wish, { rich: true });
}

function itemsAnswer(self: Self, goal: WishGoal, { reading, clear }: Question): string {
  const { voice } = self;
  const { wish } = goal;
  const said = goal.asked.get('items') ?? 0;
  if (reading.asked === 'more_items' && said > 0 && !clear) return voice.pick(PHRASES.enough);
  if (wish.kind === 'return')
    return filled(voice.pick(ANSWERS.items), { items: withoutThe(itemsSaid(self, wish, clear)) });
  if (wish.kind === 'swap') return filled(voice.pick(ANSWERS.swaps), { swaps: swapsSaid(self, wish, clear) });
  return tellWish(self, wish, { rich: true });
}

function withoutThe(items: string): string {
  return items.replace(/^(?:the|my) /, '');
}

function variantAnswer(self: Self, goal: WishGoal, { reading, clear }: Question): string {
  const { voice } = self;
  const swap = swapAsked(reading.question, goal.wish);
  if (!swap)
    return goal.wish.kind === 'swap'
      ? `not that, only ${swapsSaid(self, goal.wish, true)}`
      : tellWish(self, goal.wish, { rich: true });
  if (clear) return optionsSaid(voice, swap.to);
  const wanted = wantedSaid(voice, swap, voice.chance(0.3));
  return Object.keys(swap.change).length === 0 ? wanted : filled(voice.pick(ANSWERS.variant), { wanted });
}
