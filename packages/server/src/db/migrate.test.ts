import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { as } from './as.ts';
import { MigrationRefused, migrate } from './migrate.ts';
import { makePool } from './pool.ts';
import { databaseUrl, onServer } from './test-server.ts';
import { DatabaseUnavailable } from './unavailable.ts';

const server = inject('test_server').url;
const name = `hark_test_${randomBytes(8).toString('hex')}`;
const url = databaseUrl(server, name);

beforeAll(() => onServer(server, `create database ${name}`));
afterAll(() => onServer(server, `drop database if exists ${name} with (force)`));

test('twenty that start at once bring an empty database up to date, each migration once', async () => {
  const applied = await Promise.all(Array.from({ length: 20 }, () => migrate(url)));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  expect(applied.flat()).toContain('0001-conversations.sql');
  expect(await migrate(url)).toEqual([]);
});

test('a database with a migration that was changed later, or that is not known, is refused and told what to do', async () => {
  await onServer(
    url,
    `insert into hark.migrations (name, checksum) values ('9999-from-the-future.sql', 'x')`,
  );
  await expect(migrate(url)).rejects.toThrow(MigrationRefused);
  await expect(migrate(url)).rejects.toThrow(/newer Hark: it holds 9999-from-the-future.sql/);
  await onServer(
    url,
    `delete from hark.migrations where name like '9999%'`,
    `update hark.migrations set checksum = 'other'`,
  );
  await expect(migrate(url)).rejects.toThrow(/0001-conversations.sql was changed after it had been applied/);
});

test('a database that cannot be reached is told as such, by migrations and by queries', async () => {
  const closed = 'postgresql://nobody:nothing@127.0.0.1:1/none';
  await expect(migrate(closed)).rejects.toThrow(DatabaseUnavailable);
  const pool = makePool(closed, { max: 1 });
  await expect(as(pool, { role: 'app', shop_id: null, person: null }, async () => 1)).rejects.toThrow(
    /cannot be reached/,
  );
  await pool.end();
});
