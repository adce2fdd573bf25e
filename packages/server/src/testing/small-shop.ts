import { type FakeMarketplace, fakeMarketplace } from '../marketplace/fake.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';

/** A shop system with nothing in it, to which anything can be noted. */
export function smallShop(idempotency: Marketplace['idempotency'] = 'key'): FakeMarketplace {
  const marketplace = { id: 'lamps', name: 'Lamps' };
  const world = { marketplace, shops: {}, buyers: {}, orders: {}, products: {}, log: [] };
  return { ...fakeMarketplace(world, { deadline_ms: 50 }), idempotency };
}
