import { must, type Order, PLATFORM } from '@hark/core';
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
  settled_at: z.iso.datetime().exactOptional(),
});

const Scan = z.strictObject({ at: z.iso.datetime(), status: z.string(), place: z.string() });

const Parcel = z.strictObject({
  tracking_id: z.string(),
  item_ids: z.array(z.string()),
  carrier: z.string().exactOptional(),
  status: z.string().exactOptional(),
  expected_at: z.iso.datetime().exactOptional(),
  scans: z.array(Scan).exactOptional(),
});
/** Something sent, as the shop system keeps it. */
export type Parcel = z.infer<typeof Parcel>;

/** A seller of the marketplace. */
export const Shop = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,100}$/)
    .refine((id) => id !== PLATFORM, `${PLATFORM} is the marketplace itself`),
  name: z.string(),
  country: z.string(),
  zone: z.string(),
  currency: z.string(),
  languages: z.array(z.string()).min(1),
});
export type Shop = z.infer<typeof Shop>;

const OrderFields = z.strictObject({
  id: z.string(),
  buyer_id: z.string(),
  shop_id: z.string(),
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

/** Shape of an order as it is told to others. */
export const OrderShape = z.strictObject({
  ...OrderFields.shape,
  shop: z.strictObject({ name: z.string(), zone: z.string() }),
});

/** What time will do to an order: nobody is told of it. `arrives_at` is null for a parcel that is lost on the way. */
const Plan = z.strictObject({
  packed_at: z.iso.datetime(),
  shipped_at: z.iso.datetime(),
  expected_at: z.iso.datetime(),
  arrives_at: z.iso.datetime().nullable(),
  tracking_id: z.string(),
  carrier: z.string(),
  /** Where it is packed, a place on the way, and the buyer's town. */
  places: z.array(z.string()),
});

/** An order as the shop system keeps it: what is told to others, and what changes have left behind. */
export const StoredOrder = z.strictObject({
  ...OrderFields.shape,
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
    .strictObject({
      item_ids: z.array(z.string()),
      problem: z.string(),
      wish: z.string(),
      files: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  withdrawn: z
    .strictObject({ item_ids: z.array(z.string()), name: z.string(), email: z.string() })
    .exactOptional(),
  invoice_sent_to: z.string().exactOptional(),
  plan: Plan.exactOptional(),
  /** When its state last changed, in a world in which time passes. */
  changed_at: z.iso.datetime().exactOptional(),
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
  shop_id: z.string(),
  name: z.string(),
  currency: z.string(),
  variants: z.array(Variant),
});

/** A change that was carried out. */
const Done = z.strictObject({ call: z.string(), args: z.record(z.string(), z.json()) });

/**
 * All that a marketplace's system knows, and the changes that were carried out in it since it was made. Buyers are the
 * marketplace's, orders and products each one shop's; `marketplace.id` is what buyers' tokens name.
 */
export const World = z.strictObject({
  marketplace: z.strictObject({ id: z.string(), name: z.string() }),
  shops: z.record(z.string(), Shop),
  buyers: z.record(z.string(), Buyer),
  orders: z.record(z.string(), StoredOrder),
  products: z.record(z.string(), Product),
  log: z.array(Done),
  /** Orders that nobody has placed yet, by `placed_at`; with it, time passes in the world. */
  coming: z.array(StoredOrder).exactOptional(),
});
export type World = z.infer<typeof World>;

/** The record under an id that came from outside, which may be a word like `constructor`. */
export function recordOf<T>(records: { [id: string]: T }, id: string): T | null {
  return Object.hasOwn(records, id) ? (records[id] ?? null) : null;
}

/** The order as it is told to others. */
export function toldOrder(world: World, stored: StoredOrder): Order {
  const {
    cancel_reason: _reason,
    returned: _returned,
    exchanged: _exchanged,
    reported: _reported,
    withdrawn: _withdrawn,
    invoice_sent_to: _invoice,
    plan: _plan,
    changed_at: _changed,
    ...order
  } = stored;
  const { name, zone } = must(recordOf(world.shops, order.shop_id), `the shop of order ${order.id}`);
  return structuredClone({ ...order, shop: { name, zone } });
}

/** What does not fit together in a world: ids that name nothing. Empty when it is sound. */
export function loosePlaces(world: World): string[] {
  return looseParts(world).map(
    ({ place, message }) => `${String(place[0]).slice(0, -1)} ${place[1]}: ${message}`,
  );
}

/** The same with the place at which each stands, as keys and indexes from the root of the world. */
export function looseParts(world: World): { place: (string | number)[]; message: string }[] {
  const loose: { place: (string | number)[]; message: string }[] = [];
  for (const [key, shop] of Object.entries(world.shops)) {
    if (shop.id !== key) loose.push({ place: ['shops', key, 'id'], message: `its id says ${shop.id}` });
  }
  for (const [key, buyer] of Object.entries(world.buyers)) {
    if (buyer.id !== key) loose.push({ place: ['buyers', key, 'id'], message: `its id says ${buyer.id}` });
    for (const [at, id] of buyer.order_ids.entries()) {
      const order = recordOf(world.orders, id);
      const place = ['buyers', key, 'order_ids', at];
      if (!order) loose.push({ place, message: `order ${id} does not exist` });
      else if (order.buyer_id !== key)
        loose.push({ place, message: `order ${id} belongs to ${order.buyer_id}` });
    }
  }
  for (const [key, order] of Object.entries(world.orders)) {
    if (order.id !== key) loose.push({ place: ['orders', key, 'id'], message: `its id says ${order.id}` });
    if (!recordOf(world.buyers, order.buyer_id))
      loose.push({ place: ['orders', key, 'buyer_id'], message: `buyer ${order.buyer_id} does not exist` });
    if (!recordOf(world.shops, order.shop_id))
      loose.push({ place: ['orders', key, 'shop_id'], message: `shop ${order.shop_id} does not exist` });
  }
  for (const [key, product] of Object.entries(world.products)) {
    if (product.id !== key)
      loose.push({ place: ['products', key, 'id'], message: `its id says ${product.id}` });
    if (!recordOf(world.shops, product.shop_id))
      loose.push({ place: ['products', key, 'shop_id'], message: `shop ${product.shop_id} does not exist` });
  }
  return loose;
}
