import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '@hark/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tauRetail } from './import-tau-retail.ts';
import { goldCall, runTool, TOOL_NAMES } from './import-tau-retail-tools.ts';
import { loadWorld } from './importers.ts';
import type { World } from './world.ts';
import { apply } from './world-rules.ts';

const address = {
  address1: '1 Elm',
  address2: 'Top',
  city: 'Aldport',
  country: 'Land',
  state: 'NO',
  zip: '10001',
};
const elsewhere = {
  address1: '2 Oak',
  address2: '',
  city: 'Bay',
  country: 'Land',
  state: 'SO',
  zip: '20002',
};

const mug = (item_id: string, color: string, price: number) => ({ item_id, price, options: { color } });
const blue = mug('11', 'blue', 10.1);
const red = mug('12', 'red', 12.35);

const users = {
  nell_quist_1: {
    name: { first_name: 'Nell', last_name: 'Quist' },
    address,
    email: 'nell.quist@example.com',
    payment_methods: {
      gift_card_1: { source: 'gift_card', balance: 30.5, id: 'gift_card_1' },
      credit_card_1: { source: 'credit_card', brand: 'visa', last_four: '1111', id: 'credit_card_1' },
    },
    orders: ['#A1', '#A2'],
  },
};

const order = (order_id: string, status: string, fulfillments: unknown[]) => ({
  order_id,
  user_id: 'nell_quist_1',
  address,
  items: [
    { name: 'Mug', product_id: 'p1', ...blue },
    { name: 'Mug', product_id: 'p1', ...blue },
  ],
  fulfillments,
  status,
  payment_history: [{ transaction_type: 'payment', amount: 20.2, payment_method_id: 'credit_card_1' }],
});

const orders = {
  '#A1': order('#A1', 'pending', []),
  '#A2': order('#A2', 'delivered', [{ tracking_id: ['T1'], item_ids: ['11', '11'] }]),
};

const products = {
  p2: { name: 'Lamp', product_id: 'p2', variants: {} },
  p1: {
    name: 'Mug',
    product_id: 'p1',
    variants: {
      11: { ...blue, available: true },
      12: { ...red, available: true },
      13: { ...mug('13', 'green', 9), available: false },
    },
  },
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hark-import-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with the three files, some replaced or (null) left out. */
function folder(name: string, files: { [file: string]: string | Buffer | null } = {}): string {
  const dir = join(root, name);
  mkdirSync(dir);
  const all = {
    'users.json': JSON.stringify(users),
    'orders.json.gz': gzipSync(JSON.stringify(orders)),
    'products.json': JSON.stringify(products),
    ...files,
  };
  for (const [file, content] of Object.entries(all))
    if (content !== null) writeFileSync(join(dir, file), content);
  return dir;
}

let made = 0;
function world(): World {
  return tauRetail.read(folder(`world-${made++}`));
}

function answer(of: World, name: string, args: JsonObject): unknown {
  const text = runTool(of, { name, arguments: args });
  return text.startsWith('{') ? JSON.parse(text) : text;
}

describe('the importer', () => {
  test('makes a world in cents, with lines of their own where an article was bought twice', () => {
    const { orders: imported, buyers, products: goods } = world();
    expect(imported['#A2']).toEqual({
      id: '#A2',
      buyer_id: 'nell_quist_1',
      shop_id: 'retail',
      status: 'delivered',
      currency: 'USD',
      lines: ['1', '2'].map((line_id) => ({
        line_id,
        item_id: '11',
        product_id: 'p1',
        name: 'Mug',
        options: { color: 'blue' },
        price_cents: 1010,
      })),
      total_cents: 2020,
      address: {
        line1: '1 Elm',
        line2: 'Top',
        city: 'Aldport',
        region: 'NO',
        postcode: '10001',
        country: 'Land',
      },
      payments: [{ kind: 'payment', amount_cents: 2020, payment_method_id: 'credit_card_1' }],
      parcels: [{ tracking_id: 'T1', item_ids: ['11', '11'] }],
    });
    expect(buyers.nell_quist_1?.payment_methods).toEqual([
      { id: 'gift_card_1', kind: 'gift_card', balance_cents: 3050 },
      { id: 'credit_card_1', kind: 'credit_card', brand: 'visa', last_four: '1111' },
    ]);
    expect(goods.p1?.variants.map((variant) => variant.price_cents)).toEqual([1010, 1235, 900]);
  });

  test('is found by the look of the folder, also when one file is missing, which is then named', () => {
    expect(loadWorld(folder('found')).marketplace.id).toBe('retail');
    const dir = folder('no-products', { 'products.json': null });
    expect(() => loadWorld(dir)).toThrow(`${join(dir, 'products.json')}: is missing`);
  });

  const halfPacked = gzipSync(JSON.stringify(orders)).subarray(0, 60);
  const written = JSON.stringify(users, null, 1);
  const halfUsers = written.slice(0, written.indexOf('"city"') + 9);
  const lost = { ...orders, '#A2': { ...orders['#A2'], user_id: 'nobody' } };
  const fraction = { p1: { ...products.p1, variants: { 11: { ...blue, available: true, price: 1.005 } } } };
  test.each([
    [
      'cut packed file',
      { 'orders.json.gz': halfPacked },
      /orders\.json\.gz: cannot be unpacked, it is cut off/,
    ],
    ['cut plain file', { 'users.json': halfUsers }, /users\.json: line 10, column \d+: not JSON, or cut off/],
    ['empty file', { 'users.json': '' }, /users\.json: is empty/],
    [
      'wrong shape',
      { 'users.json': '{"x":{"email":7}}' },
      /users\.json: x\.name is missing; .*x\.email must be a text/,
    ],
    ['a list', { 'products.json': '[]' }, /products\.json: what stands there must be an object/],
    [
      'a fraction of a cent',
      { 'products.json': JSON.stringify(fraction) },
      /products\.json: p1\.variants\.11\.price 1\.005 has/,
    ],
    [
      'an order of nobody',
      { 'orders.json.gz': gzipSync(JSON.stringify(lost)) },
      /order #A2 belongs to nobody/,
    ],
  ])('says what is wrong with %s', (name, files, message) => {
    const dir = folder(name, files);
    expect(() => tauRetail.read(dir)).toThrow(message);
    expect(() => tauRetail.read(dir)).toThrow(dir);
  });
});

describe('tools that read', () => {
  test.each([
    ['find_user_id_by_email', { email: 'NELL.Quist@example.com' }, 'nell_quist_1'],
    ['find_user_id_by_email', { email: 'no@example.com' }, 'Error: user not found'],
    ['find_user_id_by_name_zip', { first_name: 'nell', last_name: 'QUIST', zip: '10001' }, 'nell_quist_1'],
    [
      'find_user_id_by_name_zip',
      { first_name: 'Nell', last_name: 'Quist', zip: '1' },
      'Error: user not found',
    ],
    ['get_user_details', { user_id: 'nell_quist_1' }, users.nell_quist_1],
    ['get_user_details', { user_id: 'toString' }, 'Error: user not found'],
    ['get_order_details', { order_id: '#A2' }, orders['#A2']],
    ['get_order_details', { order_id: 'A2' }, 'Error: order not found'],
    ['get_product_details', { product_id: 'p1' }, products.p1],
    ['get_product_details', { product_id: '11' }, 'Error: product not found'],
    ['list_all_product_types', {}, { Lamp: 'p2', Mug: 'p1' }],
    ['calculate', { expression: '(10.10 + 2) * 2' }, '24.2'],
    ['calculate', { expression: '2 + 2' }, '4.0'],
    ['think', { thought: 'hm' }, ''],
    ['transfer_to_human_agents', { summary: 'wants a person' }, 'Transfer successful'],
  ])('%s %o', (name, args, expected) => {
    const subject = world();
    const before = structuredClone(subject);
    expect(answer(subject, name, args)).toEqual(expected);
    expect(subject).toEqual(before);
  });

  test('the products are listed by name', () => {
    expect(runTool(world(), { name: 'list_all_product_types', arguments: {} })).toBe(
      '{"Lamp":"p2","Mug":"p1"}',
    );
  });
});

describe('tools that write leave the end state that the data set describes', () => {
  const paid = { transaction_type: 'payment', amount: 20.2, payment_method_id: 'credit_card_1' };

  test('cancel_pending_order', () => {
    const told = answer(world(), 'cancel_pending_order', { order_id: '#A1', reason: 'no longer needed' });
    expect(told).toEqual({
      ...orders['#A1'],
      status: 'cancelled',
      cancel_reason: 'no longer needed',
      payment_history: [paid, { ...paid, transaction_type: 'refund' }],
    });
  });

  test('modify_pending_order_items', () => {
    const subject = world();
    const swap = {
      order_id: '#A1',
      item_ids: ['11'],
      new_item_ids: ['12'],
      payment_method_id: 'gift_card_1',
    };
    expect(answer(subject, 'modify_pending_order_items', swap)).toEqual({
      ...orders['#A1'],
      status: 'pending (item modified)',
      items: [{ name: 'Mug', product_id: 'p1', ...red }, orders['#A1'].items[1]],
      payment_history: [
        paid,
        { transaction_type: 'payment', amount: 2.25, payment_method_id: 'gift_card_1' },
      ],
    });
    expect(subject.buyers.nell_quist_1?.payment_methods[0]?.balance_cents).toBe(2825);
    expect(answer(subject, 'modify_pending_order_items', swap)).toMatch(/^Error: /);
  });

  test('modify_pending_order_payment', () => {
    const subject = world();
    const args = { order_id: '#A1', payment_method_id: 'gift_card_1' };
    expect(answer(subject, 'modify_pending_order_payment', args)).toEqual({
      ...orders['#A1'],
      payment_history: [
        paid,
        { ...paid, payment_method_id: 'gift_card_1' },
        { ...paid, transaction_type: 'refund' },
      ],
    });
    expect(subject.buyers.nell_quist_1?.payment_methods[0]?.balance_cents).toBe(1030);
  });

  test('modify_pending_order_address and modify_user_address', () => {
    const subject = world();
    expect(answer(subject, 'modify_pending_order_address', { order_id: '#A1', ...elsewhere })).toEqual({
      ...orders['#A1'],
      address: elsewhere,
    });
    expect(answer(subject, 'modify_user_address', { user_id: 'nell_quist_1', ...elsewhere })).toEqual({
      ...users.nell_quist_1,
      address: elsewhere,
    });
  });

  test('return_delivered_order_items', () => {
    const args = { order_id: '#A2', item_ids: ['11', '11'], payment_method_id: 'gift_card_1' };
    expect(answer(world(), 'return_delivered_order_items', args)).toEqual({
      ...orders['#A2'],
      status: 'return requested',
      return_items: ['11', '11'],
      return_payment_method_id: 'gift_card_1',
    });
  });

  test('exchange_delivered_order_items', () => {
    const args = {
      order_id: '#A2',
      item_ids: ['11', '11'],
      new_item_ids: ['12', '11'],
      payment_method_id: 'credit_card_1',
    };
    expect(answer(world(), 'exchange_delivered_order_items', args)).toEqual({
      ...orders['#A2'],
      status: 'exchange requested',
      exchange_items: ['11', '11'],
      exchange_new_items: ['11', '12'],
      exchange_payment_method_id: 'credit_card_1',
      exchange_price_difference: 2.25,
    });
  });
});

describe('a gold call', () => {
  test('is the call that the tool makes', () => {
    const tool = { name: 'modify_user_address', arguments: { user_id: 'nell_quist_1', ...elsewhere } };
    const gold = goldCall(tool);
    const [byTool, byCall] = [world(), world()];
    runTool(byTool, tool);
    apply(byCall, gold.call, gold.args);
    expect(gold.writes).toBe(true);
    expect(byCall).toEqual(byTool);
    expect(byCall.buyers.nell_quist_1?.address.line1).toBe('2 Oak');
  });

  test('that only reads says so', () => {
    expect(goldCall({ name: 'get_user_details', arguments: { user_id: 'u' } })).toEqual({
      call: 'buyer',
      args: { buyer_id: 'u' },
      writes: false,
    });
    const summary = { name: 'transfer_to_human_agents', arguments: { summary: 's' } };
    expect(goldCall(summary)).toEqual({ call: 'hand_over', args: { summary: 's' }, writes: false });
  });

  test('of an unknown tool, or with arguments that do not fit, is named', () => {
    expect(TOOL_NAMES).toHaveLength(16);
    expect(() => goldCall({ name: 'toString', arguments: {} })).toThrow('tool toString: unknown');
    const tool = { name: 'cancel_pending_order', arguments: { order_id: '#A1' } };
    expect(() => goldCall(tool)).toThrow(/tool cancel_pending_order: .*reason/s);
  });
});
