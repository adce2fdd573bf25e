import pg from 'pg';
import { decodeJson, decodeText } from './column-text.ts';

/** How a pool is made; times in milliseconds. */
export type PoolOptions = { max: number; log: (line: string) => void; begins?: 'app' | 'identity' };

const { builtins } = pg.types;
const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.JSON, decodeJson],
  [builtins.JSONB, decodeJson],
  [builtins.TEXT, decodeText],
  // Counts and cents: all are far below 2^53.
  [builtins.INT8, Number],
]);

/**
 * Connections to the database. Each begins as the powerless `hark_app` without a shop, so that a query that was not given
 * a context sees no row whoever the database's user is. Only `as.ts` uses it. `begins: 'identity'` makes the other kind: it is in
 * the schema that people sign in with, and sees nothing else.
 */
export function makePool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'hark',
    types: {
      getTypeParser(oid, format) {
        return (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format);
      },
    },
    onConnect: async (client) => {
      await client.query(
        options.begins === 'identity'
          ? 'set search_path = hark_identity; set role hark_identity'
          : 'set search_path = hark; set role hark_app',
      );
    },
  });
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', (error) => {
    // One that the database ends while we stop is nobody's concern.
    if (!pool.ending) options.log(`a connection to the database broke: ${error.message}`);
  });
  return pool;
}
