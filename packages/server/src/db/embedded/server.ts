import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { livePostmaster, type Postmaster, removeStaleFile, whenReady } from './postmaster.ts';
import { troubleOf } from './trouble.ts';

/** The owner of the embedded database. */
export const OWNER = 'hark';

const LOG_BYTES = 4_000_000;
const ATTEMPTS = 6;
/** A server that replays its log after a crash may take long; it is alive all the while. */
const READY_MS = 120_000;

/** Durable, small, and silent about what people write: statements and values of failed queries stay out of its log. */
const CONFIGURATION = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const ENVIRONMENT = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The place's server, running: adopted where one lives, otherwise started, at `port` if one is named, with its data folder made if
 * need be.
 */
export async function runningServer(place: Place, binaries: Binaries, port?: number): Promise<Postmaster> {
  if (!existsSync(place.data)) await makeData(place, binaries);
  let said = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const adopted = livePostmaster(place.data) && (await whenReady(place.data, READY_MS));
    if (adopted) return adopted;
    await removeStaleFile(place.data);
    const started = await start(place, binaries, port);
    if (typeof started !== 'string') return started;
    said = started;
    // Another Hark was quicker, the port was taken meanwhile, or what a killed server left is still going.
    if (!/lock file|could not bind|address already in use|shared memory block is still in use/i.test(said))
      break;
    await sleep(100 * 2 ** attempt);
  }
  throw troubleOf(said, place.data, place.log_file);
}

/** Made aside and moved into place when complete, so that a half-made one is never taken for a database. */
async function makeData(place: Place, binaries: Binaries): Promise<void> {
  const draft = `${place.data}.new-${randomBytes(6).toString('hex')}`;
  const password_file = `${draft}.password`;
  const { user } = place;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(password_file, `${place.password}\n`, { mode: 0o600 });
    if (user) for (const path of [draft, password_file]) chownSync(path, user.uid, user.gid);
    const failure = await initialise(place, binaries, { draft, password_file });
    if (failure !== null) throw troubleOf(failure, place.home, place.log_file);
    if (!existsSync(place.data)) renameSync(draft, place.data);
  } finally {
    rmSync(password_file, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

type Draft = { draft: string; password_file: string };

/** Null when it is done, otherwise what was said. Signals are heard while it takes its seconds. */
function initialise(
  place: Place,
  binaries: Binaries,
  { draft, password_file }: Draft,
): Promise<string | null> {
  const { user } = place;
  const settings = [
    `--pgdata=${draft}`,
    `--username=${OWNER}`,
    `--pwfile=${password_file}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const child = spawn(binaries.initdb, settings, {
    cwd: place.home,
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : said));
  });
}

/** The server, or what it said before it gave up. */
async function start(place: Place, binaries: Binaries, wanted?: number): Promise<Postmaster | string> {
  const { user, data } = place;
  const settings = Object.entries(CONFIGURATION).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(place.log_file, 'a', 0o600);
  // So that a later start as that user itself can write it too.
  if (user) fchownSync(log, user.uid, user.gid);
  if (fstatSync(log).size > LOG_BYTES) ftruncateSync(log, 0);
  const said_before = fstatSync(log).size;
  const port = wanted ?? (await freePort());
  // A session of its own: Ctrl-C reaches Hark first, which then stops it in order.
  const server = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings], {
    cwd: data,
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  closeSync(log);
  server.unref();
  let failure: string | null = null;
  server.once('error', (error) => {
    failure = error.message;
  });
  server.once('exit', () => {
    failure ??= readFileSync(place.log_file).subarray(said_before).toString('utf8');
  });
  for (let waited = 0; waited < READY_MS; waited += 10) {
    if (failure !== null) return failure;
    const ours = livePostmaster(data);
    if (ours?.status === 'ready' && ours.pid === server.pid) {
      server.removeAllListeners('exit');
      return ours;
    }
    await sleep(10);
  }
  return 'it was not ready in time';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = z.object({ port: z.number() }).parse(probe.address());
      probe.close(() => resolve(address.port));
    });
  });
}

/** Removes what a start that was killed half-way has left; only for whoever holds the folder. */
export function removeDrafts(place: Place, names: string[]): void {
  for (const name of names) {
    if (/^postgresql\.new-[0-9a-f]{12}(\.password)?$/.test(name))
      rmSync(join(place.home, name), { recursive: true, force: true });
  }
}
