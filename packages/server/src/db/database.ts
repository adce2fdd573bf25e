import type { Socket } from 'node:net';
import type pg from 'pg';
import { as, type Call, type Context, call, callThen, type Transaction } from './as.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { makePool } from './pool.ts';
import { DatabaseUnavailable } from './unavailable.ts';

/** Where the database is. */
export type DatabaseConfig = {
  /** Any PostgreSQL from 15 on; null: the embedded one, with its data below `data_dir`. */
  url: string | null;
  data_dir: string;
  /** Connections at most. */
  connections?: number;
  log: (line: string) => void;
  /** Hears of connections that broke while nobody used them. */
  broke?: (error: unknown) => void;
};

type Then<Row> = (rows: Row[], transaction: Transaction) => Promise<void>;

/** The one way to the database: everything is done in a context. */
export type Database = {
  as<T>(context: Context, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** `then`: what is done in the same transaction afterwards, with the rows. */
  call<Row extends pg.QueryResultRow>(context: Context, what: Call & { then?: Then<Row> }): Promise<Row[]>;
  /** What people sign in with: connections that see this schema and no other. Only `identity/` uses it. */
  identity: pg.Pool;
  /** False when the last that was written was refused, as on a full disk, not long ago. */
  writable(): boolean;
  /** Throws `DatabaseUnavailable` when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

const CONNECTIONS = 10;
const IDENTITY_CONNECTIONS = 4;
/** How long queries under way may keep it from being closed. */
const ENDS_WITHIN_MS = 2_000;
/** How long a refused write counts, when nobody tries another one. */
const REFUSED_FOR_MS = 30_000;

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
  const sockets = new Set<Socket>();
  const shared = { sockets, ...(config.broke && { broke: config.broke }) };
  const pool = makePool(url, { max: config.connections ?? CONNECTIONS, ...shared });
  const identity = makePool(url, { max: IDENTITY_CONNECTIONS, begins: 'identity', ...shared });
  const writes = watchedWrites();
  return {
    identity,
    as: (context, work) => writes.watch(as(pool, context, work)),
    async call<Row extends pg.QueryResultRow>(context: Context, what: Call & { then?: Then<Row> }) {
      const { then } = what;
      const rows = await writes.watch(
        then ? callThen<Row>(pool, context, { ...what, then }) : call<Row>(pool, context, what),
      );
      if (what.function === 'commit_turn') writes.written();
      return rows;
    },
    writable: writes.allowed,
    ping: () =>
      as(pool, { role: 'app', shop_id: null, person: null }, async (transaction) => {
        await transaction.query('select 1');
      }),
    async close() {
      const ended = Promise.all([pool.end(), identity.end()]);
      // A database that is away, or a network that swallows all, must not keep Hark from stopping.
      const late = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, ENDS_WITHIN_MS);
      await ended.finally(() => clearTimeout(late));
      await embedded?.stop();
    },
  };
}

/** Whether what is written is taken, as far as was seen. */
function watchedWrites() {
  let refused_at: number | null = null;
  return {
    async watch<T>(work: Promise<T>): Promise<T> {
      try {
        return await work;
      } catch (error) {
        if (error instanceof DatabaseUnavailable && error.read_only) refused_at = performance.now();
        throw error;
      }
    },
    written(): void {
      refused_at = null;
    },
    allowed: () => refused_at === null || performance.now() - refused_at > REFUSED_FOR_MS,
  };
}
