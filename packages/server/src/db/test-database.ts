import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { databaseUrl, onServer } from './test-server.ts';

/** A database of the test file's own. */
export type TestDatabase = {
  readonly url: string;
  readonly database: Database;
  /** Runs SQL as the owner, past every context: to look behind the scenes. */
  owner<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
};

/** Gives the test file a migrated, empty database, from before its first test until after its last. */
export function withDatabase(): TestDatabase {
  const { url: server, template } = inject('test_server');
  const name = `hark_test_${randomBytes(8).toString('hex')}`;
  const url = databaseUrl(server, name);
  let database: Database | null = null;

  beforeAll(async () => {
    await onServer(server, `create database ${name} template ${template} strategy file_copy`);
    database = await openDatabase({ url, data_dir: '', log: () => undefined });
  });
  afterAll(async () => {
    await database?.close();
    await onServer(server, `drop database if exists ${name} with (force)`);
  });

  return {
    url,
    get database() {
      if (!database) throw new Error('the database is there only while tests run');
      return database;
    },
    async owner(text, values = []) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query({ text, values })).rows;
      } finally {
        await client.end();
      }
    },
  };
}
