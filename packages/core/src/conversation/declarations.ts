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

export const PAYMENT_METHOD = {
  fields: { id: 'string', kind: 'string', brand: 'string', last_four: 'string', balance_cents: 'int' },
} satisfies Declares<PaymentMethod> & VarType;

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

export const PAYMENT = {
  fields: { kind: 'string', amount_cents: 'int', payment_method_id: 'string' },
} satisfies Declares<Payment> & VarType;

export const PARCEL = {
  fields: {
    tracking_id: 'string',
    item_ids: { list: 'string' },
    carrier: 'string',
    status: 'string',
    expected_at: 'timestamp',
  },
} satisfies Declares<Parcel> & VarType;

export const ORDER = {
  fields: {
    id: 'string',
    buyer_id: 'string',
    status: 'string',
    currency: 'string',
    placed_at: 'timestamp',
    lines: { list: ORDER_LINE },
    total_cents: 'int',
    address: ADDRESS,
    payments: { list: PAYMENT },
    parcels: { list: PARCEL },
  },
} satisfies Declares<Order> & VarType;

export const VARIANT = {
  fields: { item_id: 'string', options: { map: 'string' }, available: 'bool', price_cents: 'int' },
} satisfies Declares<Variant> & VarType;

export const PRODUCT = {
  fields: { id: 'string', name: 'string', currency: 'string', variants: { list: VARIANT } },
} satisfies Declares<Product> & VarType;
