import { never } from '@hark/core';
import { z } from 'zod';
import type { MarketplaceAnswer, MarketplaceLookup } from './marketplace.ts';
import { Buyer, OrderShape, Product, recordOf, Shop, toldOrder, type World } from './world.ts';

const BuyerAnswer = Buyer.nullable();

/** The shape of the answer to every read that a marketplace answers. */
export const ANSWERS: { [R in MarketplaceLookup['read']]: z.ZodType<MarketplaceAnswer[R]> } = {
  buyer_by_email: BuyerAnswer,
  buyer_by_name: BuyerAnswer,
  buyer: BuyerAnswer,
  orders: z.array(OrderShape),
  product: Product.nullable(),
  catalogue: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  shops: z.array(Shop),
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
  z.strictObject({ read: z.literal('shops') }),
]);

function folded(text: string): string {
  return text.trim().toLowerCase().normalize('NFC');
}

type StoredBuyer = z.infer<typeof Buyer>;

/** Buyers by what people call themselves; no call of a shop system changes e-mail or name. */
type Register = { by_email: Map<string, StoredBuyer>; by_name: Map<string, StoredBuyer[]> };

const registers = new WeakMap<World['buyers'], Register>();

function registerOf({ buyers }: World): Register {
  const known = registers.get(buyers);
  if (known) return known;
  const register: Register = { by_email: new Map(), by_name: new Map() };
  for (const buyer of Object.values(buyers)) {
    const email = folded(buyer.email);
    if (!register.by_email.has(email)) register.by_email.set(email, buyer);
    const name = nameOf(buyer);
    register.by_name.set(name, [...(register.by_name.get(name) ?? []), buyer]);
  }
  registers.set(buyers, register);
  return register;
}

function nameOf({ first_name, last_name }: { first_name: string; last_name: string }): string {
  return `${folded(first_name)}\n${folded(last_name)}`;
}

function ordersOf(world: World, buyer_id: string) {
  const ids = recordOf(world.buyers, buyer_id)?.order_ids ?? [];
  return ids.flatMap((id) => recordOf(world.orders, id) ?? []).map((order) => toldOrder(world, order));
}

function look(world: World, lookup: MarketplaceLookup): unknown {
  switch (lookup.read) {
    case 'buyer_by_email':
      return registerOf(world).by_email.get(folded(lookup.email)) ?? null;
    case 'buyer_by_name': {
      const namesakes = registerOf(world).by_name.get(nameOf(lookup)) ?? [];
      return namesakes.find((buyer) => buyer.address.postcode === lookup.postcode.trim()) ?? null;
    }
    case 'buyer':
      return recordOf(world.buyers, lookup.buyer_id);
    case 'orders':
      return ordersOf(world, lookup.buyer_id);
    case 'product':
      return recordOf(world.products, lookup.product_id);
    case 'catalogue':
      return Object.values(world.products).map(({ id, name }) => ({ id, name }));
    case 'shops':
      return Object.values(world.shops);
    default:
      return never(lookup);
  }
}

/** The answer to a lookup, as a copy that nobody can change the world through. */
export function answerLookup<L extends MarketplaceLookup>(
  world: World,
  lookup: L,
): MarketplaceAnswer[L['read']] {
  const read: L['read'] = lookup.read;
  return ANSWERS[read].parse(look(world, lookup));
}
