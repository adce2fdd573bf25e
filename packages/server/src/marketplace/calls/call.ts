import { type Json, type JsonObject, must } from '@hark/core';
import { z } from 'zod';
import { recordOf, type StoredOrder, type World } from '../world.ts';

/** An expected no; nothing was changed. */
export type Refused = { outcome: 'refused'; code: string; reason: string };

/** How a call ended in the shop system. */
export type Outcome = { outcome: 'done'; result: JsonObject } | Refused;

/** One operation of the shop system. `run` changes the world in place, or refuses and leaves it as it was. */
export type Call = { writes: boolean; run(world: World, args: JsonObject): Outcome };

/** A refusal with its reason for people. */
export function refused(code: string, reason: string): Refused {
  return { outcome: 'refused', code, reason };
}

/** The end of a call that was carried out. */
export function done(result: { [name: string]: Json }): Outcome {
  return { outcome: 'done', result };
}

/** A call from the schema of its arguments and what it does with arguments that fit. */
export function defineCall<S extends z.ZodType>(definition: {
  writes: boolean;
  args: S;
  run(world: World, args: z.output<S>): Outcome;
}): Call {
  return {
    writes: definition.writes,
    run(world, args) {
      const parsed = definition.args.safeParse(args);
      if (parsed.success) return definition.run(world, parsed.data);
      const issue = must(parsed.error.issues[0], 'an issue of arguments that do not fit');
      return refused('invalid_arguments', `${issue.path.join('.') || 'arguments'}: ${issue.message}`);
    },
  };
}

/** An id in arguments. */
export const Id = z.string().min(1).max(200);

/** A list of articles in arguments; the same article may stand in it more than once. */
export const ItemIds = z.array(Id).max(1000);

type InStatus = { order_id: string; status: string | readonly string[]; code: string; reason: string };

/** The order when it exists and is in the status named, or in one of several, otherwise a refusal. */
export function orderIn(world: World, wanted: InStatus): StoredOrder | Refused {
  const order = recordOf(world.orders, wanted.order_id);
  if (!order) return refused('order_not_found', `There is no order ${wanted.order_id}.`);
  if (![wanted.status].flat().includes(order.status))
    return refused(wanted.code, `${wanted.reason} This order is ${order.status}.`);
  return order;
}

/** The buyer's payment method, otherwise a refusal. */
export function methodOf(world: World, order: StoredOrder, payment_method_id: string) {
  const buyer = must(world.buyers[order.buyer_id], `buyer ${order.buyer_id} of order ${order.id}`);
  const method = buyer.payment_methods.find((candidate) => candidate.id === payment_method_id);
  return method ?? refused('payment_method_not_found', 'This payment method does not belong to the buyer.');
}

/** Credits (or, when negative, debits) a method that holds a balance; others settle outside the shop. */
export function credit(method: { balance_cents?: number }, amount_cents: number): void {
  if (method.balance_cents !== undefined) method.balance_cents += amount_cents;
}

/** Whether a method can pay the amount as far as the shop can tell. */
export function covers(method: { balance_cents?: number }, amount_cents: number): boolean {
  return method.balance_cents === undefined || method.balance_cents >= amount_cents;
}

/** What the articles cost together, by the prices of the order that holds them. */
export function priceOf(order: StoredOrder, item_ids: string[]): number {
  const prices = new Map(order.lines.map((line) => [line.item_id, line.price_cents]));
  return item_ids.reduce((sum, id) => sum + must(prices.get(id), `price of ${id}`), 0);
}

/** An article that is named more often than the order holds it. */
export function notHeld(order: StoredOrder, item_ids: string[]): Refused | null {
  const held = new Map<string, number>();
  for (const line of order.lines) held.set(line.item_id, (held.get(line.item_id) ?? 0) + 1);
  for (const id of item_ids) {
    const left = held.get(id) ?? 0;
    if (left === 0)
      return refused('item_not_in_order', `Order ${order.id} does not hold item ${id} (so often).`);
    held.set(id, left - 1);
  }
  return null;
}
