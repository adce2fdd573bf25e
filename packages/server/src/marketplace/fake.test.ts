import { describe, expect, test } from 'vitest';
import { fakeMarketplace } from './fake.ts';
import type { Faults } from './faults.ts';
import { Unavailable } from './marketplace.ts';
import { smallWorld } from './small-world.fixture.ts';

const cancel = { order_id: 'pending', reason: 'no longer needed' };

function withFaults(faults: Faults) {
  return fakeMarketplace(smallWorld(), { faults, deadline_ms: 40 });
}

describe('a lookup', () => {
  const market = fakeMarketplace(smallWorld());

  test('finds a buyer by e-mail in any case, by name with postcode, and by id', async () => {
    const byEmail = await market.lookup({ read: 'buyer_by_email', email: ' NELL.quist@Example.com ' });
    expect(byEmail?.id).toBe('nell-quist');
    const name = { read: 'buyer_by_name', first_name: 'ivo', last_name: 'VANE', postcode: '20002' } as const;
    expect((await market.lookup(name))?.id).toBe('ivo-vane');
    expect(await market.lookup({ ...name, postcode: '10001' })).toBeNull();
    expect((await market.lookup({ read: 'buyer', buyer_id: 'ivo-vane' }))?.email).toBe(
      'ivo.vane@example.com',
    );
    expect(await market.lookup({ read: 'buyer', buyer_id: 'constructor' })).toBeNull();
  });

  test('gives the orders of a buyer, a product and the catalogue', async () => {
    const orders = await market.lookup({ read: 'orders', buyer_id: 'nell-quist' });
    expect(orders.map((order) => order.id)).toEqual(['pending', 'pending-by-gift', 'sent', 'delivered']);
    expect(await market.lookup({ read: 'orders', buyer_id: 'nobody' })).toEqual([]);
    expect((await market.lookup({ read: 'product', product_id: 'P-LAMP' }))?.variants).toHaveLength(2);
    expect(await market.lookup({ read: 'product', product_id: 'mug-blue' })).toBeNull();
    expect(await market.lookup({ read: 'catalogue' })).toEqual([
      { id: 'P-MUG', name: 'Mug' },
      { id: 'P-LAMP', name: 'Lamp' },
    ]);
  });

  test('tells an order without what the shop keeps for itself, and as a copy', async () => {
    const shop = fakeMarketplace(smallWorld());
    await shop.act('cancel_order', cancel, 'k');
    const [order] = await shop.lookup({ read: 'orders', buyer_id: 'nell-quist' });
    expect(order?.status).toBe('cancelled');
    expect(order).not.toHaveProperty('cancel_reason');
    order!.address.city = 'changed by a reader';
    expect(shop.world.orders.pending?.address.city).toBe('Aldport');
  });
});

describe('the same key', () => {
  test('is carried out once and answered alike', async () => {
    const market = fakeMarketplace(smallWorld());
    const first = await market.act('cancel_order', cancel, 'k1');
    const after = structuredClone(market.world);
    expect(first.outcome).toBe('done');
    expect(await market.act('cancel_order', cancel, 'k1')).toEqual(first);
    expect(market.world).toEqual(after);
    expect((await market.act('cancel_order', cancel, 'k2')).outcome).toBe('refused');
  });

  test('keeps its refusal, even when it would be allowed later', async () => {
    const market = withFaults({ cancel_order: { refuse: 'stocktaking' } });
    const first = await market.act('cancel_order', cancel, 'k1');
    expect(first).toEqual({ outcome: 'refused', code: 'shop_refuses', reason: 'stocktaking' });
    market.setFaults({});
    expect(await market.act('cancel_order', cancel, 'k1')).toEqual(first);
    expect(market.world.orders.pending?.status).toBe('pending');
  });

  test('is refused for another call', async () => {
    const market = fakeMarketplace(smallWorld());
    await market.act('cancel_order', cancel, 'k1');
    const other = await market.act('cancel_order', { ...cancel, order_id: 'pending-by-gift' }, 'k1');
    expect(other).toMatchObject({ outcome: 'refused', code: 'key_reused' });
    expect(market.world.orders['pending-by-gift']?.status).toBe('pending');
  });

  test('asked ten times at once while the shop is slow is carried out once', async () => {
    const market = fakeMarketplace(smallWorld(), { faults: { cancel_order: { slow_ms: 5 } } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => market.act('cancel_order', cancel, 'k1')),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.outcome).toBe('done');
    expect(market.world.log).toHaveLength(1);
  });
});

describe('faults', () => {
  test('unavailable: nothing is done, a lookup throws, and the key may be used again', async () => {
    const market = withFaults({ '*': { unavailable: true } });
    expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('failed');
    await expect(market.lookup({ read: 'catalogue' })).rejects.toBeInstanceOf(Unavailable);
    expect(market.world).toEqual(smallWorld());
    market.setFaults({});
    expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('done');
  });

  test.each([
    ['act_then_time_out', { act_then_time_out: true }],
    ['late_ms', { late_ms: 5000 }],
  ])('%s: done but unknown, and the same key tells what became of it', async (_name, fault) => {
    const market = withFaults({ cancel_order: fault });
    expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('unknown');
    expect(market.world.orders.pending?.status).toBe('cancelled');
    market.setFaults({});
    expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('done');
    expect(market.world.log).toHaveLength(1);
    await market.close();
  });

  test('late within the deadline is an answer all the same', async () => {
    const market = fakeMarketplace(smallWorld(), {
      faults: { cancel_order: { late_ms: 1 } },
      deadline_ms: 60_000,
    });
    expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('done');
  });

  test('slow beyond the deadline: unknown to the caller, and done in the end', async () => {
    const market = withFaults({ cancel_order: { slow_ms: 80 } });
    expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('unknown');
    expect(market.world.orders.pending?.status).toBe('pending');
    await expect.poll(() => market.world.orders.pending?.status).toBe('cancelled');
  });

  test('slow and closed meanwhile: never done', async () => {
    const market = fakeMarketplace(smallWorld(), { faults: { cancel_order: { slow_ms: 60_000 } } });
    const answer = market.act('cancel_order', cancel, 'k');
    await market.close();
    expect((await answer).outcome).toBe('unknown');
    expect(market.world).toEqual(smallWorld());
  });

  test('with a probability strike some calls, the same ones for the same seed', async () => {
    const struck = async (seed: number) => {
      const market = withFaults({ think: { unavailable: true, probability: 0.5, seed } });
      const outcomes: string[] = [];
      for (let n = 0; n < 60; n++)
        outcomes.push((await market.act('think', { thought: 'hm' }, `k${n}`)).outcome);
      return outcomes;
    };
    const first = await struck(3);
    expect(new Set(first)).toEqual(new Set(['done', 'failed']));
    expect(await struck(3)).toEqual(first);
    expect(await struck(4)).not.toEqual(first);
  });
});
