/** A product of the demo shop: its price before the options add to it, and the values of its options. */
export type DemoProduct = { name: string; price_cents: number; options: { [option: string]: string[] } };

/** What the demo shop sells. Most names are the same word in English and Spanish, or close to it. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  {
    name: 'Coffee Mug',
    price_cents: 1290,
    options: { color: ['blue', 'green', 'white'], size: ['small', 'large'] },
  },
  { name: 'Desk Lamp', price_cents: 3490, options: { color: ['black', 'white'], light: ['warm', 'cold'] } },
  { name: 'Radio', price_cents: 5900, options: { color: ['red', 'black'], power: ['battery', 'solar'] } },
  { name: 'Poncho', price_cents: 4200, options: { color: ['red', 'grey', 'blue'], size: ['S', 'M', 'L'] } },
  { name: 'Kimono', price_cents: 5400, options: { color: ['black', 'green'], size: ['S', 'M', 'L'] } },
  {
    name: 'Polo',
    price_cents: 2400,
    options: { color: ['white', 'navy', 'red'], size: ['S', 'M', 'L', 'XL'] },
  },
  {
    name: 'Sandals',
    price_cents: 3900,
    options: { color: ['brown', 'black'], size: ['37', '39', '41', '43'] },
  },
  {
    name: 'Espresso Machine',
    price_cents: 12900,
    options: { color: ['steel', 'black'], capacity: ['1 l', '2 l'] },
  },
  { name: 'Paella Pan', price_cents: 3300, options: { diameter: ['30 cm', '38 cm', '46 cm'] } },
  { name: 'Tapas Set', price_cents: 2700, options: { color: ['blue', 'terracotta'], pieces: ['6', '12'] } },
  {
    name: 'Tablet',
    price_cents: 21900,
    options: { color: ['silver', 'black'], storage: ['64 GB', '128 GB'] },
  },
  { name: 'Router', price_cents: 7900, options: { color: ['white', 'black'], antennas: ['2', '4'] } },
  {
    name: 'Puzzle',
    price_cents: 1600,
    options: { motif: ['harbour', 'forest'], pieces: ['500', '1000', '2000'] },
  },
  { name: 'Guitar', price_cents: 15900, options: { wood: ['cedar', 'spruce'], size: ['3/4', '4/4'] } },
  {
    name: 'Hammock',
    price_cents: 4900,
    options: { color: ['striped', 'beige'], width: ['single', 'double'] },
  },
  { name: 'Backpack', price_cents: 5600, options: { color: ['green', 'black'], volume: ['20 l', '30 l'] } },
  {
    name: 'Olive Oil',
    price_cents: 1450,
    options: { variety: ['picual', 'arbequina'], volume: ['500 ml', '1 l'] },
  },
  {
    name: 'Notebook',
    price_cents: 890,
    options: { paper: ['lined', 'squared', 'plain'], size: ['A5', 'A4'] },
  },
  { name: 'Sofa Cover', price_cents: 6900, options: { color: ['grey', 'beige'], seats: ['2', '3'] } },
  { name: 'Bicycle Bell', price_cents: 1190, options: { color: ['brass', 'black'], tone: ['high', 'low'] } },
];

/** Given and family names of the demo shop's buyers. */
export const DEMO_NAMES = {
  first: [
    'Marta',
    'Iker',
    'Nora',
    'Pau',
    'Elena',
    'Hugo',
    'Clara',
    'Bruno',
    'Irene',
    'Mateo',
    'Ruth',
    'Owen',
    'Alba',
  ],
  last: [
    'Solana',
    'Quiroga',
    'Whitfield',
    'Cabrera',
    'Lindqvist',
    'Ferrer',
    'Ashby',
    'Navarro',
    'Okafor',
    'Beltran',
  ],
};

/** Places where the demo shop's buyers live. */
export const DEMO_PLACES = [
  { street: 'Calle Mayor', city: 'Valencia', region: 'Valencia', postcode: '46001', country: 'Spain' },
  { street: 'Avenida del Puerto', city: 'Cádiz', region: 'Andalucía', postcode: '11006', country: 'Spain' },
  { street: 'Rúa Nova', city: 'Vigo', region: 'Galicia', postcode: '36201', country: 'Spain' },
  { street: 'Harbour Road', city: 'Galway', region: 'Connacht', postcode: 'H91 C2X4', country: 'Ireland' },
  { street: 'Mill Lane', city: 'Cork', region: 'Munster', postcode: 'T12 W8KP', country: 'Ireland' },
  { street: 'Triq il-Port', city: 'Valletta', region: 'Malta', postcode: 'VLT 1450', country: 'Malta' },
];

/** Carriers that bring the demo shop's parcels. */
export const DEMO_CARRIERS = ['Correo Sol', 'Rapid Parcel', 'Green Mile'];
