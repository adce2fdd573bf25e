import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedTrouble } from './trouble.ts';

/** A user of the operating system. */
export type OsUser = { name: string; uid: number; gid: number };

/**
 * The user as whom PostgreSQL runs, which refuses to run as root: null when we are an ordinary user ourselves. `owner` is
 * the user to whom the data belong already, if there are any.
 */
export function databaseUser(owner: number | null): OsUser | null {
  if (process.getuid?.() !== 0) return null;
  const names = owner !== null && owner !== 0 ? [String(owner)] : ['postgres', 'hark'];
  for (const name of names) {
    const user = find(name);
    if (user) return usable(user);
  }
  const made = make('hark') ?? find('nobody');
  if (made) return usable(made);
  throw new EmbeddedTrouble(
    'Hark was started as root, and PostgreSQL refuses to run as root; a user for it could neither be found nor made. Nothing was changed; start Hark as an ordinary user, make a user named postgres, or set DATABASE_URL.',
  );
}

/** Whether that user can go to `path` and read what is there. */
export function canReach(user: OsUser | null, path: string): boolean {
  if (!user) return true;
  return asUser(user, 'test -r "$1" && { ! test -d "$1" || test -x "$1"; }', path) === 0;
}

/** A folder of root's own where other users can go: for data and binaries that may not stay where Hark lies. */
export function commonFolder(user: OsUser): string {
  for (const folder of ['/var/lib/hark', '/var/tmp/hark-root', join(tmpdir(), 'hark-root')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const found = lstatSync(folder);
      const ours = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
      if (ours && canReach(user, folder)) return folder;
    } catch {
      // The next one may do.
    }
  }
  throw new EmbeddedTrouble(
    `Hark was started as root in a folder which the user ${user.name} cannot enter, and no other place for the database was found. Nothing was changed; make /var/lib/hark writable, start Hark as an ordinary user, or set DATABASE_URL.`,
  );
}

function find(name_or_uid: string): OsUser | null {
  const [uid, gid, name] = ['-u', '-g', '-un'].map((flag) => told(flag, name_or_uid));
  if (!uid || !gid || !name || uid === '0') return null;
  return { name, uid: Number(uid), gid: Number(gid) };
}

function told(flag: string, user: string): string | null {
  const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

// The first is Debian's and Red Hat's, the second Alpine's.
function make(name: string): OsUser | null {
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
  if (!find(name)) spawnSync('adduser', ['-S', '-D', '-H', name]);
  return find(name);
}

function usable(user: OsUser): OsUser {
  if (asUser(user, 'true', '/') === 0) return user;
  throw new EmbeddedTrouble(
    `PostgreSQL refuses to run as root, and this root may not start anything as the user ${user.name}. Nothing was changed; start Hark as an ordinary user, allow it to change users (CAP_SETUID, CAP_SETGID), or set DATABASE_URL.`,
  );
}

function asUser(user: OsUser, script: string, path: string): number | null {
  return spawnSync('/bin/sh', ['-c', script, 'sh', path], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  }).status;
}
