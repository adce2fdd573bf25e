import { PLATFORM } from '@hark/core';
import { expect, test } from 'vitest';
import { fakeMarketplace } from '../marketplace/fake.ts';
import { smallWorld } from '../marketplace/small-world.fixture.ts';
import { shopOf } from './shop-of.ts';

const market = fakeMarketplace(smallWorld(), { deadline_ms: 50 });

test.each([
  ["the buyer's own order", 'nell-quist', 'delivered', 'small'],
  ["another buyer's order", 'ivo-vane', 'delivered', PLATFORM],
  ['an order that does not exist', 'nell-quist', 'nowhere', PLATFORM],
  ['no order', 'nell-quist', null, PLATFORM],
  ['an order, by nobody who is known', null, 'delivered', PLATFORM],
])('opened from the page of %s', async (_, buyer_id, order_id, shop_id) => {
  expect(await shopOf(market, { buyer_id, order_id })).toBe(shop_id);
});

test('a marketplace that does not answer keeps nobody from opening', async () => {
  const down = fakeMarketplace(smallWorld(), { deadline_ms: 20, faults: { orders: { unavailable: true } } });
  expect(await shopOf(down, { buyer_id: 'nell-quist', order_id: 'delivered' })).toBe(PLATFORM);
});
