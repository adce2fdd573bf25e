import type pg from 'pg';
import { as, type Call, type Context, call, type Transaction } from './as.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { makePool } from './pool.ts';

/** Where the database is. */
export type DatabaseConfig = {
  /** Any PostgreSQL from 15 on; null: the embedded one, with its data below `data_dir`. */
  url: string | null;
  data_dir: string;
  /** Connections at most. */
  connections?: number;
  log: (line: string) => void;
};

/** The one way to the database: everything is done in a context. */
export type Database = {
  as<T>(context: Context, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  call<Row extends pg.QueryResultRow>(context: Context, what: Call): Promise<Row[]>;
  /** What people sign in with: connections that see this schema and no other. Only `identity/` uses it. */
  identity: pg.Pool;
  /** Throws `DatabaseUnavailable` when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

const CONNECTIONS = 10;
const IDENTITY_CONNECTIONS = 4;

/** Starts the embedded PostgreSQL where none is configured, brings the schema up to date, and opens connections. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const embedded = config.url === null ? await startEmbedded(config.data_dir, config.log) : null;
  const url = embedded?.url ?? config.url ?? '';
  try {
    for (const name of await migrate(url)) config.log(`database: applied ${name}`);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const pool = makePool(url, { max: config.connections ?? CONNECTIONS, log: config.log });
  const identity = makePool(url, { max: IDENTITY_CONNECTIONS, log: config.log, begins: 'identity' });
  return {
    identity,
    as: (context, work) => as(pool, context, work),
    call: (context, what) => call(pool, context, what),
    ping: () =>
      as(pool, { role: 'app', shop_id: null, person: null }, async (transaction) => {
        await transaction.query('select 1');
      }),
    async close() {
      await Promise.all([pool.end(), identity.end()]);
      await embedded?.stop();
    },
  };
}
