import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { findPlace } from './embedded/place.ts';
import { livePostmaster, stopPostmaster } from './embedded/postmaster.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run, and the database whose copies the tests get. */
    test_server: { url: string; template: string };
  }
}

const quiet = () => undefined;
const FOLDER = /^hark-test-(\d+)-/;

/**
 * One PostgreSQL for a run of tests: the one in HARK_TEST_DATABASE_URL, otherwise an embedded one in a temporary folder.
 * It holds a migrated template, of which each test file gets a copy.
 */
export default async function testServer(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.HARK_TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await temporaryServer();
  const template = `hark_template_${process.pid}`;
  await onServer(server.url, `drop database if exists ${template}`, `create database ${template}`);
  await migrate(databaseUrl(server.url, template));
  project.provide('test_server', { url: server.url, template });
  return async () => {
    await onServer(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Runs statements on the server itself, as owner. */
export async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function temporaryServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), `hark-test-${process.pid}-`));
  // The database's user has to pass.
  chmodSync(folder, 0o755);
  const embedded = await startEmbedded(folder, quiet);
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop();
      for (const path of [embedded.home, folder]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Stops and removes what runs that were killed have left. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(FOLDER.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    const { data, home } = findPlace(folder);
    const left = livePostmaster(data);
    if (left) await stopPostmaster(left, data);
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
