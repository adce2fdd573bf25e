import { type LookupAnswer, never } from '@hark/core';
import { z } from 'zod';
import type { MarketplaceLookup } from './marketplace.ts';
import { Buyer, OrderShape, Product, recordOf, toldOrder, type World } from './world.ts';

const BuyerAnswer = Buyer.nullable();

/** The shape of the answer to every read that a marketplace answers. */
export const ANSWERS: { [R in MarketplaceLookup['read']]: z.ZodType<LookupAnswer[R]> } = {
  buyer_by_email: BuyerAnswer,
  buyer_by_name: BuyerAnswer,
  buyer: BuyerAnswer,
  orders: z.array(OrderShape),
  product: Product.nullable(),
  catalogue: z.array(z.strictObject({ id: z.string(), name: z.string() })),
};

/** Any read that a marketplace answers, as it comes from outside. */
export const AnyLookup: z.ZodType<MarketplaceLookup> = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('buyer_by_email'), email: z.string() }),
  z.strictObject({
    read: z.literal('buyer_by_name'),
    first_name: z.string(),
    last_name: z.string(),
    postcode: z.string(),
  }),
  z.strictObject({ read: z.literal('buyer'), buyer_id: z.string() }),
  z.strictObject({ read: z.literal('orders'), buyer_id: z.string() }),
  z.strictObject({ read: z.literal('product'), product_id: z.string() }),
  z.strictObject({ read: z.literal('catalogue') }),
]);

function folded(text: string): string {
  return text.trim().toLowerCase().normalize('NFC');
}

function buyerWhere(world: World, fits: (buyer: z.infer<typeof Buyer>) => boolean) {
  return Object.values(world.buyers).find(fits) ?? null;
}

function ordersOf(world: World, buyer_id: string) {
  const ids = recordOf(world.buyers, buyer_id)?.order_ids ?? [];
  return ids.flatMap((id) => recordOf(world.orders, id) ?? []).map(toldOrder);
}

function look(world: World, lookup: MarketplaceLookup): unknown {
  switch (lookup.read) {
    case 'buyer_by_email':
      return buyerWhere(world, (buyer) => folded(buyer.email) === folded(lookup.email));
    case 'buyer_by_name':
      return buyerWhere(
        world,
        (buyer) =>
          folded(buyer.first_name) === folded(lookup.first_name) &&
          folded(buyer.last_name) === folded(lookup.last_name) &&
          buyer.address.postcode === lookup.postcode.trim(),
      );
    case 'buyer':
      return recordOf(world.buyers, lookup.buyer_id);
    case 'orders':
      return ordersOf(world, lookup.buyer_id);
    case 'product':
      return recordOf(world.products, lookup.product_id);
    case 'catalogue':
      return Object.values(world.products).map(({ id, name }) => ({ id, name }));
    default:
      return never(lookup);
  }
}

/** The answer to a lookup, as a copy that nobody can change the world through. */
export function answerLookup<L extends MarketplaceLookup>(world: World, lookup: L): LookupAnswer[L['read']] {
  const read: L['read'] = lookup.read;
  return ANSWERS[read].parse(look(world, lookup));
}
