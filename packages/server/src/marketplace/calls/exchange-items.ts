import { defineCall, done, orderIn } from './call.ts';
import { planSwaps, SwapArguments } from './swaps.ts';

/** Asks to exchange delivered articles for other variants; the difference is noted and settled when the articles arrive. */
export const exchangeItems = defineCall({
  writes: true,
  args: SwapArguments,
  run(world, args) {
    const order = orderIn(world, {
      order_id: args.order_id,
      status: 'delivered',
      code: 'order_not_delivered',
      reason: 'Only items of a delivered order can be exchanged, and only once.',
    });
    if ('outcome' in order) return order;
    const plan = planSwaps(world, order, args);
    if ('outcome' in plan) return plan;
    order.status = 'exchange requested';
    order.exchanged = {
      item_ids: args.item_ids.toSorted(),
      new_item_ids: args.new_item_ids.toSorted(),
      payment_method_id: args.payment_method_id,
      difference_cents: plan.difference_cents,
    };
    return done({
      order_id: order.id,
      status: order.status,
      difference_cents: plan.difference_cents,
      payment_method_id: args.payment_method_id,
    });
  },
});
