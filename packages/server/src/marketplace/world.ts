import type { Order } from '@hark/core';
import { z } from 'zod';

/** A postal address, as the shop keeps it. */
export const Address = z.strictObject({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  region: z.string(),
  postcode: z.string(),
  country: z.string(),
});

const Cents = z.int();
const Options = z.record(z.string(), z.string());

const PaymentMethod = z.strictObject({
  id: z.string(),
  kind: z.string(),
  brand: z.string().exactOptional(),
  last_four: z.string().exactOptional(),
  balance_cents: Cents.exactOptional(),
});

/** A buyer’s account at the shop. */
export const Buyer = z.strictObject({
  id: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  address: Address,
  payment_methods: z.array(PaymentMethod),
  order_ids: z.array(z.string()),
});

const Line = z.strictObject({
  line_id: z.string(),
  item_id: z.string(),
  product_id: z.string(),
  name: z.string(),
  options: Options,
  price_cents: Cents,
});

const Payment = z.strictObject({
  kind: z.enum(['payment', 'refund']),
  amount_cents: Cents,
  payment_method_id: z.string(),
});

const Parcel = z.strictObject({
  tracking_id: z.string(),
  item_ids: z.array(z.string()),
  carrier: z.string().exactOptional(),
  status: z.string().exactOptional(),
  expected_at: z.iso.datetime().exactOptional(),
});

/** Shape of an order as it is told to others. */
export const OrderShape = z.strictObject({
  id: z.string(),
  buyer_id: z.string(),
  status: z.string(),
  currency: z.string(),
  placed_at: z.iso.datetime().exactOptional(),
  delivered_at: z.iso.datetime().exactOptional(),
  lines: z.array(Line),
  total_cents: Cents,
  address: Address,
  payments: z.array(Payment),
  parcels: z.array(Parcel),
});

/** An order as the shop system keeps it: what is told to others, and what changes have left behind. */
export const StoredOrder = z.strictObject({
  ...OrderShape.shape,
  cancel_reason: z.string().exactOptional(),
  returned: z.strictObject({ item_ids: z.array(z.string()), payment_method_id: z.string() }).exactOptional(),
  exchanged: z
    .strictObject({
      item_ids: z.array(z.string()),
      new_item_ids: z.array(z.string()),
      payment_method_id: z.string(),
      difference_cents: Cents,
    })
    .exactOptional(),
  reported: z
    .strictObject({ item_ids: z.array(z.string()), problem: z.string(), wish: z.string() })
    .exactOptional(),
  withdrawn: z
    .strictObject({ item_ids: z.array(z.string()), name: z.string(), email: z.string() })
    .exactOptional(),
  invoice_sent_to: z.string().exactOptional(),
});
export type StoredOrder = z.infer<typeof StoredOrder>;

const Variant = z.strictObject({
  item_id: z.string(),
  options: Options,
  available: z.boolean(),
  price_cents: Cents,
});

/** A product with its variants, as the catalogue has it. */
export const Product = z.strictObject({
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  variants: z.array(Variant),
});

/** A change that was carried out. */
const Done = z.strictObject({ call: z.string(), args: z.record(z.string(), z.json()) });

/** All that a shop system knows, and the changes that were carried out in it since it was made. */
export const World = z.strictObject({
  shop: z.strictObject({ id: z.string(), name: z.string(), currency: z.string() }),
  buyers: z.record(z.string(), Buyer),
  orders: z.record(z.string(), StoredOrder),
  products: z.record(z.string(), Product),
  log: z.array(Done),
});
export type World = z.infer<typeof World>;

/** The record under an id that came from outside, which may be a word like `constructor`. */
export function recordOf<T>(records: { [id: string]: T }, id: string): T | null {
  return Object.hasOwn(records, id) ? (records[id] ?? null) : null;
}

/** The order as it is told to others. */
export function toldOrder(stored: StoredOrder): Order {
  const {
    cancel_reason: _reason,
    returned: _returned,
    exchanged: _exchanged,
    reported: _reported,
    withdrawn: _withdrawn,
    invoice_sent_to: _invoice,
    ...order
  } = stored;
  return structuredClone(order);
}

/** What does not fit together in a world: ids that name nothing. Empty when it is sound. */
export function loosePlaces(world: World): string[] {
  const loose: string[] = [];
  for (const [key, buyer] of Object.entries(world.buyers)) {
    if (buyer.id !== key) loose.push(`buyer ${key}: its id says ${buyer.id}`);
    for (const id of buyer.order_ids) {
      const order = recordOf(world.orders, id);
      if (!order) loose.push(`buyer ${key}: order ${id} does not exist`);
      else if (order.buyer_id !== key) loose.push(`buyer ${key}: order ${id} belongs to ${order.buyer_id}`);
    }
  }
  for (const [key, order] of Object.entries(world.orders)) {
    if (order.id !== key) loose.push(`order ${key}: its id says ${order.id}`);
    if (!recordOf(world.buyers, order.buyer_id))
      loose.push(`order ${key}: buyer ${order.buyer_id} does not exist`);
  }
  for (const [key, product] of Object.entries(world.products)) {
    if (product.id !== key) loose.push(`product ${key}: its id says ${product.id}`);
  }
  return loose;
}
