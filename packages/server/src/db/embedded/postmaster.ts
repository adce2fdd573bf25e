import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running PostgreSQL, as its file `postmaster.pid` tells. */
export type Postmaster = { pid: number; port: number; status: string };

const POLL_MS = 20;

/** The live postmaster of the data folder, or null. */
export function livePostmaster(data: string): Postmaster | null {
  const postmaster = parse(read(fileOf(data)));
  return postmaster && isPostmasterOf(postmaster.pid, data) ? postmaster : null;
}

/**
 * Removes the file of a postmaster that is dead. PostgreSQL does so itself, but not when the process number has been given
 * to another program since, nor when a full disk left the file empty.
 */
export async function removeStaleFile(data: string): Promise<void> {
  const file = fileOf(data);
  // Empty for a moment while it is being written.
  for (let look = 0; read(file) === '' && look < 20; look += 1) await sleep(POLL_MS);
  const judged = read(file);
  if (judged === null || livePostmaster(data)) return;
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Somebody else's server may have started since the look: its file goes back.
  if (read(aside) === judged) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** Waits until the data folder's postmaster takes connections; null when it is gone, or not ready in time. */
export async function whenReady(data: string, within_ms: number): Promise<Postmaster | null> {
  return until(within_ms, () => {
    const postmaster = livePostmaster(data);
    if (!postmaster) return 'gone';
    return postmaster.status === 'ready' ? postmaster : null;
  });
}

/** Stops it: connections are closed and everything is written; when that takes too long, its log is replayed at the next start. */
export async function stopPostmaster(postmaster: Postmaster, data: string): Promise<void> {
  const isGone = () => (isPostmasterOf(postmaster.pid, data) ? null : postmaster);
  for (const [signal, within_ms] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(postmaster.pid, signal);
    } catch {
      return;
    }
    if (await until(within_ms, isGone)) return;
  }
}

async function until<T>(within_ms: number, look: () => T | 'gone' | null): Promise<T | null> {
  for (let waited = 0; waited <= within_ms; waited += POLL_MS) {
    const seen = look();
    if (seen === 'gone') return null;
    if (seen !== null) return seen;
    await sleep(POLL_MS);
  }
  return null;
}

function fileOf(data: string): string {
  return join(data, 'postmaster.pid');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

// Lines: process, data folder, start time, port, socket folder, address, shared memory, status.
function parse(text: string | null): Postmaster | null {
  const lines = text?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number.isInteger(port) ? port : 0, status: (lines[7] ?? '').trim() };
}

/** A process number alone proves nothing: it may have been given to another program since. */
function isPostmasterOf(pid: number, data: string): boolean {
  const command = existsSync('/proc/self/cmdline') ? commandFromProc(pid) : commandFromPs(pid);
  return command.includes(data) && command.includes('postgres');
}

function commandFromProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function commandFromPs(pid: number): string {
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
