import type { World } from './world.ts';

const home = {
  line1: 'Long Street 1',
  line2: '',
  city: 'Aldport',
  region: 'North',
  postcode: '10001',
  country: 'Land',
};

const mug = { product_id: 'P-MUG', name: 'Mug' };
const lamp = { product_id: 'P-LAMP', name: 'Lamp' };

function products(): World['products'] {
  return {
    'P-MUG': {
      id: 'P-MUG',
      shop_id: 'small',
      name: 'Mug',
      currency: 'EUR',
      variants: [
        { item_id: 'mug-blue', options: { color: 'blue' }, available: true, price_cents: 1000 },
        { item_id: 'mug-red', options: { color: 'red' }, available: true, price_cents: 1200 },
        { item_id: 'mug-green', options: { color: 'green' }, available: false, price_cents: 1000 },
      ],
    },
    'P-LAMP': {
      id: 'P-LAMP',
      shop_id: 'small',
      name: 'Lamp',
      currency: 'EUR',
      variants: [
        { item_id: 'lamp-white', options: { color: 'white' }, available: true, price_cents: 3000 },
        { item_id: 'lamp-black', options: { color: 'black' }, available: true, price_cents: 2500 },
      ],
    },
  };
}

/** A world small enough to reckon by hand: a mug is 1000 cents blue and 1200 red, a lamp 3000 white and 2500 black. */
export function smallWorld(): World {
  const blueMug = { ...mug, item_id: 'mug-blue', options: { color: 'blue' }, price_cents: 1000 };
  const whiteLamp = { ...lamp, item_id: 'lamp-white', options: { color: 'white' }, price_cents: 3000 };
  const order = (id: string, status: string, paid_with: string): World['orders'][string] => ({
    id,
    buyer_id: 'nell-quist',
    shop_id: 'small',
    status,
    currency: 'EUR',
    lines: [
      { line_id: '1', ...blueMug },
      { line_id: '2', ...blueMug },
      { line_id: '3', ...whiteLamp },
    ],
    total_cents: 5000,
    address: { ...home },
    payments: [{ kind: 'payment', amount_cents: 5000, payment_method_id: paid_with }],
    parcels: [],
  });
  const orders = [
    order('pending', 'pending', 'card-a'),
    order('pending-by-gift', 'pending', 'gift-b'),
    order('sent', 'processed', 'card-a'),
    order('delivered', 'delivered', 'card-a'),
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
        address: { ...home },
        payment_methods: [
          { id: 'card-a', kind: 'credit_card', brand: 'visa', last_four: '1111' },
          { id: 'gift-b', kind: 'gift_card', balance_cents: 5000 },
          { id: 'gift-low', kind: 'gift_card', balance_cents: 150 },
          { id: 'paypal-c', kind: 'paypal' },
        ],
        order_ids: orders.map(({ id }) => id),
      },
      'ivo-vane': {
        id: 'ivo-vane',
        first_name: 'Ivo',
        last_name: 'Vane',
        email: 'ivo.vane@example.com',
        address: { ...home, postcode: '20002' },
        payment_methods: [{ id: 'card-z', kind: 'credit_card', brand: 'visa', last_four: '9999' }],
        order_ids: [],
      },
    },
    orders: Object.fromEntries(orders.map((each) => [each.id, each])),
    products: products(),
    log: [],
  };
}
