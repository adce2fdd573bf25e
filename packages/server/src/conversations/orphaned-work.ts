import type { Database } from '../db/database.ts';

/**
 * Gives out again, at once, what was being carried out when the last process died; otherwise a buyer waits for it until its
 * lease is over. Only where nobody else uses the database. How many pieces.
 */
export async function releaseOrphanedWork(database: Pick<Database, 'call'>): Promise<number> {
  const [row] = await database.call<{ release_work: number }>(
    { role: 'worker', shop_id: null, person: null },
    { function: 'release_work', parameters: [] },
  );
  return row?.release_work ?? 0;
}
