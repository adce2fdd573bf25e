import { apply } from '@hark/server';
import { expect, test } from 'vitest';
import { smallWorld } from './small-world.fixture.ts';
import { worldsOver } from './worlds.ts';

const gold = {
  call: 'cancel_order',
  args: { order_id: '#W2000001', reason: 'no longer needed' },
  writes: true,
};

test('every task finds the world as it was, whatever the one before did', () => {
  const worlds = worldsOver(smallWorld());
  const world = worlds.take();
  apply(world, gold.call, gold.args);
  world.orders['#W3000001'] = { ...smallWorld().orders['#W2000001']!, id: '#W3000001' };
  Object.assign(world.buyers, { stray: { ...smallWorld().buyers['ivo-vane'], id: 'stray' } });
  delete world.products['P-K'];
  expect(worlds.take()).toEqual(smallWorld());
  expect(worlds.base).toEqual(smallWorld());
});

test('an end state differs where a gold call is missing, and where something else was done', () => {
  const worlds = worldsOver(smallWorld());
  worlds.take();
  expect(worlds.differences([])).toEqual([]);
  expect(worlds.differences([gold])).not.toEqual([]);
  apply(worlds.take(), gold.call, gold.args);
  expect(worlds.differences([gold])).toEqual([]);
  const world = worlds.take();
  apply(world, gold.call, gold.args);
  apply(world, gold.call, { ...gold.args, order_id: '#W3000001' });
  expect(worlds.differences([gold]).join()).toContain('#W3000001');
});

test('a gold call that the shop refuses leaves the expected world as it was', () => {
  const worlds = worldsOver(smallWorld());
  worlds.take();
  expect(worlds.differences([{ ...gold, args: { ...gold.args, order_id: '#W2000002' } }])).toEqual([]);
});
