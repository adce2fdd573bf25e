import { z } from 'zod';
import { defineCall, done, Id, ItemIds, notHeld, orderIn, priceOf } from './call.ts';

/** Takes a buyer's statement that they withdraw from the contract, for all articles of an order or some; possible once. */
export const withdraw = defineCall({
  writes: true,
  args: z.strictObject({
    order_id: Id,
    item_ids: ItemIds.min(1),
    name: z.string().min(1).max(200),
    email: z.email(),
  }),
  run(world, { order_id, item_ids, name, email }) {
    const order = orderIn(world, {
      order_id,
      status: ['pending', 'processed', 'shipped', 'delivered'],
      code: 'withdrawal_not_possible',
      reason: 'There is nothing left in this order to withdraw from.',
    });
    if ('outcome' in order) return order;
    const unheld = notHeld(order, item_ids);
    if (unheld) return unheld;
    order.status = 'withdrawn';
    order.withdrawn = { item_ids: item_ids.toSorted(), name, email };
    return done({ order_id: order.id, status: order.status, amount_cents: priceOf(order, item_ids) });
  },
});
