import { addMs, durationMs } from '@hark/core';
import type { Database } from '../db/database.ts';
import { type ErasingParts, finishErasing } from './erase.ts';
import { EVERY_SHOP, type Place } from './subject.ts';

/** How long what is kept, as ISO 8601 durations; for ever where nothing stands. A playbook's `retention`. */
export type RetentionPolicy = {
  conversations?: string | undefined;
  comments?: string | undefined;
};

/** Pieces of each kind: conversations with their text, files, comments in the help centre. */
export type Pieces = { conversations: number; files: number; comments: number };

/** What retention stands on. */
export type RetentionParts = Omit<ErasingParts, 'audit'> & { policy: RetentionPolicy; now: () => string };

/** So many at a time, so that no transaction lasts long and a stop is heard soon. */
const AT_ONCE = 100;

/** What is older than the policy allows and still there. */
export async function dueOf({ database, policy, now }: Omit<RetentionParts, 'erase'>): Promise<Pieces> {
  const [conversations, comments] = [before(policy.conversations, now), before(policy.comments, now)];
  const [row] = await database.as(EVERY_SHOP, (transaction) =>
    transaction.query<Pieces>(
      `select (select count(*)::integer from hark.conversations c where ${AGED}) as conversations,
         (select count(*)::integer from hark.attachments a join hark.conversations c using (shop_id, conversation_id)
          where ${AGED}) as files,
         (select count(*)::integer from hark.help_comments join hark.help_feedback f
          using (shop_id, article, language, revision, visitor) where f.given_at < $2) as comments`,
      [conversations, comments],
    ),
  );
  return row ?? { conversations: 0, files: 0, comments: 0 };
}

/** Resolved, and nothing happened since; the first condition is what the index is for. */
const AGED = `c.subject not in ('erasing', 'erased') and c.opened_at < $1 and c.updated_at < $1 and c.status = 'resolved'`;

/**
 * Erases what is older than the policy allows, and files that an erasing before has left; what. Begins where a run before was
 * stopped, because what was erased is not found again. Several processes may do so at once.
 */
export async function keepNoLonger(parts: RetentionParts, stopped: AbortSignal): Promise<Pieces> {
  const conversations = await eraseAged(parts, stopped);
  const { files } = await finishErasing(parts);
  return { conversations, files, comments: await removeComments(parts, stopped) };
}

async function eraseAged(parts: RetentionParts, stopped: AbortSignal): Promise<number> {
  const cutoff = before(parts.policy.conversations, parts.now);
  let erased = 0;
  let last: Aged | null = null;
  do {
    const batch: Aged[] = cutoff === null ? [] : await aged(parts.database, cutoff, last);
    for (const { conversation_id } of batch) {
      if (stopped.aborted) return erased;
      if ((await parts.erase(conversation_id, 'age')) === 'erased') erased += 1;
    }
    last = batch.at(-1) ?? null;
  } while (last !== null);
  return erased;
}

type Aged = Place & { opened: string };

function aged(database: Pick<Database, 'as'>, cutoff: string, after: Aged | null): Promise<Aged[]> {
  return database.as(EVERY_SHOP, (transaction) =>
    transaction.query<Aged>(
      `select c.shop_id, c.conversation_id, c.opened_at::text as opened from hark.conversations c where ${AGED}
         and ($2::timestamptz is null or (c.opened_at, c.conversation_id) > ($2::timestamptz, $3))
       order by c.opened_at, c.conversation_id limit ${AT_ONCE}`,
      [cutoff, after?.opened ?? null, after?.conversation_id ?? null],
    ),
  );
}

async function removeComments(
  { database, policy, now }: RetentionParts,
  stopped: AbortSignal,
): Promise<number> {
  const cutoff = before(policy.comments, now);
  let removed = 0;
  while (cutoff !== null && !stopped.aborted) {
    const gone = await database.as(EVERY_SHOP, (transaction) =>
      transaction.query(
        `delete from hark.help_comments where (shop_id, article, language, revision, visitor) in (
           select f.shop_id, f.article, f.language, f.revision, f.visitor from hark.help_feedback f
           join hark.help_comments using (shop_id, article, language, revision, visitor)
           where f.given_at < $1 limit ${AT_ONCE}) returning 1`,
        [cutoff],
      ),
    );
    removed += gone.length;
    if (gone.length < AT_ONCE) break;
  }
  return removed;
}

/** The instant before which something is too old; null: nothing is. */
function before(kept: string | undefined, now: () => string): string | null {
  return kept === undefined ? null : addMs(now(), -durationMs(kept));
}
