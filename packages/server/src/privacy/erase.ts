import type { Erasing } from '@hark/core';
import type { Attachments } from '../attachments/attachments.ts';
import type { Audit } from '../audit/audit.ts';
import { ERASED, ERASING } from '../conversations/consequences.ts';
import type { Erased } from '../conversations/erase.ts';
import type { Database } from '../db/database.ts';
import { conversationsOf, EVERY_SHOP, fingerprintOf } from './subject.ts';

/** What erasing stands on; `erase` does it for one conversation, within this process's turns where there are some. */
export type ErasingParts = {
  database: Pick<Database, 'as'>;
  erase: (conversation_id: string, reason: Erasing) => Promise<Erased['kind']>;
  /** Null: files are not here, or none are taken. */
  attachments: Pick<Attachments, 'eraseFilesOf' | 'content'> | null;
  audit: Audit;
};

/** What there is of a buyer: conversations, how many of them are not over, and files. */
export type Holding = { conversations: number; open: number; files: number };

/**
 * What was erased; `files_left` are still there, until a server that has them goes over them within minutes. `waiting` are conversations in which the shop system is asked to do something and has not answered: they are as
 * they were, and asking again later erases them. `fingerprint` is how the audit log names the buyer.
 */
export type BuyerErased = {
  conversations: number;
  files: number;
  files_left: number;
  waiting: string[];
  fingerprint: string;
};

/** What {@link eraseBuyer} would erase. */
export async function holdingOf(
  { database }: Pick<ErasingParts, 'database'>,
  buyer_id: string,
): Promise<Holding> {
  const places = await conversationsOf(database, buyer_id);
  const [row] = await database.as(EVERY_SHOP, (transaction) =>
    transaction.query<{ files: number }>(
      'select count(*)::integer as files from hark.attachments where conversation_id = any($1)',
      [places.map(({ conversation_id }) => conversation_id)],
    ),
  );
  const open = places.filter(({ status }) => status === 'open').length;
  return { conversations: places.length, open, files: row?.files ?? 0 };
}

/**
 * Erases all text and all files of a buyer with every shop. Each conversation is closed by it. Done again it erases what came since,
 * and finishes what a process that died has left. Each time is noted in the audit log, without the buyer's id.
 */
export async function eraseBuyer(
  parts: ErasingParts,
  { buyer_id, person }: { buyer_id: string; person: string },
): Promise<BuyerErased> {
  let conversations = 0;
  const waiting: string[] = [];
  for (const { conversation_id } of await conversationsOf(parts.database, buyer_id)) {
    const kind = await parts.erase(conversation_id, 'asked');
    if (kind === 'erased') conversations += 1;
    if (kind === 'waits') waiting.push(conversation_id);
  }
  const { files, left: files_left } = await finishErasing(parts);
  const fingerprint = fingerprintOf(buyer_id);
  await parts.audit.write({
    shop_id: null,
    person,
    action: 'buyer_erased',
    target: fingerprint,
    detail: { conversations, files, files_left, waiting: waiting.length },
  });
  return { conversations, files, files_left, waiting, fingerprint };
}

/**
 * Erases the files of conversations whose text is gone: how many, and how many are `left` because nobody here has files. Whoever died
 * between the two has left some.
 */
export async function finishErasing({
  database,
  attachments,
}: Pick<ErasingParts, 'database' | 'attachments'>): Promise<{ files: number; left: number }> {
  const files = (await attachments?.eraseFilesOf(ERASING)) ?? 0;
  const left = await database.as(EVERY_SHOP, async (transaction) => {
    // What endpoints were told, or not yet, names orders and buyers; those of the platform lie beside those of the shop.
    for (const table of ['webhook_messages', 'webhook_attempts', 'webhook_deliveries'])
      await transaction.query(
        `delete from hark.${table} where message_id in (
           select m.message_id from hark.webhook_messages m join hark.conversations c using (conversation_id) where c.subject = $1
           union select d.message_id from hark.webhook_deliveries d join hark.conversations c using (conversation_id) where c.subject = $1)`,
        [ERASING],
      );
    await transaction.query(
      `update hark.conversations c set subject = $1 where c.subject = $2 and not exists (
         select from hark.attachments a where a.shop_id = c.shop_id and a.conversation_id = c.conversation_id)`,
      [ERASED, ERASING],
    );
    const [row] = await transaction.query<{ left: number }>(
      `select count(*)::integer as left from hark.attachments a join hark.conversations c using (shop_id, conversation_id)
       where c.subject = $1`,
      [ERASING],
    );
    return row?.left ?? 0;
  });
  return { files, left };
}
