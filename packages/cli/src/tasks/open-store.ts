import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore, openDatabase, postgresStore, type Store } from '@hark/server';

/** Where conversations can be kept. */
export const STORES = ['memory', 'postgres'] as const;

/** Stores for one run: a fresh one for each task in memory, one and the same in PostgreSQL. */
export type OpenStore = { store(): Store; close(): Promise<void> };

/** Opens memory, or the PostgreSQL of DATABASE_URL, or the embedded one in a folder that is removed at the end. */
export async function openStore(kind: (typeof STORES)[number]): Promise<OpenStore> {
  if (kind === 'memory') return { store: memoryStore, close: async () => {} };
  const url = process.env.DATABASE_URL || null;
  const data_dir = await mkdtemp(join(tmpdir(), 'hark-tasks-'));
  const database = await openDatabase({ url, data_dir, log: () => {} });
  const store = postgresStore(database);
  return {
    store: () => store,
    async close() {
      await store.close();
      await database.close();
      await rm(data_dir, { recursive: true, force: true });
    },
  };
}
