import type { Marketplace } from '../marketplace/marketplace.ts';
import type { Around } from './around.ts';

/** The same marketplace, with everything that is asked of it looked at. */
export function watchedMarketplace(marketplace: Marketplace, around: Around): Marketplace {
  return {
    idempotency: marketplace.idempotency,
    lookup: (lookup) =>
      around({ name: 'marketplace.lookup', about: { read: lookup.read } }, () => marketplace.lookup(lookup)),
    act: (call, args, key) =>
      around({ name: 'marketplace.act', about: { call } }, async (note) => {
        const result = await marketplace.act(call, args, key);
        note({ outcome: result.outcome });
        return result;
      }),
    close: () => marketplace.close(),
  };
}
