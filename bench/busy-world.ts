import { must, seeded } from '@hark/core';
import type { World } from '@hark/server';

type Buyer = World['buyers'][string];
type Order = World['orders'][string];

const FIRST = ['Ada', 'Bruno', 'Carla', 'Dario', 'Elena', 'Felix', 'Greta', 'Hugo', 'Irene', 'Jonas'];
const LAST = ['Almeida', 'Brandt', 'Castro', 'Duarte', 'Ekman', 'Fabre', 'Gruber', 'Horvat', 'Ibarra'];
const THINGS = ['Lamp', 'Kettle', 'Mug', 'Chair', 'Blanket', 'Teapot'];
const COLOURS = ['white', 'blue', 'green', 'black'];
const CURRENCY = 'EUR';
const SHOP = {
  id: 'busy',
  name: 'Busy Corner',
  country: 'ES',
  zone: 'Europe/Madrid',
  currency: CURRENCY,
  languages: ['en'],
};

/** A shop of many buyers, each with an order that waits, one on its way and one that has arrived: numbers `#W…1`, `…2`, `…3`. */
export function busyWorld(buyers: number, seed: number): World {
  const chance = seeded(seed);
  const world: World = {
    marketplace: { id: SHOP.id, name: SHOP.name },
    shops: { [SHOP.id]: SHOP },
    buyers: {},
    orders: {},
    products: products(),
    log: [],
  };
  for (let number = 0; number < buyers; number += 1) {
    const buyer = buyerOf(number);
    world.buyers[buyer.id] = buyer;
    for (const [place, status] of ['pending', 'shipped', 'delivered'].entries()) {
      const order = orderOf(world, buyer, { id: orderId(number, place + 1), status, chance });
      world.orders[order.id] = order;
      buyer.order_ids.push(order.id);
    }
  }
  return world;
}

/** The number of the order of a buyer: 1 waits, 2 is on its way, 3 has arrived. */
export function orderId(buyer: number, place: number): string {
  return `#W${100_000 + buyer}${place}`;
}

/** The e-mail address of a buyer. */
export function emailOf(buyer: number): string {
  return `buyer.${buyer}@example.com`;
}

function products(): World['products'] {
  const entries = THINGS.map((name, index) => {
    const id = `P${index + 1}`;
    const variants = COLOURS.map((colour, place) => ({
      item_id: `${id}-${colour}`,
      options: { colour },
      available: true,
      price_cents: 1_500 + index * 700 + place * 50,
    }));
    return [id, { id, shop_id: SHOP.id, name, currency: CURRENCY, variants }] as const;
  });
  return Object.fromEntries(entries);
}

function buyerOf(number: number): Buyer {
  return {
    id: `buyer-${number}`,
    first_name: must(FIRST[number % FIRST.length], 'a first name'),
    last_name: must(LAST[number % LAST.length], 'a last name'),
    email: emailOf(number),
    address: {
      line1: `Long Street ${1 + (number % 200)}`,
      line2: '',
      city: 'Valencia',
      region: 'Valencia',
      postcode: String(46_001 + (number % 20)),
      country: 'ES',
    },
    payment_methods: [
      { id: `card-${number}`, kind: 'credit_card', brand: 'visa', last_four: String(1000 + (number % 9000)) },
      { id: `gift-${number}`, kind: 'gift_card', balance_cents: 5_000 },
    ],
    order_ids: [],
  };
}

function orderOf(
  world: World,
  buyer: Buyer,
  wanted: { id: string; status: string; chance: () => number },
): Order {
  const first = Math.floor(wanted.chance() * THINGS.length);
  const count = 1 + Math.floor(wanted.chance() * 3);
  const lines = Array.from({ length: count }, (_, place) => {
    const product = must(world.products[`P${((first + place) % THINGS.length) + 1}`], 'a product');
    const variant = must(product.variants[Math.floor(wanted.chance() * COLOURS.length)], 'a variant');
    const { item_id, options, price_cents } = variant;
    return {
      line_id: String(place + 1),
      item_id,
      product_id: product.id,
      name: product.name,
      options,
      price_cents,
    };
  });
  const total_cents = lines.reduce((sum, line) => sum + line.price_cents, 0);
  const paid_with = must(buyer.payment_methods[0], 'a card').id;
  return {
    id: wanted.id,
    buyer_id: buyer.id,
    shop_id: SHOP.id,
    status: wanted.status,
    currency: CURRENCY,
    placed_at: '2026-01-05T09:00:00.000Z',
    lines,
    total_cents,
    address: buyer.address,
    payments: [{ kind: 'payment', amount_cents: total_cents, payment_method_id: paid_with }],
    parcels: [],
  };
}
