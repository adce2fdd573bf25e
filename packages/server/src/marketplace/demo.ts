import { assert, must, seeded } from '@hark/core';
import { DEMO_CARRIERS, DEMO_NAMES, DEMO_PLACES, DEMO_PRODUCTS } from './demo-catalogue.ts';
import type { StoredOrder, World } from './world.ts';
import { apply, type CallName } from './world-rules.ts';

const CURRENCY = 'EUR';
const SHOP = {
  id: 'harbour',
  name: 'Casa Harbour',
  country: 'ES',
  zone: 'Europe/Madrid',
  currency: CURRENCY,
  languages: ['es', 'en'],
};
const DAY_MS = 86_400_000;
const GENERATED_BUYERS = 27;
/** How long ago what has arrived was handed over. */
const DELIVERED_DAYS = 3;

type Buyer = World['buyers'][string];
type Product = World['products'][string];

/** How an order of the demo shop stands; the last four are reached from an earlier one by the shop's own rules. */
const STANDINGS = [
  'pending',
  'processed',
  'shipped',
  'delivered',
  'cancelled',
  'return requested',
  'exchange requested',
  'pending (item modified)',
] as const;
type Standing = (typeof STANDINGS)[number];

/** Three buyers whom the start page offers: who they are, and the order that shows what can be done. */
export const DEMO_BUYERS = [
  { buyer_id: 'ana-solana', order_id: '#H1000001', standing: 'pending' },
  { buyer_id: 'owen-ashby', order_id: '#H1000002', standing: 'delivered' },
  { buyer_id: 'lucia-ferrer', order_id: '#H1000003', standing: 'shipped' },
] as const;

type Wish = { buyer: Buyer; standing: Standing; products: number[] };

/** The demo shop while it is made. */
class Maker {
  readonly world: World;
  readonly #chance: () => number;
  readonly #now_ms: number;

  constructor(seed: number, now: string) {
    this.#chance = seeded(seed);
    this.#now_ms = Date.parse(now);
    assert(!Number.isNaN(this.#now_ms), `not an instant: ${now}`);
    const marketplace = { id: 'demo', name: 'Casa Harbour' };
    this.world = { marketplace, shops: { [SHOP.id]: SHOP }, buyers: {}, orders: {}, products: {}, log: [] };
  }

  below(limit: number): number {
    return Math.floor(this.#chance() * limit);
  }

  pick<T>(from: readonly T[]): T {
    return must(from[this.below(from.length)], 'something to pick from');
  }

  /** An instant so many days from now, on a full minute. */
  inDays(days: number): string {
    const minute_ms = 60_000;
    return new Date(Math.round((this.#now_ms + days * DAY_MS) / minute_ms) * minute_ms).toISOString();
  }

  addProduct(index: number): void {
    const { name, price_cents, options } = must(DEMO_PRODUCTS[index], `demo product ${index}`);
    let combinations: { [option: string]: string }[] = [{}];
    for (const [option, values] of Object.entries(options)) {
      combinations = combinations.flatMap((chosen) =>
        values.map((value) => ({ ...chosen, [option]: value })),
      );
    }
    const id = `P${101 + index}`;
    const variants = combinations.map((chosen, place) => ({
      item_id: `${id.slice(1)}${String(place + 1).padStart(3, '0')}`,
      options: chosen,
      // The first two can always be had, so that the offered buyers' exchanges work whatever the seed.
      available: place < 2 || this.#chance() > 0.15,
      price_cents: price_cents + 10 * this.below(Math.ceil(price_cents / 100)),
    }));
    this.world.products[id] = { id, shop_id: SHOP.id, name, currency: CURRENCY, variants };
  }

  addBuyer(id: string, [first_name, last_name]: [string, string]): Buyer {
    const place = this.pick(DEMO_PLACES);
    const number = Object.keys(this.world.buyers).length + 1;
    const { street, ...town } = place;
    const line2 = this.pick(['', '', `Piso ${1 + this.below(6)}`]);
    const buyer: Buyer = {
      id,
      first_name,
      last_name,
      email: `${id.replaceAll('-', '.')}@example.com`,
      address: { line1: `${street} ${1 + this.below(90)}`, line2, ...town },
      payment_methods: [
        {
          id: `card-${number}`,
          kind: 'credit_card',
          brand: this.pick(['visa', 'mastercard']),
          last_four: String(1000 + this.below(9000)),
        },
        ...(this.#chance() < 0.5 ? [{ id: `paypal-${number}`, kind: 'paypal' }] : []),
        { id: `gift-${number}`, kind: 'gift_card', balance_cents: 500 * this.below(60) },
      ],
      order_ids: [],
    };
    this.world.buyers[id] = buyer;
    return buyer;
  }

  line(index: number, place: number): StoredOrder['lines'][number] {
    const product = this.product(index);
    const variant = must(product.variants[place % 2], `variant of ${product.name}`);
    const { item_id, options, price_cents } = variant;
    const line_id = String(place + 1);
    return {
      line_id,
      item_id,
      product_id: product.id,
      name: product.name,
      options: { ...options },
      price_cents,
    };
  }

  product(index: number): Product {
    return must(this.world.products[`P${101 + index}`], `demo product ${index}`);
  }

  addOrder({ buyer, standing, products }: Wish): StoredOrder {
    const base = beginning(standing);
    const lines = products.map((index, place) => this.line(index, place));
    const total_cents = lines.reduce((sum, line) => sum + line.price_cents, 0);
    const age_days = AGE_DAYS[base] + this.below(3);
    const order: StoredOrder = {
      id: `#H${1_000_001 + Object.keys(this.world.orders).length}`,
      buyer_id: buyer.id,
      shop_id: SHOP.id,
      status: base,
      currency: CURRENCY,
      placed_at: this.inDays(-age_days - this.#chance()),
      ...(base === 'delivered' ? { delivered_at: this.inDays(-DELIVERED_DAYS) } : {}),
      lines,
      total_cents,
      address: { ...buyer.address },
      payments: [
        {
          kind: 'payment',
          amount_cents: total_cents,
          payment_method_id: must(buyer.payment_methods[0], 'a card').id,
        },
      ],
      parcels: [],
    };
    if (base !== 'pending') order.parcels.push(this.parcel(order, base));
    this.world.orders[order.id] = order;
    buyer.order_ids.push(order.id);
    return order;
  }

  parcel(order: StoredOrder, base: Beginning): StoredOrder['parcels'][number] {
    const statuses = {
      processed: ['preparing'],
      shipped: ['in_transit', 'out_for_delivery', 'delayed'],
      delivered: ['delivered'],
    };
    const status = base === 'pending' ? 'preparing' : this.pick(statuses[base]);
    const due_days =
      { preparing: 4, in_transit: 2, out_for_delivery: 0.2, delayed: -2, delivered: -DELIVERED_DAYS }[
        status
      ] ?? 0;
    return {
      tracking_id: `ES${String(100_000_000 + this.below(900_000_000))}`,
      item_ids: order.lines.map((line) => line.item_id),
      carrier: this.pick(DEMO_CARRIERS),
      status,
      expected_at: this.inDays(due_days),
    };
  }

  /** Brings an order where the shop's rules can bring it. */
  move(order: StoredOrder, standing: Standing): void {
    const line = must(order.lines[0], 'a line');
    const variants = must(this.world.products[line.product_id], 'its product').variants;
    const other = must(
      variants.find((variant) => variant.available && variant.item_id !== line.item_id),
      'another variant',
    );
    const payment_method_id = must(order.payments[0], 'a payment').payment_method_id;
    const one = { order_id: order.id, item_ids: [line.item_id], payment_method_id };
    const swap = { ...one, new_item_ids: [other.item_id] };
    if (standing === 'cancelled')
      this.#carryOut('cancel_order', { order_id: order.id, reason: 'no longer needed' });
    else if (standing === 'return requested') this.#carryOut('return_items', one);
    else if (standing === 'exchange requested') this.#carryOut('exchange_items', swap);
    else if (standing === 'pending (item modified)') this.#carryOut('change_order_items', swap);
  }

  #carryOut(call: CallName, args: Parameters<typeof apply>[2]): void {
    const outcome = apply(this.world, call, args);
    assert(outcome.outcome === 'done', `the demo shop refuses ${call}`);
  }
}

type Beginning = 'pending' | 'processed' | 'shipped' | 'delivered';

const AGE_DAYS: { [B in Beginning]: number } = { pending: 0, processed: 2, shipped: 4, delivered: 9 };

/** How an order stood before the shop's rules brought it to its standing. */
function beginning(standing: Standing): Beginning {
  if (standing === 'cancelled' || standing === 'pending (item modified)') return 'pending';
  if (standing === 'return requested' || standing === 'exchange requested') return 'delivered';
  return standing;
}

/** How often an order of the generated buyers stands where. */
const SHARE: { [S in Standing]: number } = {
  pending: 18,
  processed: 8,
  shipped: 13,
  delivered: 20,
  cancelled: 5,
  'return requested': 4,
  'exchange requested': 3,
  'pending (item modified)': 3,
};

function addOfferedBuyers(maker: Maker): void {
  const ana = maker.addBuyer('ana-solana', ['Ana', 'Solana']);
  const owen = maker.addBuyer('owen-ashby', ['Owen', 'Ashby']);
  const lucia = maker.addBuyer('lucia-ferrer', ['Lucía', 'Ferrer']);
  maker.addOrder({ buyer: ana, standing: 'pending', products: [0, 1] });
  maker.addOrder({ buyer: owen, standing: 'delivered', products: [3, 2] });
  maker.addOrder({ buyer: lucia, standing: 'shipped', products: [7] });
  maker.addOrder({ buyer: ana, standing: 'delivered', products: [1, 8] });
  maker.addOrder({ buyer: owen, standing: 'pending', products: [14] });
  maker.addOrder({ buyer: lucia, standing: 'delivered', products: [5, 5, 12] });
}

/** The demo shop, the same for the same seed: a catalogue, buyers, and orders in every state with dates around `now` (ISO 8601). */
export function demoWorld(seed: number, now: string): World {
  const maker = new Maker(seed, now);
  for (const index of DEMO_PRODUCTS.keys()) maker.addProduct(index);
  addOfferedBuyers(maker);
  const buyers: Buyer[] = [];
  for (let number = 1; number <= GENERATED_BUYERS; number++) {
    const name: [string, string] = [maker.pick(DEMO_NAMES.first), maker.pick(DEMO_NAMES.last)];
    buyers.push(maker.addBuyer(`${name.join('-').toLowerCase()}-${number}`, name));
  }
  for (const standing of STANDINGS) {
    for (let count = 0; count < SHARE[standing]; count++) {
      const products = Array.from({ length: 1 + maker.below(3) }, () => maker.below(DEMO_PRODUCTS.length));
      maker.move(maker.addOrder({ buyer: maker.pick(buyers), standing, products }), standing);
    }
  }
  maker.world.log = [];
  return maker.world;
}
