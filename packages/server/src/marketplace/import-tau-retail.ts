import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../input-error.ts';
import type { Importer } from './importer.ts';
import type { Shop, StoredOrder, World } from './world.ts';
import { readJsonFile, soundWorld } from './world-file.ts';

const CURRENCY = 'USD';
/** The data know one seller, which is the marketplace. */
const SHOP: Shop = {
  id: 'retail',
  name: 'Retail shop',
  country: 'US',
  zone: 'America/New_York',
  currency: CURRENCY,
  languages: ['en'],
};

const Amount = z.number().transform((amount, context) => {
  const cents = Math.round(amount * 100);
  if (Math.abs(amount * 100 - cents) > 1e-4) {
    context.addIssue({ code: 'custom', message: `${amount} has more than two decimals` });
  }
  return cents;
});

const RawAddress = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
});

/** An address of this data set in Hark's words. */
export const AddressOfSet = RawAddress.transform((raw) => ({
  line1: raw.address1,
  line2: raw.address2,
  city: raw.city,
  region: raw.state,
  postcode: raw.zip,
  country: raw.country,
}));

const Users = z.record(
  z.string(),
  z.object({
    name: z.object({ first_name: z.string(), last_name: z.string() }),
    address: AddressOfSet,
    email: z.string(),
    payment_methods: z.record(
      z.string(),
      z.object({
        source: z.string(),
        id: z.string(),
        brand: z.string().exactOptional(),
        last_four: z.string().exactOptional(),
        balance: Amount.exactOptional(),
      }),
    ),
    orders: z.array(z.string()),
  }),
);

const Options = z.record(z.string(), z.string());

const Orders = z.record(
  z.string(),
  z.object({
    order_id: z.string(),
    user_id: z.string(),
    address: AddressOfSet,
    items: z.array(
      z.object({
        name: z.string(),
        product_id: z.string(),
        item_id: z.string(),
        price: Amount,
        options: Options,
      }),
    ),
    fulfillments: z.array(z.object({ tracking_id: z.array(z.string()), item_ids: z.array(z.string()) })),
    status: z.string(),
    payment_history: z.array(
      z.object({
        transaction_type: z.enum(['payment', 'refund']),
        amount: Amount,
        payment_method_id: z.string(),
      }),
    ),
  }),
);

const Products = z.record(
  z.string(),
  z.object({
    name: z.string(),
    product_id: z.string(),
    variants: z.record(
      z.string(),
      z.object({ item_id: z.string(), options: Options, available: z.boolean(), price: Amount }),
    ),
  }),
);

function buyersOf(users: z.output<typeof Users>): World['buyers'] {
  const buyers = Object.entries(users).map(([id, user]): [string, World['buyers'][string]] => [
    id,
    {
      id,
      first_name: user.name.first_name,
      last_name: user.name.last_name,
      email: user.email,
      address: user.address,
      payment_methods: Object.values(user.payment_methods).map(({ source, balance, ...method }) => ({
        ...method,
        kind: source,
        ...(balance === undefined ? {} : { balance_cents: balance }),
      })),
      order_ids: user.orders,
    },
  ]);
  return Object.fromEntries(buyers);
}

function orderOf(raw: z.output<typeof Orders>[string]): StoredOrder {
  const lines = raw.items.map(({ price, ...item }, index) => ({
    ...item,
    line_id: String(index + 1),
    price_cents: price,
  }));
  return {
    id: raw.order_id,
    buyer_id: raw.user_id,
    shop_id: SHOP.id,
    status: raw.status,
    currency: CURRENCY,
    lines,
    total_cents: lines.reduce((sum, line) => sum + line.price_cents, 0),
    address: raw.address,
    payments: raw.payment_history.map((payment) => ({
      kind: payment.transaction_type,
      amount_cents: payment.amount,
      payment_method_id: payment.payment_method_id,
    })),
    parcels: raw.fulfillments.flatMap((parcel) =>
      parcel.tracking_id.map((tracking_id) => ({ tracking_id, item_ids: parcel.item_ids })),
    ),
  };
}

function productsOf(raw: z.output<typeof Products>): World['products'] {
  const products = Object.entries(raw).map(([id, product]): [string, World['products'][string]] => [
    id,
    {
      id: product.product_id,
      shop_id: SHOP.id,
      name: product.name,
      currency: CURRENCY,
      variants: Object.values(product.variants).map(({ price, ...variant }) => ({
        ...variant,
        price_cents: price,
      })),
    },
  ]);
  return Object.fromEntries(products);
}

function plainOrPacked(dir: string, name: string): string | null {
  return [join(dir, name), join(dir, `${name}.gz`)].find((file) => existsSync(file)) ?? null;
}

function fileOf(dir: string, name: string): string {
  const file = plainOrPacked(dir, name);
  if (file === null) throw new InputError(`${join(dir, name)}: is missing (neither plain nor as .gz)`);
  return file;
}

const FILES = ['users.json', 'orders.json', 'products.json'] as const;

/** Reads the retail shop of the benchmark named in this file: a folder with `users.json`, `orders.json` and `products.json`, each plain or `.gz`. */
export const tauRetail: Importer = {
  name: 'tau-retail',
  recognises: (dir) => FILES.filter((name) => plainOrPacked(dir, name) !== null).length >= 2,
  read(dir) {
    const users = readJsonFile(fileOf(dir, 'users.json'), Users);
    const orders = readJsonFile(fileOf(dir, 'orders.json'), Orders);
    const products = readJsonFile(fileOf(dir, 'products.json'), Products);
    return soundWorld(dir, {
      marketplace: { id: SHOP.id, name: SHOP.name },
      shops: { [SHOP.id]: SHOP },
      buyers: buyersOf(users),
      orders: Object.fromEntries(Object.entries(orders).map(([id, order]) => [id, orderOf(order)])),
      products: productsOf(products),
      log: [],
    });
  },
};
