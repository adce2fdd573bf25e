import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '@hark/core';
import { loadPlaybookFolder, openDatabase, postgresStore, writeWorld } from '@hark/server';
import { findPlace } from '../packages/server/src/db/embedded/place.ts';
import { starterPlaybook } from '../packages/server/src/main.ts';
import { type SpawnedFake, spawnFake } from '../packages/server/src/marketplace/spawn-fake.ts';
import { busyWorld } from './busy-world.ts';
import { type ChatClient, chatClient } from './chat-client.ts';
import { freePort, type HarkProcess, startHark } from './hark-process.ts';
import { type Account, holdConversation } from './kill-buyer.ts';
import { isClean, judge, type Verdict } from './kill-verdict.ts';
import { machine } from './machine.ts';

/** How often, from which seed, and how many buyers talk at the same time. */
export type KillPlan = { rounds: number; seed: number; buyers: number };

/** What came of it; `left_behind` are processes and files of the database that still say that it runs. */
export type Killed = Verdict & {
  kills: number;
  resent_as_duplicate: number;
  resent_anew: number;
  left_behind: number;
};

/** More conversations than a buyer can hold in the life of a server. */
const CONVERSATIONS_A_LIFE = 10;
/** So that kills strike between what the shop did and what Hark heard of it. */
const LATE = { late_ms: 60, probability: 0.5, seed: 7 };
/** How long the server lives in a round. */
const LIFE_MS = { least: 100, more: 1_400 };

/** `npm run bench -- kill --rounds 50`: kills the server at random moments under load, and counts what was lost or doubled. */
export async function kill(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      rounds: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      buyers: { type: 'string', default: '12' },
    },
  });
  const plan = { rounds: Number(values.rounds), seed: Number(values.seed), buyers: Number(values.buyers) };
  const killed = await killRounds(plan);
  const { wrong, ...counts } = killed;
  for (const [name, count] of Object.entries({ ...counts, ...wrong }))
    process.stdout.write(`${name.padEnd(32)}${count}\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'kill', ...plan, ...killed, ...machine() })}\n`);
  if (!isClean(killed) || killed.left_behind > 0 || killed.resent_anew > 0) process.exitCode = 1;
}

function buyersOf({ buyers, rounds }: KillPlan): number {
  return buyers * (rounds + 2) * CONVERSATIONS_A_LIFE;
}

/** Plays the rounds in a folder of its own and leaves nothing behind. */
export async function killRounds(plan: KillPlan): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'hark-kill-'));
  // The database's user has to pass.
  chmodSync(folder, 0o755);
  const world = join(folder, 'world');
  writeWorld(world, busyWorld(buyersOf(plan), plan.seed));
  const shop = await spawnFake(['--world', world, '--journal', join(folder, 'journal.jsonl')]);
  await shop.setFaults({ cancel_order: LATE, return_items: LATE });
  const place = { data: join(folder, 'data'), port: await freePort() };
  const server = new Mortal(place, shop);
  try {
    return await rounds(plan, server, shop);
  } finally {
    await server.end();
    await shop.kill();
    const { home } = findPlace(place.data);
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true });
  }
}

/** A Hark that dies and comes back on the same data and the same port. */
class Mortal {
  readonly url: string;
  readonly data: string;
  readonly #settings: NodeJS.ProcessEnv;
  #living: HarkProcess | null = null;

  constructor(place: { data: string; port: number }, shop: SpawnedFake) {
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
    if (!this.#living && runs(this.data)) await this.start();
    await this.stop();
  }
}

function runs(data_dir: string): boolean {
  return existsSync(data_dir) && existsSync(join(findPlace(data_dir).data, 'postmaster.pid'));
}

async function rounds(plan: KillPlan, server: Mortal, shop: SpawnedFake): Promise<Killed> {
  const chance = seeded(plan.seed);
  const client = chatClient(server.url);
  const crowd = new KillCrowd(client, buyersOf(plan));
  await server.start();
  const talking = Array.from({ length: plan.buyers }, () => crowd.talk());
  for (let round = 0; round < plan.rounds; round += 1) {
    const life_ms = LIFE_MS.least + chance() * LIFE_MS.more;
    await new Promise((resolve) => setTimeout(resolve, life_ms));
    await server.kill();
    await server.start();
  }
  crowd.goHome();
  // A buyer is through when the last line is answered, so whatever was asked of the shop has its receipt then.
  await Promise.all(talking);
  const resent = await resend(client, crowd.accounts);
  client.close();
  await server.stop();
  const left_behind = runs(server.data) ? 1 : 0;
  const database = await openDatabase({ url: null, data_dir: server.data, log: () => undefined });
  try {
    const playbook = loadPlaybookFolder(starterPlaybook());
    const evidence = { store: postgresStore(database), playbook };
    const verdict = await judge({ ...evidence, accounts: crowd.accounts, entries: await shop.entries() });
    return { ...verdict, kills: plan.rounds, ...resent, left_behind };
  } finally {
    await database.close();
  }
}

/** Buyers who hold one conversation after the other until they are sent home. */
class KillCrowd {
  readonly accounts: Account[] = [];
  readonly #client: ChatClient;
  readonly #most: number;
  #next = 0;
  #home = false;

  constructor(client: ChatClient, most: number) {
    this.#client = client;
    this.#most = most;
  }

  async talk(): Promise<void> {
    while (!this.#home && this.#next < this.#most) {
      const buyer = this.#next;
      this.#next += 1;
      this.accounts.push(await holdConversation(this.#client, buyer));
    }
  }

  goHome(): void {
    this.#home = true;
  }
}

/** Sends every acknowledged message again under its name: each must be known. */
async function resend(
  client: ChatClient,
  accounts: Account[],
): Promise<Pick<Killed, 'resent_as_duplicate' | 'resent_anew'>> {
  let resent_as_duplicate = 0;
  let resent_anew = 0;
  for (const { conversation, acknowledged } of accounts) {
    for (const { client_id, text, seq } of acknowledged) {
      const again = await client.send(conversation, { client_id, text });
      if (again.duplicate && again.seq === seq) resent_as_duplicate += 1;
      else resent_anew += 1;
    }
  }
  return { resent_as_duplicate, resent_anew };
}
