import { type FakeMarketplace, fakeMarketplace } from '../marketplace/fake.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';

/** A shop system with nothing in it, to which anything can be noted. */
export function smallShop(idempotency: Marketplace['idempotency'] = 'key'): FakeMarketplace {
  const marketplace = { id: 'lamps', name: 'Lamps' };
  const world = { marketplace, shops: {}, buyers: {}, orders: {}, products: {}, log: [] };
  return { ...fakeMarketplace(world, { deadline_ms: 50 }), idempotency };
}

/** The same, which does nothing it is asked for until it is let. */
export function waitingShop(): { marketplace: Marketplace; let_go: () => void } {
  const marketplace = smallShop();
  let let_go: () => void = () => undefined;
  const open = new Promise<void>((resolve) => {
    let_go = resolve;
  });
  return {
    marketplace: { ...marketplace, act: (...asked) => open.then(() => marketplace.act(...asked)) },
    let_go,
  };
}
