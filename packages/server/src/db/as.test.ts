import { describe, expect, test, vi } from 'vitest';
import type { Context } from './as.ts';
import { makePool } from './pool.ts';
import { withDatabase } from './test-database.ts';
import { DatabaseUnavailable } from './unavailable.ts';

const held = withDatabase();
const north: Context = { role: 'app', shop_id: 'north', person: 'p1' };
const south: Context = { role: 'app', shop_id: 'south', person: 'p2' };
const nowhere: Context = { role: 'app', shop_id: null, person: null };
const everywhere: Context = { role: 'worker', shop_id: null, person: null };

const ROWS: { [table: string]: string } = {
  conversations: `(shop_id, conversation_id, seq, playbook_id, playbook_version, status, subject, opened_at, updated_at, snapshot)
    values ($1, 'c', 1, 'p', 'v', 'open', 's', now(), now(), '{}')`,
  events: `(shop_id, conversation_id, seq, type, occurred_at, recorded_at, data) values ($1, 'c', 1, 't', now(), now(), '{}')`,
  personal: `(shop_id, conversation_id, seq, subject, salt, data) values ($1, 'c', 1, 's', '', '{}')`,
  inbound: `(shop_id, conversation_id, source, id, seq) values ($1, 'c', 's', 'i', 1)`,
  outbox: `(shop_id, conversation_id, seq, kind, due_at, visible_at) values ($1, 'c', 1, 'k', now(), now())`,
  usage: `(shop_id, action, scope, conversation_id, request_seq, used_at, amount_cents) values ($1, 'a', 's', 'c', 1, now(), 1)`,
  usage_versions: `(shop_id, action, scope, version) values ($1, 'a', 's', 1)`,
  playbooks: `(shop_id, id, version, files) values ($1, 'p', 'v', '{}')`,
};
const TABLES = Object.keys(ROWS);

async function rowsOf(context: Context, table: string): Promise<string[]> {
  const rows = await held.database.as(context, (transaction) =>
    transaction.query<{ shop_id: string }>(`select shop_id::text from ${table} order by 1`),
  );
  return rows.map(({ shop_id }) => shop_id);
}

function insert(context: Context, table: string, shop_id: string): Promise<unknown> {
  return held.database.as(context, (transaction) =>
    transaction.query(`insert into ${table} ${ROWS[table]}`, [shop_id]),
  );
}

describe('one shop never meets another', () => {
  test('every table of the schema is guarded, forced on its owner too, and tried below', async () => {
    const tables = await held.owner<{ name: string; guarded: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as guarded from pg_class
       where relnamespace = 'hark'::regnamespace and relkind in ('r', 'p') and relname <> 'migrations'`,
    );
    expect(tables.filter(({ guarded }) => !guarded)).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(TABLES));
  });

  test.each(TABLES)('%s: rows are seen and written only in their own shop', async (table) => {
    await insert(north, table, 'north');
    await insert(south, table, 'south');
    expect(await rowsOf(north, table)).toEqual(['north']);
    expect(await rowsOf(nowhere, table)).toEqual([]);
    expect(await rowsOf({ role: 'worker', shop_id: 'south', person: null }, table)).toEqual(['south']);
    expect(await rowsOf(everywhere, table)).toEqual(['north', 'south']);
    await expect(insert(north, table, 'south')).rejects.toThrow(/row-level security/);
    await expect(insert(nowhere, table, 'north')).rejects.toThrow(/row-level security/);
  });

  test('a query without a context returns no row', async () => {
    const pool = makePool(held.url, { max: 1 });
    try {
      for (const table of TABLES) expect((await pool.query(`select * from hark.${table}`)).rows).toEqual([]);
      await held.database.as(north, (transaction) => transaction.query('select 1'));
      for (const table of TABLES) expect((await pool.query(`select * from hark.${table}`)).rows).toEqual([]);
    } finally {
      await pool.end();
    }
  });

  test('updates and deletes do not reach the rows of another shop', async () => {
    const changed = await held.database.as(south, async (transaction) => [
      ...(await transaction.query(
        `update conversations set status = 'x' where shop_id = 'north' returning 1`,
      )),
      ...(await transaction.query(`delete from outbox where shop_id = 'north' returning 1`)),
    ]);
    expect(changed).toEqual([]);
    await expect(
      held.database.as(south, (transaction) =>
        transaction.query(`update conversations set shop_id = 'north'`),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test('a shop cannot be named as the word that means every shop', async () => {
    await expect(rowsOf({ role: 'worker', shop_id: '*', person: null }, 'events')).rejects.toThrow(
      /a shop has a name/,
    );
    await expect(insert(everywhere, 'inbound', '*')).rejects.toThrow(/shop_id/);
    await expect(insert(everywhere, 'inbound', '')).rejects.toThrow(/shop_id/);
  });

  test('a shop of any name is only that shop', async () => {
    const odd = "no'rth\u0000\\; select '*";
    await insert({ role: 'app', shop_id: odd, person: odd }, 'inbound', odd);
    expect(await rowsOf({ role: 'app', shop_id: odd, person: null }, 'inbound')).toHaveLength(1);
    expect(await rowsOf(north, 'inbound')).toEqual(['north']);
  });

  test('the playbooks of the platform can be read in every shop and written in none', async () => {
    await insert({ role: 'app', shop_id: 'platform', person: null }, 'playbooks', 'platform');
    expect(await rowsOf(north, 'playbooks')).toEqual(['north', 'platform']);
    expect(await rowsOf(nowhere, 'playbooks')).toEqual([]);
    await expect(insert(north, 'playbooks', 'platform')).rejects.toThrow(/row-level security/);
  });
});

describe('the log only grows', () => {
  test.each([
    'update events set type = type',
    'delete from events',
    'update playbooks set id = id',
    'delete from playbooks',
  ])('%s is refused to Hark', async (statement) => {
    for (const context of [north, everywhere]) {
      await expect(held.database.as(context, (transaction) => transaction.query(statement))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  test('and to the owner of the database by mistake', async () => {
    await expect(held.owner('delete from hark.events')).rejects.toThrow(/append-only/);
    await expect(held.owner('update hark.events set seq = 2')).rejects.toThrow(/append-only/);
    await expect(held.owner('truncate hark.events')).rejects.toThrow(/append-only/);
  });
});

describe('a transaction', () => {
  test('is taken back as a whole when its work throws, and leaves nothing behind on its connection', async () => {
    const work = held.database.as(north, async (transaction) => {
      await transaction.query(`insert into inbound ${ROWS.inbound?.replace("'i'", "'taken back'")}`, [
        'north',
      ]);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    const found = await held.database.as(everywhere, (transaction) =>
      transaction.query(`select from inbound where id = 'taken back'`),
    );
    expect(found).toEqual([]);
  });

  test('whose connection breaks between two of its queries fails as such, and nothing else does', async () => {
    const broken = held.database.as(north, async (transaction) => {
      const [mine] = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
      await held.owner('select pg_terminate_backend($1)', [mine?.pid]);
      await vi.waitUntil(
        async () =>
          (await held.owner('select from pg_stat_activity where pid = $1', [mine?.pid])).length === 0,
      );
      return transaction.query('select 1');
    });
    await expect(broken).rejects.toThrow(DatabaseUnavailable);
    await held.database.ping();
  });

  test('knows for whom it is', async () => {
    const [row] = await held.database.as(north, (transaction) =>
      transaction.query(
        `select current_user::text as role, current_setting('hark.shop') as shop, current_setting('hark.person') as person`,
      ),
    );
    expect(row).toEqual({ role: 'hark_app', shop: 'north', person: 'p1' });
  });
});
