import type { VarType } from '../expression/var-type.ts';
import type {
  Address,
  Buyer,
  Order,
  OrderLine,
  Parcel,
  Payment,
  PaymentMethod,
  Product,
  Variant,
} from './world.ts';

/** The type that declares the shape `T` to expressions. A field added to the world and forgotten here does not compile. */
type Declares<T> = T extends boolean
  ? 'bool'
  : T extends number
    ? 'int'
    : T extends string
      ? 'string' | 'timestamp'
      : T extends (infer E)[]
        ? { list: Declares<E> }
        : string extends keyof T
          ? { map: Declares<T[string & keyof T]> }
          : { fields: { [K in keyof T]-?: Declares<NonNullable<T[K]>> } };

/** How an address is declared to expressions. */
export const ADDRESS = {
  fields: {
    line1: 'string',
    line2: 'string',
    city: 'string',
    region: 'string',
    postcode: 'string',
    country: 'string',
  },
} satisfies Declares<Address> & VarType;

/** How a payment method is declared; only a stored balance has `balance_cents`. */
export const PAYMENT_METHOD = {
  fields: { id: 'string', kind: 'string', brand: 'string', last_four: 'string', balance_cents: 'int' },
} satisfies Declares<PaymentMethod> & VarType;

/** How a buyer is declared. */
export const BUYER = {
  fields: {
    id: 'string',
    first_name: 'string',
    last_name: 'string',
    email: 'string',
    address: ADDRESS,
    payment_methods: { list: PAYMENT_METHOD },
    order_ids: { list: 'string' },
  },
} satisfies Declares<Buyer> & VarType;

/** How a line of an order is declared. */
export const ORDER_LINE = {
  fields: {
    line_id: 'string',
    item_id: 'string',
    product_id: 'string',
    name: 'string',
    options: { map: 'string' },
    price_cents: 'int',
  },
} satisfies Declares<OrderLine> & VarType;

/** How a payment or refund is declared. */
export const PAYMENT = {
  fields: { kind: 'string', amount_cents: 'int', payment_method_id: 'string', settled_at: 'timestamp' },
} satisfies Declares<Payment> & VarType;

/** How a parcel is declared. */
export const PARCEL = {
  fields: {
    tracking_id: 'string',
    item_ids: { list: 'string' },
    carrier: 'string',
    status: 'string',
    expected_at: 'timestamp',
    scans: { list: { fields: { at: 'timestamp', status: 'string', place: 'string' } } },
  },
} satisfies Declares<Parcel> & VarType;

/** How an order is declared. */
export const ORDER = {
  fields: {
    id: 'string',
    buyer_id: 'string',
    shop_id: 'string',
    shop: { fields: { name: 'string', zone: 'string' } },
    status: 'string',
    currency: 'string',
    placed_at: 'timestamp',
    delivered_at: 'timestamp',
    lines: { list: ORDER_LINE },
    total_cents: 'int',
    address: ADDRESS,
    payments: { list: PAYMENT },
    parcels: { list: PARCEL },
  },
} satisfies Declares<Order> & VarType;

/** How a variant of a product is declared. */
export const VARIANT = {
  fields: { item_id: 'string', options: { map: 'string' }, available: 'bool', price_cents: 'int' },
} satisfies Declares<Variant> & VarType;

/** How a product is declared. */
export const PRODUCT = {
  fields: {
    id: 'string',
    shop_id: 'string',
    name: 'string',
    currency: 'string',
    variants: { list: VARIANT },
  },
} satisfies Declares<Product> & VarType;
