import { linesOf } from './buttons.ts';
import type { Goal } from './goals.ts';
import type { Reading } from './reading.ts';
import { cardText, names, namesOrder } from './seen.ts';
import type { WishKind } from './wish.ts';

const CUES: { readonly [K in WishKind]: RegExp } = {
  cancel: /\bcancel/i,
  return: /\breturn|\brefund go\b|\bcome with\b|\bsend back\b/i,
  swap: /\bexchang|\bchange (?:or|items)|\bitems?\b.*\bchanged\b|\binstead of your|\bdifference in price\b/i,
  payment: /\bpay\b|\bpaid (?:another|some other) way\b|\bpayment of order\b/i,
  address: /\banother address\b|\baddress of (?:an|the|my)? ?order\b|\border\b.*\bgo\b/i,
  profile: /\bdefault address\b|\bprofile\b/i,
};

/** Which of the buyer's goals a turn is about, by order numbers, articles and words; where nothing tells, the one under way. */
export function likelyGoal<G extends Goal>(
  reading: Reading,
  goals: readonly G[],
  current: Goal | null,
): G | null {
  const text = `${reading.all} \n ${reading.read_back ? cardText(reading.read_back.card) : ''}`;
  const scored = goals.map((goal) => ({ goal, score: scoreOf(goal, text) + (goal === current ? 1 : 0) }));
  return (
    scored.reduce<{ goal: G; score: number } | null>(
      (best, one) => (best === null || one.score > best.score ? one : best),
      null,
    )?.goal ?? null
  );
}

function scoreOf(goal: Goal, text: string): number {
  if (goal.kind !== 'wish') return 0;
  const { wish } = goal;
  const cue = CUES[wish.kind].test(text) ? 2 : 0;
  if (wish.kind === 'profile') return cue;
  const order = namesOrder(text, wish.order.id) ? 3 : 0;
  const articles = linesOf(wish).filter(({ name }) => names(text, name)).length > 0 ? 2 : 0;
  return order + cue + articles;
}
