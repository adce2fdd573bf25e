import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './embedded/binaries.ts';
import { findPlace, type Place } from './embedded/place.ts';
import { type Postmaster, stopPostmaster } from './embedded/postmaster.ts';
import { OWNER, removeDrafts, runningServer } from './embedded/server.ts';
import { EmbeddedTrouble, fileTrouble } from './embedded/trouble.ts';

/** A PostgreSQL of our own. `home` holds its data: below the folder given, or elsewhere when its user cannot go there. */
export type Embedded = { url: string; pid: number; home: string; stop(): Promise<void> };

const HOLD = 5_120_773_364;
const HOLD_NAME = 'hark holds the folder';

/**
 * Starts the embedded PostgreSQL with its data below `data_dir`, or adopts the one that a killed Hark has left running
 * there. Throws {@link EmbeddedTrouble} with a sentence for people when it cannot be had.
 */
export async function startEmbedded(data_dir: string, log: (line: string) => void): Promise<Embedded> {
  const place = findPlace(data_dir);
  const server = await serverOf(place);
  const url = urlOf(place, server);
  const hold = await holdFolder(url, place);
  hold.on('error', (error) => log(`the embedded PostgreSQL broke off: ${error.message}`));
  // Whoever leaves without stopping (a second Ctrl-C, a bug) takes the database along; only a kill leaves it, and then it is adopted.
  const last = (): boolean => signalled(server.pid);
  process.once('exit', last);
  removeDrafts(place, readdirSync(place.home));
  if (place.home !== place.folder) {
    log(
      `The database lies in ${place.home}, because the user ${place.user?.name} cannot enter ${place.folder}.`,
    );
  }
  return {
    url,
    pid: server.pid,
    home: place.home,
    async stop() {
      process.removeListener('exit', last);
      hold.removeAllListeners('error').on('error', () => undefined);
      await stopPostmaster(server, place.data);
      await hold.end();
    },
  };
}

async function serverOf(place: Place): Promise<Postmaster> {
  try {
    return await runningServer(place, findBinaries(place.user));
  } catch (error) {
    throw fileTrouble(error, place.home);
  }
}

function signalled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGINT');
  } catch {
    // It has gone already.
    return false;
  }
}

function urlOf(place: Place, server: Postmaster): string {
  return `postgresql://${OWNER}:${place.password}@127.0.0.1:${server.port}/postgres`;
}

/**
 * One Hark to a folder: a lock of the database itself, held by a connection, which ends with its process however that dies.
 * Waits a little, because the server may not have seen yet that the last holder was killed.
 */
async function holdFolder(url: string, place: Place): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${HOLD_NAME} ${process.pid}`,
    keepAlive: true,
  });
  await client.connect();
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${HOLD}) as held`);
    if (rows[0]?.held) return client;
    await sleep(100);
  }
  const { rows } = await client.query<{ holder: string }>(
    `select a.application_name as holder from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and a.application_name like '${HOLD_NAME}%'`,
  );
  await client.end();
  const process_id = rows[0]?.holder.slice(HOLD_NAME.length).trim();
  throw new EmbeddedTrouble(
    `Another Hark${process_id ? ` (process ${process_id})` : ''} is using the data folder ${place.folder}. Nothing was changed; stop that one, or set HARK_DATA to another folder for this one.`,
  );
}
