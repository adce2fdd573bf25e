import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { meaningOf } from './unavailable.ts';

/** The database is not as this Hark needs it; the message says why and what to do. Nothing was changed. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

type Migration = { name: string; sql: string; checksum: string };

const LOCK = 8_273_411_905;
const NAME = /^\d{4}-[a-z0-9-]+\.sql$/;

/** Brings the schema up to date, as owner; any number of processes may do so at once. The names of what was applied now. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'hark migrations',
    connectionTimeoutMillis: 10_000,
  });
  // A break is told by the query under way; unheard, the event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock(${LOCK})`);
    return await applyAll(client, readMigrations());
  } catch (error) {
    throw meaningOf(error);
  } finally {
    await client.end();
  }
}

// Found by the package's name, because a bundle lies elsewhere than its sources.
function readMigrations(): Migration[] {
  const face = createRequire(import.meta.url).resolve('@hark/server');
  const folder = join(dirname(face), 'db', 'migrations');
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex') };
    });
}

async function applyAll(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  const version = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  if ((version.rows[0]?.version ?? 0) < 150_000) {
    throw new MigrationRefused(
      'Hark needs PostgreSQL 15 or newer. Nothing was changed; give it a newer one in DATABASE_URL.',
    );
  }
  await makeRoles(client);
  await client.query(`create schema if not exists hark;
    grant usage on schema hark to hark_app, hark_worker;
    set search_path = hark;
    create table if not exists migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migrations order by name',
  );
  checkApplied(rows, migrations);
  const applied = new Set(rows.map((row) => row.name));
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}

function checkApplied(applied: { name: string; checksum: string }[], migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const { name, checksum } of applied) {
    const ours = known.get(name);
    if (ours === undefined) {
      throw new MigrationRefused(
        `The database was made by a newer Hark: it holds ${name}, which this one does not know. Nothing was changed; start the newer Hark, or use another database.`,
      );
    }
    if (ours !== checksum) {
      throw new MigrationRefused(
        `${name} was changed after it had been applied to this database. Nothing was changed; put the file back as it was and write what is new as the next migration, or use another database.`,
      );
    }
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Nobody signs in as one of these; a connection takes one on for a transaction. */
const OUR_ROLES = ['hark_app', 'hark_worker', 'hark_platform', 'hark_identity'];

/** Roles belong to the whole cluster, where another database's Hark may make them at the same moment. */
async function makeRoles(client: pg.Client): Promise<void> {
  for (const role of OUR_ROLES) {
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
    await client.query(`do $$ begin
      if not pg_has_role(current_user, '${role}', 'usage') then
        execute format('grant ${role} to %I', current_user);
      end if;
    end $$`);
  }
  // People of the platform may do what people of shops may, on more rows.
  await client.query(`do $$ begin
    if not pg_has_role('hark_platform', 'hark_app', 'usage') then grant hark_app to hark_platform; end if;
  end $$`);
  const { rows } = await client.query(
    `select from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls)`,
    [OUR_ROLES],
  );
  if (rows.length > 0) {
    throw new MigrationRefused(
      `One of the roles ${OUR_ROLES.join(', ')} may see past row-level security, so shops would not be kept apart. Nothing was changed; alter all to NOSUPERUSER NOBYPASSRLS.`,
    );
  }
}
