import { orderOf } from '../../actions/objects.ts';
import type { Order } from '../../conversation/world.ts';
import { type FoundLine, findLines, mentionsIn } from '../../language/values/lines.ts';
import { findForeignOrderNumbers, findOrders } from '../../language/values/order-number.ts';
import { findOrdersByTime } from '../../language/values/order-time.ts';
import type { Json } from '../../lib/json.ts';
import { orderInSlot } from '../objects.ts';
import { flowOf, label, type Words } from '../run.ts';
import {
  type Filling,
  filled,
  NOTHING,
  refuse,
  type SlotContext,
  type SlotKind,
  slotReply,
  thoseWhere,
  valuesOf,
} from './slot.ts';

function all(context: SlotContext): Order[] {
  return context.run.state.facts.orders?.value ?? [];
}

function candidates(context: SlotContext): Order[] {
  return thoseWhere(context, all(context), context.slot.among);
}

/** Of several, those that the slot prefers, if any. */
function preferred(context: SlotContext, orders: Order[]): Order[] {
  if (orders.length < 2) return orders;
  const better = thoseWhere(context, orders, context.slot.prefer);
  return better.length > 0 ? better : orders;
}

/** One button an order: number, articles, state. */
export function orderLabel(context: SlotContext, order: Order): string {
  const articles = order.lines.map((line) => line.name).join(', ');
  return label(context.run, 'option_order', { order: order as Json, articles });
}

function unasked(context: SlotContext): Filling {
  const open = candidates(context);
  const page = open.find((order) => order.id === context.run.state.order_id);
  if (page) return filled(page.id, 'token');
  if (open.length === 0) {
    const reply = slotReply(context, 'none') ?? 'no_order';
    return { kind: 'impossible', reply, values: valuesOf(context) };
  }
  const above = asideFrom(context);
  if (above !== null && open.some((order) => order.id === above)) return filled(above, 'given');
  if (open.length === 1 && all(context).length === 1) return filled(open[0]?.id ?? '', 'only_choice');
  const words = context.frame.wish?.words ?? '';
  // Who insists means the order that was refused, and no other is taken for it.
  const insists = INSISTING[context.run.state.language]?.test(words) ?? false;
  const told = context.current === null && words !== '' && !insists;
  // Told in words that name no order: the only one that such a wish is likely about; it is read back like any other.
  const likely = told ? preferred(context, open) : [];
  return likely.length === 1 ? filled(likely[0]?.id ?? '', 'only_choice') : NOTHING;
}

const INSISTING: { [language: string]: RegExp } = {
  en: /\b(?:anyways?|anyhow|regardless|nevertheless|all the same|even so|i said|just do it)\b/i,
  es: /\b(?:igualmente|de todos modos|de todas (?:formas|maneras)|aun así|aunque sea así|he dicho|te digo que|hazlo ya)(?!\p{L})/iu,
};
const ANOTHER: { [language: string]: RegExp } = { en: /\bother\b|\banother\b/i, es: /\botr[oa]\b/i };

/** A question in between is about the order of the matter that it interrupts, unless it speaks of another. */
function asideFrom({ run, frame, flow, current }: SlotContext): string | null {
  const below = run.state.frames.at(-2);
  if (!below || current !== null || frame.wish === null || frame.topic === below.topic) return null;
  if (frame.wish.message_seq <= below.started || ANOTHER[run.state.language]?.test(frame.wish.words))
    return null;
  const slot = Object.entries(flowOf(run, below).slots).find(([, one]) => one.kind === 'order')?.[0];
  return slot === undefined || flow.id === below.flow
    ? null
    : (orderInSlot(run.state, below, slot)?.id ?? null);
}

function fromWords(context: SlotContext, words: Words): Filling {
  const open = candidates(context);
  const named = findOrders(words.text, all(context)).filter(
    (one) => !isSource(context, words.text.slice(0, one.from)),
  );
  const ids = [...new Set(named.map((one) => one.order_id))];
  const fitting = ids.filter((id) => open.some((order) => order.id === id));
  if (fitting.length > 0) return byNumber(context, words, fitting);
  if (ids.length > 0) {
    const order = all(context).find((one) => one.id === ids[0]);
    return refuse(context, 'order_not_possible', { order: (order ?? null) as Json });
  }
  const foreign = findForeignOrderNumbers(words.text, all(context));
  if (foreign[0]) return { kind: 'refused', reply: 'order_not_found', values: { named: foreign[0].text } };
  const named_so = byArticles(context, words, open);
  if (named_so.kind !== 'nothing') return named_so;
  const when = byTime(context, words, open);
  return when.kind === 'nothing' ? byReference(context, words, open) : when;
}

const SOURCE =
  /\b(?:use|to|same|as|like)\s+(?:the\s+)?(?:same\s+)?(?:\w+\s+)?address\s+(?:as|of|for|from|on)\b[^.!?]{0,24}$|\bla (?:misma )?dirección del\b[^.!?]{0,24}$/i;

/** "Use the address of my order 15": that number tells where the value comes from, not which order is meant. */
function isSource(context: SlotContext, before: string): boolean {
  return takesAddress(context) && SOURCE.test(before.slice(-80));
}

function takesAddress(context: SlotContext): boolean {
  return Object.values(context.flow.slots).some((slot) => slot.kind === 'address');
}

// The first number is this wish's; each further one is a wish of its own, in its own words.
function byNumber(context: SlotContext, words: Words, ids: string[]): Filling {
  const [first = '', ...others] = ids;
  const lines = findLines(words.text, linesOf(all(context)), context.run.state.language);
  const about = new Set(lines.map((line) => line.order_id));
  // "send 12 to the address of 15": the second number is where the value comes from.
  const also =
    takesAddress(context) || (about.size > 0 && context.flow.slots[context.name]?.of) ? [] : others;
  return also.length > 0
    ? { kind: 'filled', value: first, source: 'words', complete: true, also }
    : filled(first, 'words');
}

/** Lines of several orders as the finder of articles takes them. */
export function linesOf(orders: Order[]) {
  return orders.flatMap((order) => order.lines.map((line) => ({ ...line, order_id: order.id })));
}

// The order is the one in which most of the articles named are; "everything" names none.
function byArticles(context: SlotContext, words: Words, open: Order[]): Filling {
  const { language } = context.run.state;
  const { mentions } = mentionsIn(words.text, linesOf(open), { language, more: [] });
  if (
    isHere(
      context,
      mentions.flatMap((mention) => mention.names),
    )
  )
    return NOTHING;
  const describing = mentions.filter((mention) => mention.describes);
  const telling = describing.length > 0 ? describing : mentions.filter((mention) => !mention.excluded);
  const named = telling.map((mention) => mention.found);
  const found = named.length > 0 ? named : [byOptions(words, open, language)];
  const sums = scores(found);
  if (sums.size === 0) return NOTHING;
  const best = Math.max(...sums.values());
  const orders = open.filter((order) => (sums.get(order.id) ?? 0) >= best - 0.05);
  const fitting = preferred(context, orders);
  return fitting.length === 1 ? filled(fitting[0]?.id ?? '', 'words') : NOTHING;
}

// "My last order", "the one from yesterday": by the clocks of the marketplace.
function byTime({ run }: SlotContext, { text }: Words, open: Order[]): Filling {
  const { language, at } = run.state;
  const zone = run.strategy.settings.zone;
  const dated = open.flatMap(({ id, placed_at, delivered_at }) =>
    placed_at === undefined
      ? []
      : [{ id, placed_at, ...(delivered_at === undefined ? {} : { delivered_at }) }],
  );
  const placed = findOrdersByTime(text, dated, { language, now: at, zone });
  return placed.length === 1 ? filled(placed[0]?.id ?? '', 'words') : NOTHING;
}

const REFERENCE: { [language: string]: RegExp } = {
  en: /\b(?:that|this|the same|same) (?:order|one|purchase|parcel)\b|\bfor (?:it|that|this) too\b|\b(?:too|as well|also)\W*$/i,
  es: /\b(?:ese|este|dicho|el mismo|mismo) (?:pedido|paquete)\b|\b(?:esa|esta|la misma) (?:compra|orden)\b|\btambién\W*$/iu,
};

// "And the invoice for that order": the one that was dealt with last in this conversation.
function byReference({ run }: SlotContext, { text }: Words, open: Order[]): Filling {
  const last = run.state.actions.findLast((action) => action.order_id !== null)?.order_id;
  const refers = REFERENCE[run.state.language]?.test(text) ?? false;
  return refers && open.some((order) => order.id === last) ? filled(last ?? '', 'words') : NOTHING;
}

// A correction of an article is no reason to leave the order that has it.
function isHere({ run, current }: SlotContext, names: string[]): boolean {
  const order = current?.complete ? orderOf(run.state, current.value) : null;
  return order?.lines.some((line) => names.includes(line.name)) ?? false;
}

// "The blue one": no article is named, but what it looks like; only where that does not fit nearly everything.
function byOptions(words: Words, open: Order[], language: string): FoundLine[] {
  const lines = linesOf(open);
  const found = findLines(words.text, lines, language);
  return found.length < lines.length ? found : [];
}

// How many of the articles named an order has, each as certain as it was found there.
function scores(mentions: FoundLine[][]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const found of mentions) {
    const here = new Map<string, number>();
    for (const one of found) here.set(one.order_id, Math.max(one.score, here.get(one.order_id) ?? 0));
    for (const [id, score] of here) sums.set(id, (sums.get(id) ?? 0) + score);
  }
  return sums;
}

/** One of the buyer's own orders: by number, a part of it, the articles in it, or the page the chat was opened from. */
export const order: SlotKind = {
  needs: () => [],
  unasked,
  fromWords,
  fromButton(context, id) {
    return candidates(context).some((one) => one.id === id) ? filled(id, 'button') : NOTHING;
  },
  question(context) {
    const open = preferred(context, candidates(context));
    const shown = open.length > 0 ? open : candidates(context);
    const others = candidates(context).filter((one) => !shown.includes(one));
    const options = [...shown, ...others]
      .slice(0, 12)
      .map((one) => ({ id: one.id, label: orderLabel(context, one) }));
    return { values: valuesOf(context), options };
  },
};
