import type { Product, Variant } from '../../conversation/world.ts';
import type { ComparedLine } from './lines.ts';

/** A product in every combination of its options, for the tests of this folder. */
export function product(id: string, name: string, options: { [option: string]: string[] }): Product {
  let all: { [option: string]: string }[] = [{}];
  for (const [option, values] of Object.entries(options)) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [option]: value })));
  }
  const variants = all.map(
    (each, at): Variant => ({
      item_id: `${id}-${at}`,
      options: each,
      available: true,
      price_cents: 1000 + 10 * at,
    }),
  );
  return { id, shop_id: 'shop', name, currency: 'EUR', variants };
}

/** A line of an order. */
export function line(line_id: string, of: Product, options: { [option: string]: string }): ComparedLine {
  const item = of.variants.find((variant) =>
    Object.entries(options).every(([option, value]) => variant.options[option] === value),
  );
  return {
    line_id,
    item_id: item?.item_id ?? line_id,
    product_id: of.id,
    order_id: 'T-1',
    name: of.name,
    options,
  };
}

/** Clothes, furniture, groceries and phones of an invented shop. */
export const shop = {
  parka: product('parka', 'Winter Parka', {
    size: ['S', 'M', 'L', 'XL'],
    color: ['olive', 'navy', 'black'],
    hood: ['detachable', 'fixed', 'none'],
    waterproof: ['yes', 'no'],
  }),
  jeans: product('jeans', 'Slim Jeans', {
    waist: ['30', '32', '34', '36'],
    length: ['30', '32', '34'],
    color: ['indigo', 'black'],
  }),
  scarf: product('scarf', 'Wool Scarf', { color: ['red', 'blue', 'grey'], pattern: ['plain', 'striped'] }),
  table: product('table', 'Dining Table', {
    'top material': ['oak', 'marble', 'glass'],
    'leg color': ['black', 'white', 'oak'],
    length: ['140 cm', '160 cm', '180 cm'],
  }),
  stool: product('stool', 'Bar Stool', {
    height: ['low', 'medium', 'high'],
    color: ['black', 'white', 'teal'],
  }),
  oil: product('oil', 'Olive Oil', {
    volume: ['250ml', '500ml', '1 liter'],
    grade: ['virgin', 'extra virgin'],
  }),
  rice: product('rice', 'Basmati Rice', { weight: ['500g', '1kg', '5kg'], bag: ['paper', 'cloth'] }),
  phone: product('phone', 'Nova Phone', {
    storage: ['64GB', '128GB', '256GB'],
    color: ['graphite', 'rose', 'mint'],
    network: ['4G', '4G + 5G'],
    charger: ['none', 'included'],
  }),
  tablet: product('tablet', 'Nova Tablet', { storage: ['64GB', '128GB'], screen: ['8-inch', '11-inch'] }),
  deskLamp: product('desk-lamp', 'Desk Lamp', { color: ['brass', 'white', 'black'], plug: ['EU', 'UK'] }),
  floorLamp: product('floor-lamp', 'Floor Lamp', { color: ['brass', 'white'], dimmer: ['yes', 'no'] }),
  pan: product('pan', 'Frying Pan', {
    diameter: ['20 cm', '24 cm', '28 cm'],
    coating: ['non-stick', 'stick-free ceramic', 'none'],
  }),
};

/** The products by id. */
export const products: { [product_id: string]: Product } = Object.fromEntries(
  Object.values(shop).map((one) => [one.id, one]),
);
