import type { Address, JsonObject, OrderLine, PaymentMethod } from '@hark/core';
import type { ShopCall, World } from '@hark/server';

type Order = World['orders'][string];

/** One article of an order and what it should become: the options whole, and those of them that differ. */
export type WantedSwap = { line: OrderLine; to: Options; change: Options };
/** The options of an article by name. */
export type Options = { [option: string]: string };

/** A change in the shop as a person would know it: articles, options, ways to pay, addresses; ids are never said. */
export type Wish =
  | { kind: 'cancel'; order: Order; reason: string }
  | { kind: 'return'; order: Order; lines: OrderLine[]; method: PaymentMethod }
  | { kind: 'swap'; order: Order; swaps: WantedSwap[]; method: PaymentMethod }
  | { kind: 'payment'; order: Order; method: PaymentMethod }
  | { kind: 'address'; order: Order; address: Address }
  | { kind: 'profile'; address: Address; before: Address };

/** The name of a kind of wish. */
export type WishKind = Wish['kind'];

/** What a changing call would do, seen with a person's eyes; null when it names what the world does not hold. */
export function wishOf(call: Pick<ShopCall, 'call' | 'args'>, world: World): Wish | null {
  const { args } = call;
  if (call.call === 'change_buyer_address') {
    const address = addressIn(args);
    const before = world.buyers[text(args, 'buyer_id')]?.address;
    return address && before ? { kind: 'profile', address, before } : null;
  }
  const order = world.orders[text(args, 'order_id')];
  if (!order) return null;
  if (call.call === 'cancel_order') return { kind: 'cancel', order, reason: text(args, 'reason') };
  if (call.call === 'change_order_address') {
    const address = addressIn(args);
    return address && { kind: 'address', order, address };
  }
  const method = methodIn(world, order, text(args, 'payment_method_id'));
  if (!method) return null;
  if (call.call === 'change_order_payment') return { kind: 'payment', order, method };
  const lines = linesIn(order, texts(args, 'item_ids'));
  if (!lines) return null;
  if (call.call === 'return_items') return { kind: 'return', order, lines, method };
  const swaps = swapsIn(world, lines, texts(args, 'new_item_ids'));
  return swaps && { kind: 'swap', order, swaps, method };
}

/** Who owns what a changing call touches; null when it touches nothing that exists. */
export function ownerOf(call: Pick<ShopCall, 'args'>, world: World): string | null {
  const order = world.orders[text(call.args, 'order_id')];
  return order?.buyer_id ?? world.buyers[text(call.args, 'buyer_id')]?.id ?? null;
}

function text(args: JsonObject, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}

function texts(args: JsonObject, name: string): string[] {
  const value = args[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function addressIn(args: JsonObject): Address | null {
  const { address } = args;
  if (typeof address !== 'object' || address === null || Array.isArray(address)) return null;
  const part = (name: keyof Address) => text(address, name);
  return {
    line1: part('line1'),
    line2: part('line2'),
    city: part('city'),
    region: part('region'),
    postcode: part('postcode'),
    country: part('country'),
  };
}

function methodIn(world: World, order: Order, id: string): PaymentMethod | null {
  return world.buyers[order.buyer_id]?.payment_methods.find((method) => method.id === id) ?? null;
}

/** The same article twice in a call means two lines of the order. */
function linesIn(order: Order, item_ids: string[]): OrderLine[] | null {
  const left = [...order.lines];
  const lines: OrderLine[] = [];
  for (const id of item_ids) {
    const at = left.findIndex((line) => line.item_id === id);
    lines.push(...(at < 0 ? [] : left.splice(at, 1)));
  }
  return lines.length === item_ids.length ? lines : null;
}

function swapsIn(world: World, lines: OrderLine[], new_item_ids: string[]): WantedSwap[] | null {
  const swaps = lines.flatMap((line, index): WantedSwap[] => {
    const variants = world.products[line.product_id]?.variants ?? [];
    const to = variants.find((variant) => variant.item_id === new_item_ids[index])?.options;
    return to ? [{ line, to, change: difference(line.options, to) }] : [];
  });
  return swaps.length === lines.length ? swaps : null;
}

function difference(from: Options, to: Options): Options {
  return Object.fromEntries(Object.entries(to).filter(([option, value]) => from[option] !== value));
}
