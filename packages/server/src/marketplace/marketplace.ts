import type { JsonObject, Lookup, LookupAnswer, Shop } from '@hark/core';

/** The answer of a shop system to a change. */
export type ActResult =
  | { outcome: 'done'; result: JsonObject }
  /** An expected no; nothing was changed. */
  | { outcome: 'refused'; code: string; reason: string }
  /** Certain that nothing was changed (not reached, bad answer before acting). */
  | { outcome: 'failed'; error: string }
  /** Not certain: asked again with the same key, never anew. */
  | { outcome: 'unknown'; error: string };

/** Lookups that a marketplace answers; usage is Hark's own, and the shops are asked for by the server and by no turn. */
export type MarketplaceLookup = Exclude<Lookup, { read: 'usage' }> | { read: 'shops' };

/** The answer to a {@link MarketplaceLookup}, by its `read`. */
export type MarketplaceAnswer = Omit<LookupAnswer, 'usage'> & { shops: Shop[] };

/** A marketplace or shop system. One file a provider. */
export type Marketplace = {
  /** `key`: the same key is never carried out twice. `lookup`: `outcome` tells what became of a key. `none`: an unknown outcome goes to a person. */
  idempotency: 'key' | 'lookup' | 'none';
  /** Throws {@link Unavailable} when it cannot be reached or takes longer than its deadline. */
  lookup<L extends MarketplaceLookup>(lookup: L): Promise<MarketplaceAnswer[L['read']]>;
  act(call: string, args: JsonObject, key: string): Promise<ActResult>;
  close(): Promise<void>;
};

/** The shop system cannot be reached or did not answer in time; nothing is known. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}
