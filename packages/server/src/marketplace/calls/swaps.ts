import { must } from '@hark/core';
import { z } from 'zod';
import { recordOf, type StoredOrder, type World } from '../world.ts';
import { covers, Id, ItemIds, methodOf, notHeld, type Refused, refused } from './call.ts';

/** Arguments of the calls that put other variants in the place of articles: the two lists stand side by side. */
export const SwapArguments = z.strictObject({
  order_id: Id,
  item_ids: ItemIds,
  new_item_ids: ItemIds,
  payment_method_id: Id,
});

type SwapArguments = z.infer<typeof SwapArguments>;

function lineOf(order: StoredOrder, item_id: string) {
  return must(
    order.lines.find((line) => line.item_id === item_id),
    `item ${item_id} in order ${order.id}`,
  );
}

/** The pairs of article and new variant, or why one of them cannot be had. */
function pairsOf(world: World, order: StoredOrder, args: SwapArguments) {
  const pairs = [];
  for (const [index, item_id] of args.item_ids.entries()) {
    const line = lineOf(order, item_id);
    const new_item_id = must(args.new_item_ids[index], 'the new item at the same place');
    const product = recordOf(world.products, line.product_id);
    const variant = product?.variants.find((candidate) => candidate.item_id === new_item_id);
    if (!variant?.available) {
      return refused(
        'variant_not_available',
        `Item ${new_item_id} is not an available variant of ${line.name}.`,
      );
    }
    pairs.push({ item_id, variant, difference_cents: variant.price_cents - line.price_cents });
  }
  return pairs;
}

/** What a swap would do and cost; a refusal when it is not allowed. Changes nothing. */
export function planSwaps(world: World, order: StoredOrder, args: SwapArguments) {
  const unheld = notHeld(order, args.item_ids);
  if (unheld) return unheld;
  if (args.item_ids.length !== args.new_item_ids.length) {
    return refused('lists_differ', 'Each item needs exactly one new item at the same place.');
  }
  const pairs = pairsOf(world, order, args);
  if ('outcome' in pairs) return pairs;
  const difference_cents = pairs.reduce((sum, pair) => sum + pair.difference_cents, 0);
  const method = methodOf(world, order, args.payment_method_id);
  if ('outcome' in method) return method;
  if (!covers(method, difference_cents)) {
    return refused(
      'balance_too_low',
      'The balance of this payment method does not cover the difference in price.',
    );
  }
  return { pairs, difference_cents, method };
}

/** A plan that is allowed. */
export type SwapPlan = Exclude<ReturnType<typeof planSwaps>, Refused>;

/** Puts the new variants in the place of the old, one pair after the other. */
export function carryOutSwaps(order: StoredOrder, plan: SwapPlan): void {
  for (const { item_id, variant } of plan.pairs) {
    const line = lineOf(order, item_id);
    line.item_id = variant.item_id;
    line.price_cents = variant.price_cents;
    line.options = { ...variant.options };
  }
  order.total_cents = order.lines.reduce((sum, line) => sum + line.price_cents, 0);
}
