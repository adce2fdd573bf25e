import { expect, test } from 'vitest';
import { DEMO_BUYERS, demoWorld } from './demo.ts';
import { loosePlaces, World } from './world.ts';
import { apply } from './world-rules.ts';

const NOW = '2030-05-06T10:00:00.000Z';

test('the same seed gives the same world, another seed another', () => {
  expect(demoWorld(1, NOW)).toEqual(demoWorld(1, NOW));
  expect(demoWorld(1, NOW)).not.toEqual(demoWorld(2, NOW));
});

test.each([1, 2, 3, 4, 5])('seed %d makes a sound world with orders in every state', (seed) => {
  const world = demoWorld(seed, NOW);
  expect(World.parse(world)).toEqual(world);
  expect(loosePlaces(world)).toEqual([]);
  const orders = Object.values(world.orders);
  expect([Object.keys(world.buyers).length, orders.length, Object.keys(world.products).length]).toEqual([
    30, 80, 20,
  ]);
  const statuses = new Set(orders.map((order) => order.status));
  for (const status of ['pending', 'processed', 'shipped', 'delivered', 'cancelled'])
    expect(statuses).toContain(status);
  for (const order of orders) {
    expect(order.placed_at! <= NOW).toBe(true);
    expect(order.total_cents).toBe(order.lines.reduce((sum, line) => sum + line.price_cents, 0));
    const sent = ['processed', 'shipped', 'delivered', 'return requested', 'exchange requested'].includes(
      order.status,
    );
    expect(order.parcels.length).toBe(sent ? 1 : 0);
    const arrived = ['delivered', 'return requested', 'exchange requested'].includes(order.status);
    expect(order.delivered_at !== undefined).toBe(arrived);
    if (order.delivered_at)
      expect(order.placed_at! < order.delivered_at && order.delivered_at < NOW).toBe(true);
  }
  expect(new Set(Object.values(world.buyers).map((buyer) => buyer.email)).size).toBe(30);
});

test('the offered buyers can do what they are offered for, whatever the seed', () => {
  for (let seed = 0; seed < 50; seed++) {
    const world = demoWorld(seed, NOW);
    for (const { buyer_id, order_id, standing } of DEMO_BUYERS) {
      expect(world.orders[order_id]).toMatchObject({ buyer_id, status: standing });
    }
    expect(apply(world, 'cancel_order', { order_id: '#H1000001', reason: 'no longer needed' }).outcome).toBe(
      'done',
    );
    const line = world.orders['#H1000002']!.lines[0]!;
    const other = world.products[line.product_id]!.variants.find(
      (each) => each.available && each.item_id !== line.item_id,
    )!;
    const swap = { item_ids: [line.item_id], new_item_ids: [other.item_id] };
    const payment_method_id = world.orders['#H1000002']!.payments[0]!.payment_method_id;
    expect(
      apply(world, 'exchange_items', { order_id: '#H1000002', ...swap, payment_method_id }).outcome,
    ).toBe('done');
  }
});
