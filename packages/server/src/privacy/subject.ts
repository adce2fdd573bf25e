import { createHash } from 'node:crypto';
import { subjectOf } from '../conversations/consequences.ts';
import type { Context } from '../db/as.ts';
import type { Database } from '../db/database.ts';

/** Erasing and exporting go across the shops: a buyer is the marketplace's. */
export const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };

/** A conversation of a buyer, and the shop it is with. */
export type Place = { conversation_id: string; shop_id: string };

/**
 * Every conversation in which a buyer was known, oldest first: also where they were anonymous at first, and where somebody else was
 * known after them on the same device.
 */
export async function conversationsOf(
  database: Pick<Database, 'as'>,
  buyer_id: string,
): Promise<(Place & { status: string })[]> {
  return database.as(EVERY_SHOP, (transaction) =>
    transaction.query<Place & { status: string }>(
      `select c.shop_id, c.conversation_id, c.status from hark.conversations c
       where c.subject = $1 or (c.shop_id, c.conversation_id) in
         (select p.shop_id, p.conversation_id from hark.personal p where p.subject = $1)
       order by c.opened_at, c.conversation_id`,
      [subjectOf(buyer_id)],
    ),
  );
}

/** How the audit log names a buyer: whoever has the id can find the entry, and the entry tells nobody the id. */
export function fingerprintOf(buyer_id: string): string {
  return `buyer sha256:${createHash('sha256').update(subjectOf(buyer_id)).digest('hex')}`;
}
