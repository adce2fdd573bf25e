import { withDeadline } from './conversations/deadline.ts';
import type { Marketplace } from './marketplace/marketplace.ts';

/** A shop by its id, and what people call it. */
export type KnownShop = { id: string; name: string };

/** Names change seldom. */
const KNOWN_FOR_MS = 5 * 60_000;
/** Whoever waits for a page waits no longer than this for names. */
const WITHIN_MS = 1_000;

/**
 * The shops of the marketplace, for people who read their names. Read anew when what is known is older than five minutes, and while
 * the shop system is away as they were last; none before it was ever reached. `now` is in milliseconds.
 */
export function knownShops(
  marketplace: Pick<Marketplace, 'lookup'>,
  now: () => number,
): () => Promise<KnownShop[]> {
  let known: KnownShop[] = [];
  let read_at = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  const read = async (): Promise<void> => {
    try {
      const shops = await marketplace.lookup({ read: 'shops' });
      known = shops.map(({ id, name }) => ({ id, name }));
      read_at = now();
    } catch {
      // A page without a name is better than none: what is wrong with the shop system is told where it is needed.
    } finally {
      reading = null;
    }
  };
  return async () => {
    if (now() - read_at < KNOWN_FOR_MS) return known;
    reading ??= read();
    // Old names do while new ones are on their way.
    if (known.length === 0) await withDeadline(reading, WITHIN_MS);
    return known;
  };
}
