import { randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { canReach, commonFolder, databaseUser, type OsUser } from './os-user.ts';
import { EmbeddedTrouble, fileTrouble } from './trouble.ts';

/** Where one embedded database lies, and as whom it runs. */
export type Place = {
  /** The folder that Hark was given. */
  folder: string;
  /** Holds PostgreSQL's data folder and its log: `folder` itself, or one where the database's user can go. */
  home: string;
  data: string;
  log_file: string;
  user: OsUser | null;
  password: string;
};

const Settings = z.object({ password: z.string().min(1), home: z.string().nullable() });
type Settings = z.infer<typeof Settings>;

/** The place of the database of `data_dir`, made if it is not there yet. */
export function findPlace(data_dir: string): Place {
  const wanted = resolve(data_dir);
  try {
    mkdirSync(wanted, { recursive: true });
    return placeIn(realpathSync(wanted));
  } catch (error) {
    throw fileTrouble(error, wanted);
  }
}

function placeIn(folder: string): Place {
  const before = readSettings(folder);
  const found = dataIn(before?.home ?? folder);
  const user = databaseUser(found === null ? null : statSync(found).uid);
  if (found && !user && process.getuid && statSync(found).uid !== process.getuid()) {
    throw new EmbeddedTrouble(
      `The database in ${found} belongs to another user of this machine. Nothing was changed; start Hark as the user who made it (or as root), or set HARK_DATA to another folder.`,
    );
  }
  if (found && !before) {
    throw new EmbeddedTrouble(
      `${folder} holds a database, but not the file database.json with its password. Nothing was changed; put that file back, or set HARK_DATA to another folder.`,
    );
  }
  const settings = before ?? makeSettings(folder, user);
  const home = settings.home ?? folder;
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (!canReach(user, home)) {
    throw new EmbeddedTrouble(
      `The user ${user?.name}, as whom the database runs, cannot enter ${home} any more. Nothing was lost; allow everybody to pass through the folders above it (chmod o+x), and start again.`,
    );
  }
  const data = join(home, 'postgresql');
  return { folder, home, data, log_file: join(home, 'postgresql.log'), user, password: settings.password };
}

function dataIn(home: string): string | null {
  const data = join(home, 'postgresql');
  return existsSync(data) ? data : null;
}

function settingsFile(folder: string): string {
  return join(folder, 'database.json');
}

function readSettings(folder: string): Settings | null {
  const file = settingsFile(folder);
  if (!existsSync(file)) return null;
  try {
    return Settings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new EmbeddedTrouble(
      `${file}, which holds the password of the database, cannot be read or is damaged. Nothing was changed; put it back as it was, or set HARK_DATA to another folder.`,
    );
  }
}

/** Two that start at the same moment agree on the settings of whoever was first. */
function makeSettings(folder: string, user: OsUser | null): Settings {
  const home =
    user && !canReach(user, folder) ? join(commonFolder(user), randomBytes(8).toString('hex')) : null;
  const settings: Settings = { password: randomBytes(24).toString('base64url'), home };
  const draft = `${settingsFile(folder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, settingsFile(folder));
  } catch {
    if (!existsSync(settingsFile(folder)))
      writeFileSync(settingsFile(folder), readFileSync(draft), { mode: 0o600, flag: 'wx' });
  } finally {
    rmSync(draft);
  }
  return readSettings(folder) ?? settings;
}
