import './node-version.mjs';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { finished, ROOT } from './run.mjs';
import { vitest } from './stages.mjs';

/** People and databases under which a PostgreSQL of a test machine lets one in without a password. */
const DOORS = ['postgres', 'root', process.env.USER ?? 'postgres'].flatMap((user) =>
  ['test', 'postgres'].map((database) => `postgres://${user}@127.0.0.1:5432/${database}`),
);
const OLDEST = 150_000;

/** Runs `npm test`, shows it, and resolves to its counts, those of its last line, and to what it says of failures above that. */
async function npmTest() {
  const child = spawn('npm', ['test'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let tail = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    tail = (tail + chunk).slice(-20_000);
  });
  const code = await finished(child);
  const line = /(\d+) passed, (\d+) failed\s*$/.exec(tail);
  const failed = line ? Number(line[2]) : 1;
  const told = tail.slice(0, line?.index).split('\n');
  const from = told.findIndex((text) => text.startsWith('Failed: '));
  return {
    passed: line ? Number(line[1]) : 0,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    lines: from < 0 ? [] : told.slice(from).filter(Boolean),
  };
}

/** Address of a PostgreSQL of version 15 or newer on this machine that may make databases, or null. */
async function otherDatabase() {
  const { default: pg } = await import('pg');
  for (const url of DOORS) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
    try {
      await client.connect();
      const { rows } = await client.query(
        "select current_setting('server_version_num')::int as version, rolcreatedb and rolcreaterole or rolsuper as may from pg_roles where rolname = current_user",
      );
      if (rows[0].version >= OLDEST && rows[0].may) return url;
    } catch {
      // Nobody answers at this door; the next one may.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return null;
}

/** The server's tests that use a database, as files for vitest: the others are the same on any. */
function onDatabase() {
  return readdirSync(join(ROOT, 'packages/server/src'), { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `packages/server/src/${file.replaceAll('\\', '/')}`)
    .filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('/test-database.ts'));
}

await install();
const own = await npmTest();
const url = await otherDatabase();
console.log(
  url
    ? `\n── the server's tests of a database again, on ${url}`
    : '\n── no PostgreSQL ≥ 15 answers on 127.0.0.1:5432; the embedded one was tested',
);
const other = url
  ? await vitest(onDatabase(), { HARK_TEST_DATABASE_URL: url })
  : { passed: 0, failed: 0, lines: [] };
const failed = own.failed + other.failed;
if (failed > 0)
  console.log(`\n${[...own.lines, ...other.lines.map((line) => `On ${url}: ${line}`)].join('\n')}`);
console.log(`\n${own.passed + other.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
