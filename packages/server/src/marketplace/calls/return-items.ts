import { z } from 'zod';
import { defineCall, done, Id, ItemIds, methodOf, notHeld, orderIn, priceOf, refused } from './call.ts';

/** Asks to return delivered articles; the refund goes to the method that paid first or to one with a stored balance. */
export const returnItems = defineCall({
  writes: true,
  args: z.strictObject({ order_id: Id, item_ids: ItemIds, payment_method_id: Id }),
  run(world, args) {
    const order = orderIn(world, {
      order_id: args.order_id,
      status: 'delivered',
      code: 'order_not_delivered',
      reason: 'Only items of a delivered order can be returned, and only once.',
    });
    if ('outcome' in order) return order;
    const method = methodOf(world, order, args.payment_method_id);
    if ('outcome' in method) return method;
    if (method.balance_cents === undefined && method.id !== order.payments[0]?.payment_method_id) {
      return refused('refund_elsewhere', 'A refund goes to the original payment method or to a gift card.');
    }
    const unheld = notHeld(order, args.item_ids);
    if (unheld) return unheld;
    order.status = 'return requested';
    order.returned = { item_ids: args.item_ids.toSorted(), payment_method_id: method.id };
    const amount_cents = priceOf(order, args.item_ids);
    return done({
      order_id: order.id,
      status: order.status,
      item_ids: order.returned.item_ids,
      amount_cents,
      payment_method_id: method.id,
    });
  },
});
