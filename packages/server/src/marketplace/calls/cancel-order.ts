import { z } from 'zod';
import type { StoredOrder, World } from '../world.ts';
import { credit, defineCall, done, Id, methodOf, orderIn, refused } from './call.ts';

const REASONS = ['no longer needed', 'ordered by mistake'];

/** What is still paid by each method, in the order in which they first paid. */
function stillPaid(order: StoredOrder): Map<string, number> {
  const paid = new Map<string, number>();
  for (const payment of order.payments) {
    const amount_cents = payment.kind === 'payment' ? payment.amount_cents : -payment.amount_cents;
    paid.set(payment.payment_method_id, (paid.get(payment.payment_method_id) ?? 0) + amount_cents);
  }
  return paid;
}

function payBack(world: World, order: StoredOrder) {
  const refunds = [];
  for (const [payment_method_id, amount_cents] of stillPaid(order)) {
    if (amount_cents <= 0) continue;
    refunds.push({ kind: 'refund' as const, amount_cents, payment_method_id });
    const method = methodOf(world, order, payment_method_id);
    if (!('outcome' in method)) credit(method, amount_cents);
  }
  order.payments.push(...refunds);
  return refunds;
}

/** Cancels a pending order and pays back what is still paid, to a stored balance at once. */
export const cancelOrder = defineCall({
  writes: true,
  args: z.strictObject({ order_id: Id, reason: z.string() }),
  run(world, args) {
    const order = orderIn(world, {
      order_id: args.order_id,
      status: 'pending',
      code: 'order_not_pending',
      reason: 'Only a pending order can be cancelled.',
    });
    if ('outcome' in order) return order;
    if (!REASONS.includes(args.reason)) {
      return refused('invalid_reason', `The reason must be one of: ${REASONS.join(', ')}.`);
    }
    order.status = 'cancelled';
    order.cancel_reason = args.reason;
    const refunds = payBack(world, order);
    const refunded_cents = refunds.reduce((sum, refund) => sum + refund.amount_cents, 0);
    return done({ order_id: order.id, status: order.status, refunds, refunded_cents });
  },
});
