import type { Option, OrderLine, PaymentMethod } from '@hark/core';
import type { CardFault } from './card-check.ts';
import type { WishGoal } from './goals.ts';
import type { Asked, Reading } from './reading.ts';
import { addressMissing, methodsShown, names, namesOrder, showsOptions } from './seen.ts';
import type { Wish, WishKind } from './wish.ts';

const YES = /^(?:yes|ok|go ahead|confirm|correct)\b/i;
const NO = /^no\b|\bwrong\b|\bnot right\b/i;
const ENOUGH = /\bthat(?:'s| is) (?:all|it)\b|\benough\b|\bnothing else\b|\bdone\b/i;
const MORE = /\bsomething else\b|\bmore\b|\banother\b/i;
const SORTED = /\b(?:sorted|solved|that is all|nothing else)\b/i;
const LEAVE = /\b(?:do not do|don't do|leave|drop|not at all|keep)\b/i;

const KIND_LABELS: { readonly [K in WishKind]: readonly RegExp[] } = {
  cancel: [/\bcancel/i],
  return: [/\breturn/i, /\b(?:send|give|take) back/i],
  swap: [/\bexchange/i, /\b(?:change|swap|modify).*\bitems?/i, /\bitems?\b/i],
  payment: [/\bpay\b/i, /\bpayment\b.*\border/i, /\bpayment/i],
  address: [
    /\baddress of (?:an|my|the) order/i,
    /\b(?:shipping|delivery) address/i,
    /\baddress(?!.*\b(?:default|profile|account))/i,
  ],
  profile: [/\b(?:default|profile|account)\b.*\baddress/i, /\baddress\b.*\b(?:default|profile|account)/i],
};

const FAULT_LABELS: { readonly [K in CardFault['wrong']]: RegExp } = {
  kind: LEAVE,
  order: /\border\b/i,
  reason: /\breason\b/i,
  missing: /\bitems?\b/i,
  extra: /\bitems?\b/i,
  variant: /\bitems?\b/i,
  method: /\bpay|\brefund|\bmethod/i,
  address: /\baddress\b/i,
};

const labelled = (options: readonly Option[], words: RegExp) =>
  options.find(({ label }) => words.test(label)) ?? null;
const whole = ({ label, detail }: Option) => `${label} ${detail ?? ''}`;

/** The button that says yes. */
export const pressYes = (options: readonly Option[]) => labelled(options, YES);
/** The button that says no. */
export const pressNo = (options: readonly Option[]) => labelled(options, NO);
/** The button that ends a list of choices. */
export const pressEnough = (options: readonly Option[]) => labelled(options, ENOUGH);
/** The button that leaves things as they are. */
export const pressLeave = (options: readonly Option[]) => labelled(options, LEAVE);
/** "Something else", or that all is done. */
export const pressElse = (options: readonly Option[], more: boolean) =>
  labelled(options, more ? MORE : SORTED);

/** The button for what is wrong with a read-back. */
export function pressFault(options: readonly Option[], faults: readonly CardFault[]): Option | null {
  const [first] = faults;
  return first ? labelled(options, FAULT_LABELS[first.wrong]) : null;
}

/** The button that stands for this kind of wish, among topics or ways to go on. */
export function pressKind(options: readonly Option[], kind: WishKind): Option | null {
  const own = (option: Option) =>
    kind === 'profile' || kind !== 'address' || !/\b(?:default|profile|account)\b/i.test(option.label);
  for (const words of KIND_LABELS[kind]) {
    const found = options.find((option) => own(option) && words.test(option.label));
    if (found) return found;
  }
  return null;
}

type Question = Pick<Reading, 'question' | 'options'> & { asked: Asked };

/** The button that answers a question about a wish; null where none of them says what the buyer wants. */
export function pressFor(
  reading: Question,
  goal: WishGoal,
  methods: readonly PaymentMethod[],
): Option | null {
  const { wish } = goal;
  const { options } = reading;
  switch (reading.asked) {
    case 'order':
      return wish.kind === 'profile'
        ? null
        : (options.find(({ label }) => namesOrder(label, wish.order.id)) ?? null);
    case 'reason':
      return wish.kind === 'cancel' ? (options.find(({ label }) => names(label, wish.reason)) ?? null) : null;
    case 'items':
    case 'more_items':
      return pressArticle(options, goal);
    case 'variant':
      return pressVariant(reading, wish);
    case 'method':
      return 'method' in wish
        ? (options.find((one) => methodsShown(whole(one), methods).some(({ id }) => id === wish.method.id)) ??
            null)
        : null;
    case 'address':
      return 'address' in wish
        ? (options.find((one) => addressMissing(whole(one), wish.address).length === 0) ?? null)
        : null;
    case 'ways':
    case 'what':
      return pressKind(options, wish.kind);
    default:
      return null;
  }
}

/** The articles that a wish is about. */
export function linesOf(wish: Wish): OrderLine[] {
  if (wish.kind === 'return') return wish.lines;
  return wish.kind === 'swap' ? wish.swaps.map(({ line }) => line) : [];
}

function pressArticle(options: readonly Option[], goal: WishGoal): Option | null {
  for (const line of linesOf(goal.wish)) {
    if (goal.pressed.has(line.line_id)) continue;
    const option = options.find(
      (one) => names(one.label, line.name) && showsOptions(one.label, line.options),
    );
    if (!option) continue;
    goal.pressed.add(line.line_id);
    return option;
  }
  return pressEnough(options);
}

function pressVariant({ question, options }: Question, wish: Wish): Option | null {
  const swap = swapAsked(question, wish);
  if (!swap) return null;
  return options.find((one) => showsOptions(whole(one), swap.to)) ?? null;
}

/** Which of the wanted swaps a question is about: its article is named there. */
export function swapAsked(question: string, wish: Wish) {
  if (wish.kind !== 'swap') return null;
  const named = wish.swaps.filter(({ line }) => names(question, line.name));
  const other = wish.order.lines.some(({ name }) => names(question, name));
  if (named.length === 0) return other || wish.swaps.length > 1 ? null : (wish.swaps[0] ?? null);
  if (named.length === 1) return named[0] ?? null;
  return named.find(({ line }) => showsOptions(question, line.options)) ?? named[0] ?? null;
}
