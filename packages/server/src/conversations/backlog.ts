import type { Database } from '../db/database.ts';

/** The work that is due and not yet done: how many pieces, and since when the oldest. */
export type Backlog = { waiting: number; oldest_due_at: string | null };

/** Reads the backlog of all shops. Throws when the database does not answer. */
export async function readBacklog(database: Pick<Database, 'call'>): Promise<Backlog> {
  const [row] = await database.call<{ waiting: number; oldest_ms: number | null }>(
    { role: 'worker', shop_id: null, person: null },
    { function: 'backlog', parameters: [] },
  );
  const oldest = row?.oldest_ms ?? null;
  return {
    waiting: row?.waiting ?? 0,
    oldest_due_at: oldest === null ? null : new Date(oldest).toISOString(),
  };
}
