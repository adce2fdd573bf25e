import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { livePostmaster } from './embedded/postmaster.ts';
import { EmbeddedTrouble } from './embedded/trouble.ts';
import { type Embedded, startEmbedded } from './embedded.ts';

const quiet = () => undefined;
const root = mkdtempSync(join(tmpdir(), 'hark embedded '));
chmodSync(root, 0o755);
const homes = new Set<string>();
const running = new Set<Embedded>();

async function start(folder: string): Promise<Embedded> {
  const embedded = await startEmbedded(folder, quiet);
  homes.add(embedded.home);
  running.add(embedded);
  return embedded;
}

async function stop(embedded: Embedded): Promise<void> {
  running.delete(embedded);
  await embedded.stop();
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another Hark, with the database of `folder` open; resolves when it has it. */
async function anotherHark(folder: string): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const module = join(import.meta.dirname, 'embedded.ts');
  const program = `import(${JSON.stringify(module)}).then(async ({ startEmbedded }) => {
    const { url, pid } = await startEmbedded(process.argv[1], () => undefined);
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => undefined, 1000);
  })`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(String(line)) };
}

afterEach(async () => {
  for (const embedded of [...running]) await stop(embedded);
});
afterAll(() => {
  for (const path of [...homes, root]) rmSync(path, { recursive: true, force: true });
});

test('data survive a stop and a start, in a path with a blank, and nothing is left running', async () => {
  const folder = join(root, 'twice');
  const first = await start(folder);
  await query(first.url, 'create table kept as select 42 as value');
  await stop(first);
  expect(livePostmaster(join(first.home, 'postgresql'))).toBeNull();
  const second = await start(folder);
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 42 }]);
  expect(await query(second.url, `select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'on' }]);
});

test('the password is needed, and kept from others', async () => {
  const folder = join(root, 'password');
  const { url } = await start(folder);
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  const { mode } = statSync(join(folder, 'database.json'));
  expect(mode & 0o077).toBe(0);
});

test('the server that a killed Hark leaves behind is adopted with all that was committed', async () => {
  const folder = join(root, 'killed');
  const other = await anotherHark(folder);
  await query(other.url, 'create table kept as select 7 as value');
  other.child.kill('SIGKILL');
  await once(other.child, 'exit');
  const adopted = await start(folder);
  expect(adopted.pid).toBe(other.pid);
  expect(await query(adopted.url, 'select value from kept')).toEqual([{ value: 7 }]);
  await stop(adopted);
  expect(livePostmaster(join(adopted.home, 'postgresql'))).toBeNull();
});

test('when the server was killed too, its stale file is cleaned, and what was committed is there', async () => {
  const folder = join(root, 'both-killed');
  const other = await anotherHark(folder);
  await query(other.url, 'create table kept as select 7 as value');
  other.child.kill('SIGKILL');
  process.kill(other.pid, 'SIGKILL');
  await once(other.child, 'exit');
  const again = await start(folder);
  expect(again.pid).not.toBe(other.pid);
  expect(await query(again.url, 'select value from kept')).toEqual([{ value: 7 }]);
});

test('a server that dies while Hark runs is started again at the same address, with all that was committed', async () => {
  const folder = join(root, 'dies');
  const embedded = await start(folder);
  await query(embedded.url, 'create table kept as select 7 as value');
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const { pid } = embedded;
    process.kill(pid, signal);
    await vi.waitUntil(() => embedded.pid !== pid, { timeout: 30_000 });
    expect(await query(embedded.url, 'select value from kept')).toEqual([{ value: 7 }]);
  }
  await expect(startEmbedded(folder, quiet)).rejects.toThrow(/Another Hark/);
  await stop(embedded);
  expect(livePostmaster(join(embedded.home, 'postgresql'))).toBeNull();
});

test('a server that lost its connections in a crash of its own is held again', async () => {
  const folder = join(root, 'crashes');
  const told: string[] = [];
  const embedded = await startEmbedded(folder, (line) => told.push(line));
  running.add(embedded);
  const { pid } = embedded;
  const [backend] = await query(
    embedded.url,
    "select pid from pg_stat_activity where application_name like 'hark holds%'",
  );
  process.kill(Number(Object(backend).pid), 'SIGKILL');
  await vi.waitUntil(() => told.some((line) => /runs again/.test(line)), { timeout: 30_000 });
  expect(embedded.pid).toBe(pid);
  await expect(startEmbedded(folder, quiet)).rejects.toThrow(/Another Hark/);
});

test('a stale file whose process number now belongs to another program does not stop the start', async () => {
  const folder = join(root, 'reused');
  const first = await start(folder);
  await stop(first);
  const file = join(first.home, 'postgresql', 'postmaster.pid');
  writeFileSync(file, `${process.pid}\n${join(first.home, 'postgresql')}\n1\n1\n\n127.0.0.1\n\nready\n`);
  const second = await start(folder);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a second Hark on the same folder is refused in a sentence, and the first goes on', async () => {
  const folder = join(root, 'shared');
  const first = await start(folder);
  await expect(startEmbedded(folder, quiet)).rejects.toThrow(EmbeddedTrouble);
  await expect(startEmbedded(folder, quiet)).rejects.toThrow(
    new RegExp(`process ${process.pid}.*${folder}.*HARK_DATA`),
  );
  expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('two that start on an empty folder at the same moment: one gets it, the other is refused', async () => {
  const folder = join(root, 'at-once');
  const outcomes = await Promise.allSettled([start(folder), start(folder)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EmbeddedTrouble);
});

test('a folder that others may not enter does, and half-made data of a killed start are ignored', async () => {
  const folder = join(root, 'private', 'data');
  mkdirSync(folder, { recursive: true });
  chmodSync(join(root, 'private'), 0o700);
  const first = await start(folder);
  mkdirSync(join(first.home, 'postgresql.new-0123456789ab'));
  await query(first.url, 'create table kept as select 1 as value');
  await stop(first);
  const second = await start(folder);
  expect(second.home).toBe(first.home);
  expect(existsSync(join(second.home, 'postgresql.new-0123456789ab'))).toBe(false);
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 1 }]);
});

test('what cannot be is told in a sentence: a file in the way, other versions, a lost password', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  await expect(startEmbedded(file, quiet)).rejects.toThrow(/a file stands there/);
  await expect(startEmbedded(join(file, 'below'), quiet)).rejects.toThrow(/a file stands there/);

  const folder = join(root, 'spoilt');
  const first = await start(folder);
  await stop(first);
  const settings = readFileSync(join(folder, 'database.json'));
  writeFileSync(join(folder, 'database.json'), 'half a fi');
  await expect(startEmbedded(folder, quiet)).rejects.toThrow(/database.json.*damaged/);
  writeFileSync(join(folder, 'database.json'), settings);
  writeFileSync(join(first.home, 'postgresql', 'PG_VERSION'), '9.6\n');
  await expect(startEmbedded(folder, quiet)).rejects.toThrow(/another major version/);
  writeFileSync(join(first.home, 'postgresql', 'PG_VERSION'), '18\n');
  await start(folder);
});
