import type { Shop } from './world.ts';

/** A product of a demo shop: its price before the options add to it, in minor units of the shop's currency, and its options. */
export type DemoProduct = {
  shop: string;
  name: string;
  price_cents: number;
  options: { [option: string]: string[] };
};

/** The sellers of the demo marketplace. All names are made up. */
export const DEMO_SHOPS: readonly Shop[] = [
  {
    id: 'olivar',
    name: 'Olivar & Sal',
    country: 'Spain',
    zone: 'Europe/Madrid',
    currency: 'EUR',
    languages: ['es', 'en'],
  },
  {
    id: 'pennyloft',
    name: 'Penny Loft',
    country: 'United Kingdom',
    zone: 'Europe/London',
    currency: 'GBP',
    languages: ['en'],
  },
  {
    id: 'northbound',
    name: 'Northbound Supply',
    country: 'United States',
    zone: 'America/Denver',
    currency: 'USD',
    languages: ['en', 'es'],
  },
  {
    id: 'bursztyn',
    name: 'Bursztyn',
    country: 'Poland',
    zone: 'Europe/Warsaw',
    currency: 'PLN',
    languages: ['pl', 'en'],
  },
  {
    id: 'fjall',
    name: 'Fjäll & Ljus',
    country: 'Sweden',
    zone: 'Europe/Stockholm',
    currency: 'SEK',
    languages: ['sv', 'en'],
  },
  {
    id: 'tsukimi',
    name: 'Tsukimi Paper',
    country: 'Japan',
    zone: 'Asia/Tokyo',
    currency: 'JPY',
    languages: ['ja', 'en'],
  },
];

type Options = DemoProduct['options'];
const COLOURS: Options = { color: ['blue', 'green', 'white'] };
const SIZES: Options = { size: ['S', 'M', 'L', 'XL'] };

function of(shop: string, products: [string, number, Options][]): DemoProduct[] {
  return products.map(([name, price_cents, options]) => ({ shop, name, price_cents, options }));
}

/** What the demo shops sell, by shop. Names are short and plain, so that buyers can say them. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  ...of('olivar', [
    ['Coffee Mug', 1290, { ...COLOURS, size: ['small', 'large'] }],
    ['Desk Lamp', 3490, { color: ['black', 'white'], light: ['warm', 'cold'] }],
    ['Espresso Machine', 12900, { color: ['steel', 'black'], capacity: ['1 l', '2 l'] }],
    ['Paella Pan', 3300, { diameter: ['30 cm', '38 cm', '46 cm'] }],
    ['Tapas Set', 2700, { color: ['blue', 'terracotta'], pieces: ['6', '12'] }],
    ['Olive Oil', 1450, { variety: ['picual', 'arbequina'], volume: ['500 ml', '1 l'] }],
    ['Sofa Cover', 6900, { color: ['grey', 'beige'], seats: ['2', '3'] }],
    ['Salt Cellar', 1850, { wood: ['olive', 'walnut'] }],
  ]),
  ...of('pennyloft', [
    ['Notebook', 890, { paper: ['lined', 'squared', 'plain'], size: ['A5', 'A4'] }],
    ['Puzzle', 1600, { motif: ['harbour', 'forest'], pieces: ['500', '1000', '2000'] }],
    ['Bicycle Bell', 1190, { color: ['brass', 'black'], tone: ['high', 'low'] }],
    ['Teapot', 2450, { color: ['cream', 'racing green'], volume: ['600 ml', '1 l'] }],
    ['Polo', 2400, { color: ['white', 'navy', 'red'], ...SIZES }],
    ['Umbrella', 2900, { color: ['navy', 'tartan'] }],
    ['Radio', 5900, { color: ['red', 'black'], power: ['battery', 'solar'] }],
  ]),
  ...of('northbound', [
    ['Poncho', 4200, { color: ['red', 'grey', 'blue'], size: ['S', 'M', 'L'] }],
    ['Backpack', 8600, { color: ['green', 'black'], volume: ['20 l', '30 l'] }],
    ['Hammock', 4900, { color: ['striped', 'beige'], width: ['single', 'double'] }],
    ['Lantern', 3800, { color: ['red', 'black'], power: ['battery', 'gas'] }],
    ['Thermos', 2950, { color: ['steel', 'green'], volume: ['500 ml', '1 l'] }],
    ['Sandals', 5400, { color: ['brown', 'black'], size: ['37', '39', '41', '43'] }],
    ['Guitar', 25900, { wood: ['cedar', 'spruce'], size: ['3/4', '4/4'] }],
  ]),
  ...of('bursztyn', [
    ['Amber Ring', 18900, { color: ['honey', 'cherry'], size: ['52', '54', '56', '58'] }],
    ['Necklace', 24900, { color: ['honey', 'milk'], length: ['40 cm', '45 cm'] }],
    ['Plate', 6900, { color: ['blue', 'white'], diameter: ['20 cm', '26 cm'] }],
    ['Vase', 12900, { ...COLOURS }],
    ['Sweater', 31900, { color: ['grey', 'navy'], ...SIZES }],
  ]),
  ...of('fjall', [
    ['Candle', 14900, { scent: ['birch', 'juniper', 'none'] }],
    ['Blanket', 89900, { color: ['grey', 'rust', 'moss'] }],
    ['Pendant', 129900, { color: ['white', 'brass'], size: ['small', 'large'] }],
    ['Slippers', 39900, { color: ['grey', 'black'], size: ['37', '39', '41', '43'] }],
    ['Tray', 29900, { color: ['birch', 'black'], size: ['small', 'large'] }],
  ]),
  ...of('tsukimi', [
    ['Stationery', 1800, { color: ['indigo', 'plum'] }],
    ['Fan', 3200, { color: ['indigo', 'red'] }],
    ['Kimono', 16800, { color: ['black', 'green'], size: ['S', 'M', 'L'] }],
    ['Tea Bowl', 6400, { color: ['black', 'celadon'] }],
    ['Ink Brush', 2400, { size: ['fine', 'broad'] }],
  ]),
];
