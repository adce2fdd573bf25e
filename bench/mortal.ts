import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { findPlace } from '../packages/server/src/db/embedded/place.ts';
import { livePostmaster } from '../packages/server/src/db/embedded/postmaster.ts';
import { OWNER } from '../packages/server/src/db/embedded/server.ts';
import type { Faults } from '../packages/server/src/marketplace/faults.ts';
import type { Entry } from '../packages/server/src/marketplace/journal.ts';
import { FAKE_SOURCE, type SpawnedFake, spawnFake } from '../packages/server/src/marketplace/spawn-fake.ts';
import { freePort, type HarkProcess, startHark } from './hark-process.ts';

/** All who can be killed: Hark, its embedded database, or the shop system behind it. */
export const VICTIMS = ['server', 'database', 'fake'] as const;
/** One of them. */
export type Victim = (typeof VICTIMS)[number];

const POLL_MS = 50;
/** A database that was killed is back long before; whoever waits longer has found a bug. */
const BACK_WITHIN_MS = 120_000;

/** A Hark that dies and comes back on the same data and the same port. */
export class MortalServer {
  readonly url: string;
  readonly data: string;
  readonly #settings: NodeJS.ProcessEnv;
  #living: HarkProcess | null = null;

  constructor(place: { data: string; port: number }, shop: { url: string }) {
    this.url = `http://127.0.0.1:${place.port}`;
    this.data = place.data;
    this.#settings = {
      PORT: String(place.port),
      HARK_DATA: place.data,
      HARK_MARKETPLACE_URL: shop.url,
      HARK_LIMIT_ADDRESS: '100000000',
      HARK_LIMIT_CONVERSATION: '100000000',
      DATABASE_URL: '',
    };
  }

  /** All that the living one has said. */
  get said(): string {
    return this.#living?.said() ?? '';
  }

  async start(): Promise<void> {
    this.#living = await startHark(this.#settings);
  }

  async kill(): Promise<void> {
    await this.#living?.kill();
    this.#living = null;
  }

  async stop(): Promise<void> {
    await this.#living?.stop();
    this.#living = null;
  }

  /** Stops what still runs, the database of a killed server too: only a Hark that starts adopts it. */
  async end(): Promise<void> {
    if (!this.#living && this.databaseRuns()) await this.start();
    await this.stop();
  }

  /** Whether there are processes or files of the database that say that it runs. */
  databaseRuns(): boolean {
    return existsSync(this.data) && existsSync(join(findPlace(this.data).data, 'postmaster.pid'));
  }

  /** Where the database can be reached beside the running server. */
  databaseUrl(): string {
    const { password } = findPlace(this.data);
    return `postgresql://${OWNER}:${password}@127.0.0.1:${this.#postmaster().port}/postgres`;
  }

  /** Kills the whole database server. Resolves when another one runs and Hark uses it. */
  async killDatabase(): Promise<void> {
    const { pid } = this.#postmaster();
    process.kill(pid, 'SIGKILL');
    await until('another database server', () => {
      const living = livePostmaster(findPlace(this.data).data);
      return living !== null && living.pid !== pid && living.status === 'ready';
    });
    await this.#answers();
  }

  /** Kills the process behind one of Hark's connections, whereupon the database server throws out everybody and recovers. */
  async killBackend(chance: number): Promise<void> {
    const backends = connectionsOf(this.#postmaster().pid);
    const victim = backends[Math.floor(chance * backends.length)];
    // Gone since the look, or there were none: that is no kill, and the next round has one.
    if (victim !== undefined) process.kill(victim, 'SIGKILL');
    await until('the database', async () => livePostmaster(findPlace(this.data).data)?.status === 'ready');
    await this.#answers();
  }

  #postmaster() {
    const found = livePostmaster(findPlace(this.data).data);
    if (found === null) throw new Error('the database does not run');
    return found;
  }

  #answers(): Promise<void> {
    return until('Hark to be well', async () => (await fetch(`${this.url}/health`)).status === 200);
  }
}

function connectionsOf(postmaster: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    return Number(parent) === postmaster && command.join(' ').startsWith(`postgres: ${OWNER} `)
      ? [Number(pid)]
      : [];
  });
}

async function until(what: string, there: () => boolean | Promise<boolean>): Promise<void> {
  const last = performance.now() + BACK_WITHIN_MS;
  while (!(await there())) {
    if (performance.now() > last) throw new Error(`waited in vain for ${what}`);
    await sleep(POLL_MS);
  }
}

/** What a shop system is started with. */
type FakePlace = { folder: string; world: string; journal: string; faults: Faults };

/** A shop system that dies and comes back on the same journal and the same port. */
export class MortalFake {
  readonly url: string;
  readonly #place: FakePlace;
  readonly #port: number;
  #living: SpawnedFake | null = null;

  private constructor(place: FakePlace, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#place = place;
    this.#port = port;
  }

  static async start(place: FakePlace): Promise<MortalFake> {
    const fake = new MortalFake(place, await freePort());
    // Reading its sources anew at every start would be most of what the machine does.
    await build({
      entryPoints: [FAKE_SOURCE],
      outfile: fake.#bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
    await fake.start();
    return fake;
  }

  get #bundle(): string {
    return join(this.#place.folder, 'fake.mjs');
  }

  async start(): Promise<void> {
    const { world, journal, faults } = this.#place;
    const args = ['--world', world, '--journal', journal, '--port', String(this.#port)];
    this.#living = await spawnFake(args, this.#bundle);
    await this.#living.setFaults(faults);
  }

  async kill(): Promise<void> {
    await this.#living?.kill();
    this.#living = null;
  }

  async entries(): Promise<Entry[]> {
    if (this.#living === null) throw new Error('the shop system does not run');
    return this.#living.entries();
  }
}
