import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Buyer, Order, Product } from '../conversation/world.ts';
import { makeUnderstander, type Understander, type UnderstanderSpec } from '../language/understand.ts';
import { compilePlaybook } from '../playbook/compile.ts';
import type { Playbook, SourceFile } from '../playbook/playbook.ts';
import type { TestShop } from './conversation.ts';

/** The files of a playbook that ships with Hark. */
export function shippedPlaybook(name: string): SourceFile[] {
  const folder = fileURLToPath(new URL(`../../../../playbooks/${name}/`, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path) && !/^(?:world|scenarios)\//.test(path))
    .map((path) => ({ path, text: readFileSync(folder + path, 'utf8') }));
}

/** Tests say themselves what a message means: so few examples of each topic are learned. */
const FEW_EXAMPLES = 3;

function learnLittle(spec: UnderstanderSpec): Understander {
  const topics = spec.topics.map(({ id, examples }) => ({
    id,
    examples: Object.fromEntries(
      Object.entries(examples).map(([language, texts]) => [language, texts.slice(0, FEW_EXAMPLES)]),
    ),
  }));
  return makeUnderstander({ ...spec, topics });
}

/** A playbook that ships with Hark, compiled. */
export function compiled(files: SourceFile[]): Playbook {
  const result = compilePlaybook(files, learnLittle);
  if (!result.ok)
    throw new Error(result.problems.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'));
  return result.playbook;
}

const ADDRESS = {
  line1: 'Calle Luna 4',
  line2: '',
  city: 'Toledo',
  region: '',
  postcode: '45001',
  country: 'Spain',
};

const ADA: Buyer = {
  id: 'ada',
  first_name: 'Ada',
  last_name: 'Marsh',
  email: 'ada@example.com',
  address: ADDRESS,
  payment_methods: [
    { id: 'visa', kind: 'credit_card', brand: 'visa', last_four: '1234' },
    { id: 'gift', kind: 'gift_card', balance_cents: 500 },
    { id: 'pal', kind: 'paypal' },
  ],
  order_ids: ['#H1', '#H2', '#H3'],
};

const MUG: Product = product('mug', 'Mug', [
  ['mug-blue', { color: 'blue' }, 1200],
  ['mug-red', { color: 'red' }, 1500],
  ['mug-gold', { color: 'gold' }, 9000],
]);
const LAMP: Product = product('lamp', 'Desk Lamp', [
  ['lamp-white', { color: 'white', size: 'small' }, 4000],
  ['lamp-black', { color: 'black', size: 'small' }, 4000],
]);

function product(
  id: string,
  name: string,
  variants: [string, { [option: string]: string }, number][],
): Product {
  const list = variants.map(([item_id, options, price_cents]) => ({
    item_id,
    options,
    available: true,
    price_cents,
  }));
  return { id, shop_id: 'shop', name, currency: 'EUR', variants: list };
}

function order(id: string, status: string, lines: [Product, number][]): Order {
  const articles = lines.map(([{ id: product_id, name, variants }, at], index) => {
    const variant = variants[at] ?? variants[0];
    return {
      line_id: String(index + 1),
      item_id: variant?.item_id ?? '',
      product_id,
      name,
      options: variant?.options ?? {},
      price_cents: variant?.price_cents ?? 0,
    };
  });
  const total_cents = articles.reduce((sum, line) => sum + line.price_cents, 0);
  return {
    id,
    buyer_id: 'ada',
    shop_id: 'shop',
    shop: { name: 'Harbour', zone: 'Europe/Madrid' },
    status,
    currency: 'EUR',
    lines: articles,
    total_cents,
    address: ADDRESS,
    payments: [{ kind: 'payment', amount_cents: total_cents, payment_method_id: 'visa' }],
    parcels: [],
  };
}

/** A small shop: Ada has a pending, a delivered and a cancelled order; Bo has one of his own. */
export function smallShop(): TestShop {
  const bo: Buyer = {
    ...ADA,
    id: 'bo',
    first_name: 'Bo',
    last_name: 'Reed',
    email: 'bo@example.com',
    order_ids: ['#H9'],
  };
  return {
    buyers: [ADA, bo],
    orders: [
      order('#H1', 'pending', [[MUG, 0]]),
      order('#H2', 'delivered', [
        [LAMP, 0],
        [MUG, 1],
      ]),
      order('#H3', 'cancelled', [[LAMP, 1]]),
      { ...order('#H9', 'pending', [[LAMP, 0]]), buyer_id: 'bo' },
    ],
    products: [MUG, LAMP],
    usage: [],
    down: false,
  };
}
