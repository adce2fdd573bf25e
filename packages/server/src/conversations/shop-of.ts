import { PLATFORM } from '@hark/core';
import { type Marketplace, Unavailable } from '../marketplace/marketplace.ts';
import { withDeadline } from './deadline.ts';
import { LOOKUP_DEADLINE_MS } from './lookup.ts';

/** From where a conversation is opened: the buyer whom a token names, and the order that the page is about. */
export type OpenedFrom = { buyer_id: string | null; order_id: string | null };

/**
 * Whose conversation it becomes: the shop's whose order the page shows, when that order is the buyer's own, otherwise the
 * platform's. A page alone proves nothing, and a marketplace that does not answer now keeps nobody from opening.
 */
export async function shopOf(
  marketplace: Pick<Marketplace, 'lookup'>,
  { buyer_id, order_id }: OpenedFrom,
): Promise<string> {
  if (buyer_id === null || order_id === null) return PLATFORM;
  const orders = marketplace.lookup({ read: 'orders', buyer_id }).catch((error: unknown) => {
    if (error instanceof Unavailable) return [];
    throw error;
  });
  const within = await withDeadline(orders, LOOKUP_DEADLINE_MS);
  const order = within.late ? undefined : within.value.find((one) => one.id === order_id);
  return order?.shop_id ?? PLATFORM;
}
