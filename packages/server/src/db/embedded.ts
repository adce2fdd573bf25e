import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '@hark/core';
import pg from 'pg';
import { findBinaries } from './embedded/binaries.ts';
import { findPlace, type Place } from './embedded/place.ts';
import { type Postmaster, stopPostmaster } from './embedded/postmaster.ts';
import { OWNER, removeDrafts, runningServer } from './embedded/server.ts';
import { EmbeddedTrouble, fileTrouble } from './embedded/trouble.ts';

/** A PostgreSQL of our own. `home` holds its data: below the folder given, or elsewhere when its user cannot go there. */
export type Embedded = { url: string; readonly pid: number; home: string; stop(): Promise<void> };

const HOLD = 5_120_773_364;
const HOLD_NAME = 'hark holds the folder';
const REVIVE_AGAIN_MS = { least: 200, most: 5_000 };

/**
 * Starts the embedded PostgreSQL with its data below `data_dir`, or adopts the one that a killed Hark has left running
 * there, and starts it again at the same address whenever it dies. Throws {@link EmbeddedTrouble} with a sentence for people when it
 * cannot be had.
 */
export async function startEmbedded(data_dir: string, log: (line: string) => void): Promise<Embedded> {
  const place = findPlace(data_dir);
  const keeper = new Keeper(place, log);
  await keeper.take();
  // Whoever leaves without stopping (a second Ctrl-C, a bug) takes the database along; only a kill leaves it, and then it is adopted.
  const last = (): boolean => signalled(keeper.server.pid);
  process.once('exit', last);
  removeDrafts(place, readdirSync(place.home));
  if (place.home !== place.folder) {
    log(
      `The database lies in ${place.home}, because the user ${place.user?.name} cannot enter ${place.folder}.`,
    );
  }
  return {
    url: urlOf(place, keeper.server),
    get pid() {
      return keeper.server.pid;
    },
    home: place.home,
    async stop() {
      process.removeListener('exit', last);
      await keeper.stop();
    },
  };
}

/** The server of a place and the connection that holds its folder: when that breaks, the server has died or lost its memory. */
class Keeper {
  readonly #place: Place;
  readonly #log: (line: string) => void;
  readonly #stopped = new AbortController();
  #held: { server: Postmaster; hold: pg.Client } | null = null;
  #reviving: Promise<void> = Promise.resolve();

  constructor(place: Place, log: (line: string) => void) {
    this.#place = place;
    this.#log = log;
  }

  get server(): Postmaster {
    return must(this.#held, 'a keeper holds a server once it took one').server;
  }

  /** Takes the folder; `port` is where the server has to be found again. */
  async take(port?: number): Promise<void> {
    const server = await serverOf(this.#place, port);
    const hold = await holdFolder(urlOf(this.#place, server), this.#place);
    if (port !== undefined && server.port !== port) {
      // Somebody started it elsewhere and went: nobody would find it there.
      await stopPostmaster(server, this.#place.data);
      await hold.end();
      throw new EmbeddedTrouble(`the database ran at another port than ${port}`);
    }
    this.#held = { server, hold };
    hold.once('end', () => this.#lost());
  }

  #lost(): void {
    if (this.#stopped.signal.aborted) return;
    this.#log('The embedded PostgreSQL broke off. Nothing acknowledged is lost; it is started again.');
    this.#reviving = this.#revive(this.server.port);
  }

  async #revive(port: number): Promise<void> {
    let told = '';
    for (let wait_ms = REVIVE_AGAIN_MS.least; !this.#stopped.signal.aborted; wait_ms *= 2) {
      try {
        await this.take(port);
        return this.#log('The embedded PostgreSQL runs again.');
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (why !== told) this.#log(`The embedded PostgreSQL does not come back yet: ${why}`);
        told = why;
      }
      const { signal } = this.#stopped;
      await sleep(Math.min(wait_ms, REVIVE_AGAIN_MS.most), undefined, { signal }).catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#reviving;
    const { server, hold } = must(this.#held, 'only what was taken is stopped');
    await stopPostmaster(server, this.#place.data);
    await hold.end();
  }
}

async function serverOf(place: Place, port?: number): Promise<Postmaster> {
  try {
    return await runningServer(place, findBinaries(place.user), port);
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
  // Unheard, the event of a connection that breaks would end the process.
  client.on('error', () => undefined);
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
