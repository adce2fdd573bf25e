import { z } from 'zod';
import { Address, recordOf } from '../world.ts';
import { defineCall, done, Id, refused } from './call.ts';

/** Changes the address in a buyer's profile; orders keep theirs. */
export const changeBuyerAddress = defineCall({
  writes: true,
  args: z.strictObject({ buyer_id: Id, address: Address }),
  run(world, args) {
    const buyer = recordOf(world.buyers, args.buyer_id);
    if (!buyer) return refused('buyer_not_found', `There is no buyer ${args.buyer_id}.`);
    buyer.address = args.address;
    return done({ buyer_id: buyer.id, address: { ...args.address } });
  },
});
