import { z } from 'zod';
import { covers, credit, defineCall, done, Id, methodOf, orderIn, refused } from './call.ts';

/** Pays a pending order with another method and refunds the first; possible once. */
export const changeOrderPayment = defineCall({
  writes: true,
  args: z.strictObject({ order_id: Id, payment_method_id: Id }),
  run(world, args) {
    const order = orderIn(world, {
      order_id: args.order_id,
      status: 'pending',
      code: 'order_not_pending',
      reason: 'Only the payment of a pending order can be changed.',
    });
    if ('outcome' in order) return order;
    const method = methodOf(world, order, args.payment_method_id);
    if ('outcome' in method) return method;
    const [first, ...later] = order.payments;
    if (first?.kind !== 'payment' || later.length > 0) {
      return refused('not_one_payment', 'The payment of this order was changed before.');
    }
    if (first.payment_method_id === method.id) {
      return refused('same_payment_method', 'The order is paid with this method already.');
    }
    const { amount_cents } = first;
    if (!covers(method, amount_cents)) {
      return refused('balance_too_low', 'The balance of this payment method does not cover the order.');
    }
    order.payments.push(
      { kind: 'payment', amount_cents, payment_method_id: method.id },
      { kind: 'refund', amount_cents, payment_method_id: first.payment_method_id },
    );
    credit(method, -amount_cents);
    const before = methodOf(world, order, first.payment_method_id);
    if (!('outcome' in before)) credit(before, amount_cents);
    return done({
      order_id: order.id,
      status: order.status,
      amount_cents,
      payment_method_id: method.id,
      refunded_payment_method_id: first.payment_method_id,
    });
  },
});
