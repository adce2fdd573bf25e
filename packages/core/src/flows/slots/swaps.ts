import { describeOptions, productOf, type SwapChoice } from '../../actions/objects.ts';
import type { Option } from '../../conversation/event.ts';
import type { OrderLine, Product, Variant } from '../../conversation/world.ts';
import { pickOption } from '../../language/values/pick.ts';
import { type FoundSwap, findSwaps } from '../../language/values/swaps.ts';
import { chooseVariants, findWantedOptions, type Preference } from '../../language/values/wanted.ts';
import type { Json } from '../../lib/json.ts';
import { label, type Words } from '../run.ts';
import { asking } from './choice.ts';
import { enough, lineOption, linesIn } from './lines.ts';
import {
  type Filling,
  filled,
  NOTHING,
  type SlotContext,
  type SlotKind,
  type SlotQuestion,
  valuesOf,
} from './slot.ts';

/** Below this a line is one of several that fit. */
const SURE = 0.6;

type Wish = { wanted: SwapChoice['wanted']; preference: Preference; same: boolean };

function chosen(context: SlotContext): SwapChoice[] {
  return (context.current?.value as SwapChoice[] | null) ?? [];
}

function unresolved(context: SlotContext): OrderLine | null {
  const open = chosen(context).find((choice) => choice.to_item_id === null);
  return linesIn(context).find((line) => line.line_id === open?.line_id) ?? null;
}

/** What can be had instead of a line, best fit first; the same thing again only where the playbook allows it. */
function variantsFor(context: SlotContext, line: OrderLine, wanted: { [option: string]: string }): Variant[] {
  const product = productOf(context.run.state, line.product_id);
  if (!product) return [];
  return chooseVariants(product, line.options, wanted).filter(
    (variant) => context.slot.like_for_like === true || variant.item_id !== line.item_id,
  );
}

function satisfies(variant: Variant, wanted: { [option: string]: string }): boolean {
  return Object.entries(wanted).every(([option, value]) => variant.options[option] === value);
}

function kept(variant: Variant, line: OrderLine): number {
  return Object.entries(line.options).filter(([option, value]) => variant.options[option] === value).length;
}

/** The variant meant, when one fits what is wanted better than every other; else null, and the buyer is asked. */
function resolve(context: SlotContext, line: OrderLine, { wanted, preference, same }: Wish): string | null {
  if (same && Object.keys(wanted).length === 0) {
    return (
      variantsFor(context, line, {}).find((variant) => variant.item_id === line.item_id)?.item_id ?? null
    );
  }
  const fitting = variantsFor(context, line, wanted).filter((variant) => satisfies(variant, wanted));
  if (preference !== null && fitting.length > 0) {
    const sign = preference === 'cheapest' ? 1 : -1;
    return [...fitting].sort((a, b) => sign * (a.price_cents - b.price_cents))[0]?.item_id ?? null;
  }
  if (Object.keys(wanted).length === 0) return null;
  const [best, second] = fitting;
  if (!best) return null;
  return !second || kept(best, line) > kept(second, line) ? best.item_id : null;
}

function productsOf(context: SlotContext): { [product_id: string]: Product } {
  const read: { [product_id: string]: Product } = {};
  for (const line of linesIn(context)) {
    const product = productOf(context.run.state, line.product_id);
    if (product) read[line.product_id] = product;
  }
  return read;
}

function fromWords(context: SlotContext, words: Words): Filling {
  const lines = linesIn(context);
  const before = chosen(context);
  const ends = words.acts.includes('nothing_else') || words.acts.includes('no');
  const whole = before.length > 0 && before.every((choice) => choice.to_item_id !== null);
  if (asking(context) && whole && ends) return filled(before, 'words');
  const { language } = context.run.state;
  const order_id = context.frame.slots[context.slot.of ?? '']?.value;
  const candidates = lines.map((line) => ({ ...line, order_id: String(order_id) }));
  const { swaps, change } = findSwaps(words.text, candidates, { products: productsOf(context), language });
  const open = unresolved(context);
  if (open && asking(context) && !swaps.some((swap) => swap.line_id === open.line_id && swap.has_wish)) {
    const answer = answerFor(context, open, words);
    if (answer)
      return finish(
        before.map((choice) => (choice.line_id === open.line_id ? answer : choice)),
        lines,
      );
  }
  if (swaps.length === 0) return NOTHING;
  const denied = words.acts.includes('no') || words.acts.includes('correction');
  if (open && denied && swaps.some((swap) => swap.has_wish)) {
    // "not that, only the mug": the line that was asked about was never meant.
    const others = before.filter((choice) => choice.line_id !== open.line_id);
    return finish(merged(context, others, { swaps, text: words.text }), lines);
  }
  if (change === 'remove' && before.length > 0) {
    const left = before.filter((choice) => !swaps.some((swap) => swap.line_id === choice.line_id));
    return left.length > 0 ? finish(left, lines) : NOTHING;
  }
  // "only the kettle": of what was chosen before, that alone.
  if (change === 'replace' && whole && swaps.every((swap) => !swap.has_wish)) {
    const left = before.filter((choice) => swaps.some((swap) => swap.line_id === choice.line_id));
    if (left.length > 0) return finish(left, lines);
  }
  return finish(merged(context, before, { swaps, text: words.text }), lines);
}

type Said = { swaps: FoundSwap[]; text: string };

/** What was chosen before, and what the words say of single lines. */
function merged(context: SlotContext, before: SwapChoice[], { swaps, text }: Said): SwapChoice[] {
  // "the order with the lamp and the mug: a red mug": the lamp only says which order it is.
  const wished = swaps.filter((swap) => swap.has_wish);
  const sure = wished.length > 0 ? wished : swaps.filter((swap) => swap.score >= SURE);
  const said = sure.flatMap((swap): SwapChoice[] => {
    const line = linesIn(context).find((one) => one.line_id === swap.line_id);
    if (!line) return [];
    const earlier = before.find((choice) => choice.line_id === swap.line_id);
    if (earlier && !swap.has_wish) return [earlier];
    const back = earlier ? backTo(context, line, text.slice(swap.from, swap.to)) : {};
    const wanted = { ...(earlier?.wanted ?? {}), ...back, ...swap.wanted };
    return [{ line_id: line.line_id, wanted, to_item_id: resolve(context, line, { ...swap, wanted }) }];
  });
  const others = before.filter((choice) => !said.some((one) => one.line_id === choice.line_id));
  return [...others, ...said];
}

/** After a wrong reading an option may have to be told as it is already: "black" of what is black takes back the grey. */
function backTo(context: SlotContext, line: OrderLine, text: string): SwapChoice['wanted'] {
  const product = productOf(context.run.state, line.product_id);
  if (!product) return {};
  const { wanted } = findWantedOptions(text, {
    product,
    current: null,
    language: context.run.state.language,
  });
  return Object.fromEntries(
    Object.entries(wanted).filter(([option, value]) => line.options[option] === value),
  );
}

function answerFor(context: SlotContext, line: OrderLine, words: Words): SwapChoice | null {
  const product = productOf(context.run.state, line.product_id);
  if (!product) return null;
  const { language } = context.run.state;
  const before = chosen(context).find((choice) => choice.line_id === line.line_id)?.wanted ?? {};
  const found = findWantedOptions(words.text, { product, current: line.options, language });
  const back = backTo(context, line, words.text);
  if (Object.keys({ ...found.wanted, ...back }).length > 0 || found.preference !== null || found.same) {
    const wanted = { ...before, ...back, ...found.wanted };
    return {
      line_id: line.line_id,
      wanted,
      to_item_id: resolve(context, line, { ...found, wanted }),
    };
  }
  const { picked } = pickOption(words.text, variantOptions(context, line), language);
  return picked.length === 1
    ? { line_id: line.line_id, wanted: before, to_item_id: itemOf(picked[0]?.id ?? '') }
    : null;
}

function finish(value: SwapChoice[], lines: OrderLine[]): Filling {
  const sorted = lines.flatMap((line) => value.filter((choice) => choice.line_id === line.line_id));
  const complete = sorted.every((choice) => choice.to_item_id !== null);
  return { kind: 'filled', value: sorted as Json, source: 'words', complete };
}

const ITEM = 'item:';

function itemOf(id: string): string {
  return id.slice(ITEM.length);
}

function variantOptions(context: SlotContext, line: OrderLine): Option[] {
  const wanted = chosen(context).find((choice) => choice.line_id === line.line_id)?.wanted ?? {};
  const all = variantsFor(context, line, wanted);
  const fitting = all.filter((variant) => satisfies(variant, wanted));
  const product = productOf(context.run.state, line.product_id);
  return (fitting.length > 0 ? fitting : all).map((variant) => ({
    id: `${ITEM}${variant.item_id}`,
    label: describeOptions(variant.options),
    detail: label(context.run, 'option_variant_price', {
      ...(product ? { currency: product.currency } : {}),
      price_cents: variant.price_cents,
      difference_cents: variant.price_cents - line.price_cents,
    }),
  }));
}

function fromButton(context: SlotContext, id: string): Filling {
  const before = chosen(context);
  const lines = linesIn(context);
  if (id === 'enough') return before.length > 0 ? filled(before, 'button') : NOTHING;
  const open = unresolved(context);
  if (open && id.startsWith(ITEM)) {
    const known = variantsFor(context, open, {}).some((variant) => variant.item_id === itemOf(id));
    if (!known) return NOTHING;
    const value = before.map((one) =>
      one.line_id === open.line_id ? { ...one, to_item_id: itemOf(id) } : one,
    );
    const whole = value.length === lines.length && value.every((one) => one.to_item_id !== null);
    return { kind: 'filled', value, source: 'button', complete: whole };
  }
  if (!lines.some((line) => line.line_id === id)) return NOTHING;
  const others = before.filter((choice) => choice.line_id !== id);
  const value = [...others, { line_id: id, to_item_id: null, wanted: {} }];
  return { kind: 'filled', value, source: 'button', complete: false };
}

function question(context: SlotContext): SlotQuestion {
  const values = valuesOf(context);
  const open = unresolved(context);
  if (open) {
    const choice = chosen(context).find((one) => one.line_id === open.line_id);
    const wanted = choice?.wanted ?? {};
    const fits = variantsFor(context, open, wanted).some((variant) => satisfies(variant, wanted));
    const line = {
      line: open as Json,
      options: describeOptions(open.options),
      wanted: describeOptions(wanted),
      fits,
    };
    return { values: { ...values, ...line }, options: variantOptions(context, open), reply: 'which_variant' };
  }
  const before = chosen(context).map((choice) => choice.line_id);
  const left = linesIn(context).filter((line) => !before.includes(line.line_id));
  const options = left.map((line) => lineOption(context, line));
  if (before.length === 0) return { values, options };
  return { values, options: [...options, enough(context)], reply: 'another_line' };
}

/** Lines of an order, each with the variant wanted instead. */
export const swaps: SlotKind = {
  needs(context) {
    const ids = [...new Set(linesIn(context).map((line) => line.product_id))];
    const unread = ids.filter((id) => context.run.state.facts.products[id] === undefined);
    return unread.map((product_id) => ({ read: 'product', product_id }));
  },
  unasked(context) {
    const [only, ...others] = linesIn(context);
    if (!only || others.length > 0 || context.current !== null) return NOTHING;
    const value: SwapChoice[] = [{ line_id: only.line_id, to_item_id: null, wanted: {} }];
    return { kind: 'filled', value: value as Json, source: 'only_choice', complete: false };
  },
  fromWords,
  fromButton,
  question,
};
