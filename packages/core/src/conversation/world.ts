/**
 * What a shop system tells about buyers, orders and products. Every marketplace adapter answers in these shapes.
 * Amounts are integers of the currency's minor unit; instants are ISO 8601 in UTC.
 */

/** The reserved shop of what belongs to no seller: conversations with the marketplace itself. */
export const PLATFORM = 'platform';

/** A seller of the marketplace. `zone` is an IANA time zone, `currency` ISO 4217, `languages` BCP 47 with the main one first. */
export type Shop = {
  id: string;
  name: string;
  country: string;
  zone: string;
  currency: string;
  languages: string[];
};

/** A postal address. */
export type Address = {
  line1: string;
  line2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
};

/** `kind` is the shop's word: `credit_card`, `paypal`, `gift_card`, … Only a stored balance (a gift card) has `balance_cents`. */
export type PaymentMethod = {
  id: string;
  kind: string;
  brand?: string;
  last_four?: string;
  balance_cents?: number;
};

/** A person who buys. */
export type Buyer = {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  address: Address;
  payment_methods: PaymentMethod[];
  order_ids: string[];
};

/** One article in an order. `line_id` is unique within the order even where the same article was bought twice. */
export type OrderLine = {
  line_id: string;
  item_id: string;
  product_id: string;
  name: string;
  options: { [option: string]: string };
  price_cents: number;
};

/** Money that was taken for an order, or given back; `settled_at` is when what is given back is (or will be) with the buyer. */
export type Payment = {
  kind: 'payment' | 'refund';
  amount_cents: number;
  payment_method_id: string;
  settled_at?: string;
};

/** Where a carrier saw a parcel. */
export type Scan = { at: string; status: string; place: string };

/** Something sent, and where it is. */
export type Parcel = {
  tracking_id: string;
  item_ids: string[];
  carrier?: string;
  status?: string;
  expected_at?: string;
  /** Oldest first. */
  scans?: Scan[];
};

/**
 * What one buyer ordered from one shop: who buys from several at once has several orders. `shop` is the seller as texts name
 * it. `status` is the shop system's own word; playbooks compare it, TypeScript never does.
 */
export type Order = {
  id: string;
  buyer_id: string;
  shop_id: string;
  shop: Pick<Shop, 'name' | 'zone'>;
  status: string;
  currency: string;
  placed_at?: string;
  delivered_at?: string;
  lines: OrderLine[];
  total_cents: number;
  address: Address;
  payments: Payment[];
  parcels: Parcel[];
};

/** One article of a product, with its options. */
export type Variant = {
  item_id: string;
  options: { [option: string]: string };
  available: boolean;
  price_cents: number;
};

/** Something that a shop sells, in variants. */
export type Product = { id: string; shop_id: string; name: string; currency: string; variants: Variant[] };

/** A product by name only. */
export type ProductName = { id: string; name: string };

/** What may be read during a turn. The closed list: an adapter answers all of them. */
export type Lookup =
  | { read: 'buyer_by_email'; email: string }
  | { read: 'buyer_by_name'; first_name: string; last_name: string; postcode: string }
  | { read: 'buyer'; buyer_id: string }
  | { read: 'orders'; buyer_id: string }
  | { read: 'product'; product_id: string }
  | { read: 'catalogue' }
  /** Use of an action since an instant, in each of the scopes. */
  | { read: 'usage'; action: string; scopes: string[]; since: string };

/** How often and how much an action was done, by scope (`buyer:<id>`, `order:<id>`, `shop:<id>`) and window; counted over the whole marketplace. */
export type Usage = { scope: string; used_at: string; amount_cents: number };

/** The answer to a {@link Lookup}, by its `read`. `null` means: no such thing. */
export type LookupAnswer = {
  buyer_by_email: Buyer | null;
  buyer_by_name: Buyer | null;
  buyer: Buyer | null;
  orders: Order[];
  product: Product | null;
  catalogue: ProductName[];
  usage: Usage[];
};
