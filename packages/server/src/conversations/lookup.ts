import { Bug, type Lookup, type ObservedData } from '@hark/core';
import { type Marketplace, Unavailable } from '../marketplace/marketplace.ts';
import { withDeadline } from './deadline.ts';
import type { Store, UsageSeen } from './store.ts';

/** How long a buyer's message may wait for the shop system. */
export const LOOKUP_DEADLINE_MS = 3_000;

/** What was read; `seen` goes back to the store with what is reserved against it. */
export type Read = { answer: ObservedData['lookup_answered']['answer']; seen: UsageSeen | null };

/** The answer of the shop system, or of our own books for `usage`; `unavailable` when it did not answer in time. */
export async function answerLookup(
  sources: { marketplace: Marketplace; store: Store },
  lookup: Lookup,
): Promise<Read> {
  if (lookup.read === 'usage') {
    const { usage, seen } = await sources.store.usage(lookup);
    return { answer: usage, seen };
  }
  const answer = sources.marketplace.lookup(lookup).catch((error: unknown) => {
    if (error instanceof Unavailable) return { unavailable: error.message };
    throw error;
  });
  const within = await withDeadline(answer, LOOKUP_DEADLINE_MS);
  if (within.late)
    return { answer: { unavailable: `no answer within ${LOOKUP_DEADLINE_MS} ms` }, seen: null };
  if (within.value === undefined) throw new Bug(`the marketplace answered nothing to ${lookup.read}`);
  return { answer: within.value, seen: null };
}
