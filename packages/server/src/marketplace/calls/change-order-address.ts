import { z } from 'zod';
import { Address } from '../world.ts';
import { defineCall, done, Id, orderIn } from './call.ts';

/** Sends a pending order to another address. */
export const changeOrderAddress = defineCall({
  writes: true,
  args: z.strictObject({ order_id: Id, address: Address }),
  run(world, args) {
    const order = orderIn(world, {
      order_id: args.order_id,
      status: 'pending',
      code: 'order_not_pending',
      reason: 'Only the address of a pending order can be changed.',
    });
    if ('outcome' in order) return order;
    order.address = args.address;
    return done({ order_id: order.id, status: order.status, address: { ...args.address } });
  },
});
