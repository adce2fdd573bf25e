import { expect, test } from 'vitest';
import { demoStory, demoWorld } from './demo.ts';
import { DEMO_BUYERS } from './demo-shown.ts';
import { fakeMarketplace } from './fake.ts';
import { memoryJournal } from './journal.ts';
import { passTime } from './passing-time.ts';
import { loosePlaces, World } from './world.ts';
import { apply } from './world-rules.ts';

const NOW = '2030-05-06T10:00:00.000Z';
const inDays = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();

test('the same seed gives the same world, another seed another', () => {
  expect(demoWorld(1, NOW)).toEqual(demoWorld(1, NOW));
  expect(demoWorld(1, NOW)).not.toEqual(demoWorld(2, NOW));
});

test.each([1, 2, 3, 4, 5])('seed %d makes a sound marketplace with orders in every state', (seed) => {
  const world = demoWorld(seed, NOW);
  expect(World.parse(world)).toEqual(world);
  expect(loosePlaces(world)).toEqual([]);
  const orders = Object.values(world.orders);
  expect(Object.keys(world.buyers)).toHaveLength(60);
  expect(orders).toHaveLength(473);
  expect(new Set(orders.map(({ shop_id }) => shop_id)).size).toBe(6);
  expect([...new Set(orders.map(({ currency }) => currency))].toSorted()).toEqual([
    'EUR',
    'GBP',
    'JPY',
    'PLN',
    'SEK',
    'USD',
  ]);
  const statuses = new Set(orders.map((order) => order.status));
  for (const status of ['pending', 'processed', 'shipped', 'delivered', 'cancelled', 'returned'])
    expect(statuses).toContain(status);
  const parcels = new Set(orders.flatMap((order) => order.parcels.map((parcel) => parcel.status)));
  for (const status of ['preparing', 'in_transit', 'delayed', 'lost', 'delivered'])
    expect(parcels).toContain(status);
  for (const order of orders) {
    expect(order.placed_at! <= NOW).toBe(true);
    expect(order.currency).toBe(world.shops[order.shop_id]!.currency);
    expect(order.lines.every((line) => world.products[line.product_id]!.shop_id === order.shop_id)).toBe(
      true,
    );
    const instants = order.parcels.flatMap(({ scans = [] }) => scans.map(({ at }) => at));
    expect(instants).toEqual(instants.toSorted());
    if (order.delivered_at) expect(instants.at(-1)).toBe(order.delivered_at);
    expect(instants.every((at) => at <= NOW)).toBe(true);
  }
  expect(new Set(Object.values(world.buyers).map((buyer) => buyer.email)).size).toBe(60);
});

test('some buyers are worth far more than most', () => {
  const world = demoWorld(1, NOW);
  const counts = Object.values(world.buyers)
    .map((buyer) => buyer.order_ids.length)
    .sort((a, b) => b - a);
  expect(counts[5]!).toBeGreaterThan(3 * counts[30]!);
});

test('the offered buyers can do what they are offered for, whatever the seed', () => {
  for (let seed = 0; seed < 30; seed++) {
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

test('time passes: what waits is packed, sent and delivered, some is late, and new orders come in', () => {
  const world = demoWorld(1, NOW);
  expect(world.orders['#H1000001']!.status).toBe('pending');
  passTime(world, inDays(1.6));
  expect(world.orders['#H1000001']).toMatchObject({
    status: 'processed',
    parcels: [{ status: 'preparing' }],
  });
  passTime(world, inDays(3));
  expect(world.orders['#H1000001']).toMatchObject({ status: 'shipped', parcels: [{ status: 'in_transit' }] });
  expect(world.orders['#H1000007']).toMatchObject({ status: 'delivered' });
  expect(world.orders['#H1000007']!.parcels[0]!.scans!.map(({ status }) => status)).toEqual([
    'preparing',
    'in_transit',
    'in_transit',
    'delayed',
    'out_for_delivery',
    'delivered',
  ]);
  passTime(world, inDays(20));
  expect(world.orders['#H1000001']).toMatchObject({ status: 'delivered' });
  expect(world.orders['#H1000010']).toMatchObject({ status: 'shipped', parcels: [{ status: 'lost' }] });
  expect(Object.keys(world.orders).length).toBeGreaterThan(500);
  expect(loosePlaces(world)).toEqual([]);
});

test('time that passes in steps or at once leads to the same world', () => {
  const [steps, once] = [demoWorld(3, NOW), demoWorld(3, NOW)];
  for (let hour = 0; hour < 24 * 30; hour += 5) passTime(steps, inDays(hour / 24));
  passTime(steps, inDays(30));
  passTime(once, inDays(30));
  expect(steps).toEqual(once);
});

test('a return is taken back and paid after some days, also when the shop was started anew in between', async () => {
  const journal = memoryJournal();
  let now = NOW;
  const clock = () => now;
  const open = () => fakeMarketplace(demoWorld(1, NOW), { journal, clock });
  const first = open();
  const order = async (shop: typeof first) =>
    (await shop.lookup({ read: 'orders', buyer_id: 'owen-ashby' })).find(({ id }) => id === '#H1000002')!;
  const { lines, payments } = await order(first);
  const item_ids = [lines[0]!.item_id];
  const { payment_method_id } = payments[0]!;
  await first.act('return_items', { order_id: '#H1000002', item_ids, payment_method_id }, 'key-1');
  now = inDays(1);
  expect((await order(first)).status).toBe('return requested');
  const second = open();
  now = inDays(9);
  for (const shop of [first, second]) {
    const found = await order(shop);
    expect(found.status).toBe('returned');
    expect(found.payments.at(-1)).toMatchObject({ kind: 'refund', amount_cents: lines[0]!.price_cents });
    expect(found.payments.at(-1)!.settled_at! > found.placed_at!).toBe(true);
  }
  expect(first.world).toEqual(second.world);
});

test('nothing of what is to come is told', async () => {
  const shop = fakeMarketplace(demoWorld(1, NOW), { clock: () => NOW });
  for (const buyer_id of Object.keys(shop.world.buyers)) {
    const text = JSON.stringify(await shop.lookup({ read: 'orders', buyer_id }));
    expect(text).not.toContain('arrives_at');
    const buyer = await shop.lookup({ read: 'buyer', buyer_id });
    expect(buyer!.order_ids.every((id) => shop.world.orders[id])).toBe(true);
  }
});

test('the story has what buyers asked for, in the order in which they did', () => {
  const { acts } = demoStory(1, NOW);
  expect(acts.length).toBeGreaterThan(60);
  expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).toSorted());
});
