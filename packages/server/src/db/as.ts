import { assert } from '@hark/core';
import type pg from 'pg';
import { encodeJson, encodeText } from './column-text.ts';
import { meaningOf } from './unavailable.ts';

/** For whom something is done: everything in the transaction sees the rows of that shop and no others. */
export type Context = {
  role: 'app' | 'platform' | 'worker';
  /** Null: of no shop (`app`), of every shop (`worker`, and `platform` for a person of the platform who is named). */
  shop_id: string | null;
  /** Who it is done for, as the audit names them. */
  person: string | null;
};

/**
 * The context in which something is done for a person: who belongs to a shop sees its rows alone, who belongs to the platform those
 * of every shop, by a policy of their own.
 */
export function forPerson(person: { person_id: string; shop_id: string | null }): Context {
  const { person_id, shop_id } = person;
  return { role: shop_id === null ? 'platform' : 'app', shop_id, person: person_id };
}

/** What SQL is given: text is written so that a column can hold it, and anything else that is not a scalar as JSON. */
export type Parameter =
  | string
  | number
  | boolean
  | null
  | Date
  | Buffer
  | string[]
  | number[]
  | { json: unknown };

/** Queries within one transaction and one context. */
export type Transaction = {
  /** The rows; `$1`, `$2` … stand for `parameters`. */
  query<Row extends pg.QueryResultRow>(text: string, parameters?: Parameter[]): Promise<Row[]>;
};

/** JSON text that was written before with `encodeJson`. */
export class WrittenJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A function of the schema whose first three parameters are the context, called in a transaction of its own. */
export type Call = { function: string; parameters: (Parameter | WrittenJson)[] };

/**
 * Runs `work` in one transaction as the role of the context, under row-level security. Commits when `work` resolves and
 * takes everything back when it throws.
 */
export async function as<T>(
  pool: pg.Pool,
  context: Context,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, context, (client) => work(transactionOf(client)));
}

function transactionOf(client: pg.PoolClient): Transaction {
  return { query: async (text, parameters = []) => (await client.query(text, parameters.map(written))).rows };
}

/** From here on the open transaction is in another context. */
export async function enter(transaction: Transaction, context: Context): Promise<void> {
  await transaction.query('select hark.enter($1, $2, $3)', parametersOf(context));
}

function inTransaction<T>(
  pool: pg.Pool,
  context: Context,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    const [role, shop, person] = parametersOf(context);
    await client.query(
      `begin; set local role ${client.escapeIdentifier(role)}; select set_config('hark.shop', ${client.escapeLiteral(shop)}, true), set_config('hark.person', ${client.escapeLiteral(person)}, true)`,
    );
    try {
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      // Where the connection is gone the database takes it back by itself; the first error is the one that tells why.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}

/** {@link as} for one function of the schema: one prepared statement and one round trip, transaction and context included. */
export async function call<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  context: Context,
  what: Call,
): Promise<Row[]> {
  const { text, values } = queryOf(context, what);
  const query = { name: what.function, text, values };
  return withClient(pool, async (client) => (await client.query<Row>(query)).rows);
}

/** {@link call}, and `then` in the same transaction: both are kept, or neither is. */
export async function callThen<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  context: Context,
  what: Call & { then: (rows: Row[], transaction: Transaction) => Promise<void> },
): Promise<Row[]> {
  const { text, values } = queryOf(context, what);
  return inTransaction(pool, context, async (client) => {
    const { rows } = await client.query<Row>(text, values);
    await what.then(rows, transactionOf(client));
    return rows;
  });
}

function queryOf(
  context: Context,
  { function: name, parameters }: Call,
): { text: string; values: unknown[] } {
  const values = [...parametersOf(context), ...parameters.map(written)];
  const places = values.map((_, index) => `$${index + 1}`).join(',');
  return { text: `select * from hark.${name}(${places})`, values };
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient | null = null;
  try {
    client = await pool.connect();
    return await work(client);
  } catch (error) {
    throw meaningOf(error);
  } finally {
    // The pool itself drops a connection that broke.
    client?.release();
  }
}

function parametersOf(context: Context): [role: string, shop: string, person: string] {
  assert(context.shop_id !== '*' && context.shop_id !== '', 'a shop has a name');
  assert(context.role !== 'platform' || context.person, 'whoever sees every shop has a name');
  const shop = context.shop_id ?? (context.role === 'app' ? '' : '*');
  return [`hark_${context.role}`, encodeText(shop), encodeText(context.person ?? '')];
}

function written(parameter: Parameter | WrittenJson): unknown {
  if (typeof parameter === 'string') return encodeText(parameter);
  if (typeof parameter !== 'object' || parameter === null) return parameter;
  if (Array.isArray(parameter))
    return parameter.map((one) => (typeof one === 'string' ? encodeText(one) : one));
  if (parameter instanceof WrittenJson) return parameter.text;
  return 'json' in parameter ? encodeJson(parameter.json) : parameter;
}
