import { must } from '@hark/core';
import { DEMO_PLACES, type DemoPlace } from './demo-people.ts';
import type { StoredOrder } from './world.ts';

type Plan = NonNullable<StoredOrder['plan']>;

/** A buyer as whom a newcomer may look around. */
export type ShownBuyer = {
  id: string;
  first: string;
  last: string;
  place: DemoPlace;
  shops: string[];
  weight: number;
};

/** An order of theirs that shows something: placed so many `days` before now, with what its plan has of its own. */
export type ShownOrder = {
  buyer: string;
  days: number;
  products: string[];
  plan: (inDays: (days: number) => string) => Partial<Plan>;
};

const at = (city: string): DemoPlace =>
  must(
    DEMO_PLACES.find((place) => place.city === city),
    city,
  );

function shown(id: string, city: string, shops: string[]): ShownBuyer {
  const [first = '', last = ''] = id.split(' ');
  const plain = id
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z ]/g, '');
  return { id: plain.replace(' ', '-'), first, last, place: at(city), shops, weight: 2 };
}

/** The buyers whom the start page offers. */
export const SHOWN_BUYERS: readonly ShownBuyer[] = [
  shown('Ana Solana', 'Valencia', ['olivar', 'olivar', 'tsukimi']),
  shown('Owen Ashby', 'Galway', ['northbound', 'pennyloft']),
  shown('Lucía Ferrer', 'Cádiz', ['olivar']),
  shown('Hannah Pryce', 'Bristol', ['pennyloft', 'bursztyn']),
  shown('Kenji Tanaka', 'Kyoto', ['tsukimi', 'fjall']),
  shown('Zofia Nowak', 'Gdańsk', ['bursztyn', 'fjall']),
];

/** Not yet packed, for a day and a half. */
const waiting: ShownOrder['plan'] = (inDays) => ({
  packed_at: inDays(1.5),
  shipped_at: inDays(2.2),
  expected_at: inDays(4.5),
  arrives_at: inDays(4.2),
});

/** Arrived three days ago. */
const arrived: ShownOrder['plan'] = (inDays) => ({
  packed_at: inDays(-8),
  shipped_at: inDays(-7.5),
  expected_at: inDays(-3),
  arrives_at: inDays(-3.1),
});

/** Comes the day after tomorrow. */
const travelling: ShownOrder['plan'] = (inDays) => ({
  packed_at: inDays(-3),
  shipped_at: inDays(-2.5),
  expected_at: inDays(2),
  arrives_at: inDays(1.8),
});

/** Should have come three days ago, and comes tomorrow. */
const late: ShownOrder['plan'] = (inDays) => ({
  packed_at: inDays(-8),
  shipped_at: inDays(-7.5),
  expected_at: inDays(-3),
  arrives_at: inDays(1.2),
});

/** Should have come a week ago, and never does. */
const lost: ShownOrder['plan'] = (inDays) => ({
  packed_at: inDays(-16),
  shipped_at: inDays(-15),
  expected_at: inDays(-7),
  arrives_at: null,
});

/** Their orders, numbered from #H1000001 on. */
export const SHOWN_ORDERS: readonly ShownOrder[] = [
  { buyer: 'ana-solana', days: 0.4, products: ['Coffee Mug', 'Desk Lamp'], plan: waiting },
  { buyer: 'owen-ashby', days: 9, products: ['Poncho', 'Backpack'], plan: arrived },
  { buyer: 'lucia-ferrer', days: 4, products: ['Espresso Machine'], plan: travelling },
  { buyer: 'ana-solana', days: 9.5, products: ['Desk Lamp', 'Paella Pan'], plan: arrived },
  { buyer: 'owen-ashby', days: 0.6, products: ['Hammock'], plan: waiting },
  { buyer: 'lucia-ferrer', days: 10, products: ['Tapas Set', 'Olive Oil'], plan: arrived },
  { buyer: 'hannah-pryce', days: 9, products: ['Teapot'], plan: late },
  { buyer: 'hannah-pryce', days: 11, products: ['Vase', 'Plate'], plan: arrived },
  { buyer: 'kenji-tanaka', days: 9, products: ['Kimono', 'Ink Brush'], plan: arrived },
  { buyer: 'kenji-tanaka', days: 17, products: ['Blanket'], plan: lost },
  { buyer: 'zofia-nowak', days: 4, products: ['Amber Ring'], plan: travelling },
  { buyer: 'zofia-nowak', days: 0.3, products: ['Candle', 'Tray'], plan: waiting },
  { buyer: 'ana-solana', days: 4, products: ['Tea Bowl'], plan: travelling },
];

/** The buyers whom the start page offers, each with the order that shows most, and how that stands when the demo begins. */
export const DEMO_BUYERS = [
  { buyer_id: 'ana-solana', order_id: '#H1000001', standing: 'pending' },
  { buyer_id: 'owen-ashby', order_id: '#H1000002', standing: 'delivered' },
  { buyer_id: 'lucia-ferrer', order_id: '#H1000003', standing: 'shipped' },
  { buyer_id: 'hannah-pryce', order_id: '#H1000007', standing: 'shipped' },
  { buyer_id: 'kenji-tanaka', order_id: '#H1000010', standing: 'shipped' },
  { buyer_id: 'zofia-nowak', order_id: '#H1000011', standing: 'shipped' },
] as const;
