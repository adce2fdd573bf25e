import { Socket } from 'node:net';
import pg from 'pg';
import { decodeJson, decodeText } from './column-text.ts';
import { meaningOf } from './unavailable.ts';

/** How a pool is made. */
export type PoolOptions = {
  max: number;
  begins?: 'app' | 'identity';
  /** Hears of connections that broke while nobody used them; the pool replaces them. */
  broke?: (error: unknown) => void;
  /** Holds the sockets of all connections, for whoever cannot wait until they end. */
  sockets?: Set<Socket>;
};

/** How long a query may take at the database. */
const STATEMENT_MS = 15_000;
/** A connection that nothing was heard of for longer is dead, however open it looks: the network swallows what is sent. */
const SILENT_MS = STATEMENT_MS + 5_000;

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
    // Closed in order before its silence means anything.
    idleTimeoutMillis: STATEMENT_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'hark',
    stream: () => watchedSocket(options.sockets),
    types: {
      getTypeParser(oid, format) {
        return (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format);
      },
    },
    onConnect: async (client) => {
      // Whoever uses it hears by the next query; unheard, a break between two queries would end the process.
      client.on('error', () => undefined);
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
    if (!pool.ending) options.broke?.(meaningOf(error));
  });
  return pool;
}

/** A database that answers does so within {@link STATEMENT_MS}; without this a query would wait for ever for one that cannot. */
function watchedSocket(sockets: Set<Socket> | undefined): Socket {
  const socket = new Socket();
  socket.setTimeout(SILENT_MS, () => {
    socket.destroy(Object.assign(new Error('nothing was heard of it'), { code: 'ETIMEDOUT' }));
  });
  sockets?.add(socket);
  socket.once('close', () => sockets?.delete(socket));
  return socket;
}
