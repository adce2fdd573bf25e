import { credit, defineCall, done, orderIn } from './call.ts';
import { carryOutSwaps, planSwaps, SwapArguments } from './swaps.ts';

/** Puts other variants of the same products into a pending order; possible once, the difference is paid or refunded at once. */
export const changeOrderItems = defineCall({
  writes: true,
  args: SwapArguments,
  run(world, args) {
    const order = orderIn(world, {
      order_id: args.order_id,
      status: 'pending',
      code: 'order_not_pending',
      reason: 'Only the items of a pending order can be changed, and only once.',
    });
    if ('outcome' in order) return order;
    const plan = planSwaps(world, order, args);
    if ('outcome' in plan) return plan;
    const { difference_cents } = plan;
    const kind = difference_cents > 0 ? 'payment' : 'refund';
    const amount_cents = Math.abs(difference_cents);
    order.payments.push({ kind, amount_cents, payment_method_id: args.payment_method_id });
    credit(plan.method, -difference_cents);
    carryOutSwaps(order, plan);
    order.status = 'pending (item modified)';
    return done({
      order_id: order.id,
      status: order.status,
      difference_cents,
      total_cents: order.total_cents,
      payment_method_id: args.payment_method_id,
    });
  },
});
