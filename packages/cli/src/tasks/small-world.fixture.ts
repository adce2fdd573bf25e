import { must } from '@hark/core';
import type { World } from '@hark/server';

const HOME = {
  line1: '4 Long Lane',
  line2: 'Flat 2',
  city: 'Aldport',
  region: 'ME',
  postcode: '10001',
  country: 'USA',
};
/** Another address that Nell knows: that of one of her orders. */
export const AUNT = { ...HOME, line1: '77 Hill Road', line2: '', city: 'Berwick', postcode: '20002' };

const kettle = { product_id: 'P-K', name: 'Tea Kettle' };
const lamp = { product_id: 'P-L', name: 'Desk Lamp' };
const mat = { product_id: 'P-M', name: 'Yoga Mat' };

const line = (line_id: string, article: { product_id: string; name: string }, variant: Variant) => {
  const { item_id, options, price_cents } = variant;
  return { line_id, ...article, item_id, options, price_cents };
};

type Variant = World['products'][string]['variants'][number];

const variant = (item_id: string, options: Variant['options'], price_cents: number): Variant => ({
  item_id,
  options,
  available: true,
  price_cents,
});

const KETTLES = [
  variant('9000000001', { material: 'glass', capacity: '1 liter' }, 3000),
  variant('9000000002', { material: 'steel', capacity: '2 liters' }, 4000),
];
const LAMPS = [
  variant('9000000003', { color: 'white', 'power source': 'battery' }, 2000),
  variant('9000000004', { color: 'black', 'power source': 'USB' }, 2500),
];
const MATS = [
  variant('9000000005', { color: 'green' }, 1500),
  variant('9000000006', { color: 'pink' }, 1500),
];

function order(id: string, status: string, lines: ReturnType<typeof line>[]): World['orders'][string] {
  const total_cents = lines.reduce((sum, { price_cents }) => sum + price_cents, 0);
  return {
    id,
    buyer_id: id === '#W3000001' ? 'ivo-vane' : 'nell-quist',
    shop_id: 'small',
    status,
    currency: 'EUR',
    lines,
    total_cents,
    address: { ...(id === '#W2000003' ? AUNT : HOME) },
    payments: [{ kind: 'payment', amount_cents: total_cents, payment_method_id: 'credit_card_5550001' }],
    parcels: [],
  };
}

/** A shop of three products, with Nell Quist and three orders of hers: one to come, one delivered, one on its way; and Ivo Vane's. */
export function smallWorld(): World {
  const first = <T>(of: readonly T[]): T => must(of[0], 'the first variant');
  const orders = [
    order('#W2000001', 'pending', [line('1', kettle, first(KETTLES)), line('2', lamp, first(LAMPS))]),
    order('#W2000002', 'delivered', [
      line('1', lamp, must(LAMPS[1], 'a black lamp')),
      line('2', mat, first(MATS)),
    ]),
    order('#W2000003', 'processed', [line('1', mat, must(MATS[1], 'a pink mat'))]),
    order('#W3000001', 'pending', [line('1', kettle, first(KETTLES))]),
  ];
  return {
    marketplace: { id: 'small', name: 'Small shop' },
    shops: {
      small: {
        id: 'small',
        name: 'Small shop',
        country: 'ES',
        zone: 'Europe/Madrid',
        currency: 'EUR',
        languages: ['en'],
      },
    },
    buyers: {
      'nell-quist': {
        id: 'nell-quist',
        first_name: 'Nell',
        last_name: 'Quist',
        email: 'nell.quist@example.com',
        address: { ...HOME },
        payment_methods: [
          { id: 'credit_card_5550001', kind: 'credit_card', brand: 'visa', last_four: '1111' },
          { id: 'gift_card_5550002', kind: 'gift_card', balance_cents: 5000 },
          { id: 'paypal_5550003', kind: 'paypal' },
        ],
        order_ids: orders.slice(0, 3).map(({ id }) => id),
      },
      'ivo-vane': {
        id: 'ivo-vane',
        first_name: 'Ivo',
        last_name: 'Vane',
        email: 'ivo.vane@example.com',
        address: { ...HOME, postcode: '30003' },
        payment_methods: [
          { id: 'credit_card_5550009', kind: 'credit_card', brand: 'visa', last_four: '9999' },
        ],
        order_ids: ['#W3000001'],
      },
    },
    orders: Object.fromEntries(orders.map((each) => [each.id, each])),
    products: {
      'P-K': { id: 'P-K', shop_id: 'small', name: 'Tea Kettle', currency: 'EUR', variants: KETTLES },
      'P-L': { id: 'P-L', shop_id: 'small', name: 'Desk Lamp', currency: 'EUR', variants: LAMPS },
      'P-M': { id: 'P-M', shop_id: 'small', name: 'Yoga Mat', currency: 'EUR', variants: MATS },
    },
    log: [],
  };
}
