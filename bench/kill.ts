import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '@hark/core';
import { loadPlaybookFolder, openDatabase, postgresStore, type Store, writeWorld } from '@hark/server';
import { withDeadline } from '../packages/server/src/conversations/deadline.ts';
import { findPlace } from '../packages/server/src/db/embedded/place.ts';
import { starterPlaybook } from '../packages/server/src/main.ts';
import { busyWorld } from './busy-world.ts';
import { type ChatClient, chatClient } from './chat-client.ts';
import { freePort } from './hark-process.ts';
import { type Account, holdConversation } from './kill-buyer.ts';
import { isClean, judge, type Verdict } from './kill-verdict.ts';
import { machine } from './machine.ts';
import { MortalFake, MortalServer, VICTIMS, type Victim } from './mortal.ts';

/** Who is killed how often, from which seed, and how many buyers talk at the same time. */
export type KillPlan = { who: Victim; rounds: number; seed: number; buyers: number };

/** What came of it; `left_behind` are processes and files of the database that still say that it runs. */
export type Killed = Verdict & {
  kills: number;
  resent_as_duplicate: number;
  resent_anew: number;
  left_behind: number;
};

/** More conversations than a buyer can hold in a round. */
const CONVERSATIONS_A_LIFE = 4;
/** So that kills strike between what the shop did and what Hark heard of it. */
const LATE = { late_ms: 60, probability: 0.5, seed: 7 };
const PENDING_LOOK_MS = 500;
/**
 * A shop that does not answer is asked again for some four minutes; whoever waits longer for an answer has found a bug. Counted from
 * the last kill: on a busy machine a server that is killed again and again is hardly ever there.
 */
const ANSWERED_WITHIN_MS = 300_000;
const RESENT_AT_ONCE = 12;
/** How long the victim lives in a round. */
const LIFE_MS = { least: 100, more: 1_400 };

/**
 * `npm run bench -- kill --who database --rounds 50`: kills the server, its database or the shop system at random moments under
 * load, and counts what was lost or doubled.
 */
export async function kill(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      who: { type: 'string', default: 'server' },
      rounds: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      buyers: { type: 'string', default: '12' },
    },
  });
  const who = VICTIMS.find((one) => one === values.who);
  if (who === undefined) throw new Error(`--who ${VICTIMS.join(' | ')}`);
  const plan = {
    who,
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    buyers: Number(values.buyers),
  };
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
  const faults = { cancel_order: LATE, return_items: LATE };
  const shop = await MortalFake.start({ folder, world, journal: join(folder, 'journal.jsonl'), faults });
  const place = { data: join(folder, 'data'), port: await freePort() };
  const server = new MortalServer(place, shop);
  try {
    return await rounds(plan, server, shop);
  } catch (error) {
    throw new Error(`in the end Hark had said:\n${server.said.slice(-4_000)}`, { cause: error });
  } finally {
    await server.end();
    await shop.kill();
    const { home } = findPlace(place.data);
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true });
  }
}

async function rounds(plan: KillPlan, server: MortalServer, shop: MortalFake): Promise<Killed> {
  const chance = seeded(plan.seed);
  const client = chatClient(server.url);
  const crowd = new KillCrowd(client, buyersOf(plan));
  await server.start();
  const talking = Promise.all(Array.from({ length: plan.buyers }, () => crowd.talk()));
  // Whoever fails is heard of in the end.
  talking.catch(() => undefined);
  for (let round = 0; round < plan.rounds; round += 1) {
    const life_ms = LIFE_MS.least + chance() * LIFE_MS.more;
    await new Promise((resolve) => setTimeout(resolve, life_ms));
    await strike(plan.who, { server, shop, chance: chance() });
  }
  crowd.goHome();
  const answered = await withDeadline(talking, ANSWERED_WITHIN_MS);
  if (answered.late) throw new Error(await waitingIn(server, crowd.accounts));
  await nothingPending(server, crowd.accounts);
  const resent = await resend(client, crowd.accounts);
  client.close();
  await server.stop();
  const left_behind = server.databaseRuns() ? 1 : 0;
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

/** One death, and the victim is back when it resolves. `chance` says which death, where there are several. */
async function strike(
  who: Victim,
  { server, shop, chance }: { server: MortalServer; shop: MortalFake; chance: number },
): Promise<void> {
  switch (who) {
    case 'server':
      await server.kill();
      return server.start();
    case 'database':
      return chance < 0.5 ? server.killDatabase() : server.killBackend(chance * 2 - 1);
    case 'fake':
      await shop.kill();
      return shop.start();
  }
}

/** Who still waits for which answer, what their streams brought, and the log as it is. */
async function waitingIn(server: MortalServer, accounts: Account[]): Promise<string> {
  return beside(server, async (store) => {
    const lines: string[] = [];
    for (const { conversation, waits_for, seen } of accounts) {
      if (waits_for === null) continue;
      const { conversation_id } = conversation;
      lines.push(
        `conversation ${conversation_id}: no answer to message ${waits_for}, seen: ${seen.join(' ')}`,
      );
      for (const { seq, type, caused_by, recorded_at } of await store.events(conversation_id, waits_for - 1))
        lines.push(`  ${seq} ${type} ${recorded_at}${caused_by === null ? '' : `, of ${caused_by}`}`);
    }
    return lines.join('\n');
  });
}

/** Resolves when nobody waits for the shop any more: what it was asked and did not answer has been asked again. */
async function nothingPending(server: MortalServer, accounts: Account[]): Promise<void> {
  await beside(server, async (store) => {
    for (const { conversation } of accounts)
      for (;;) {
        const state = (await store.load(conversation.conversation_id))?.state;
        const asked = state?.actions.some(({ outcome }) => outcome === null);
        const will_ask = state?.timers.some(({ timer }) => timer === 'retry');
        if (!asked && !will_ask) break;
        await new Promise((resolve) => setTimeout(resolve, PENDING_LOOK_MS));
      }
  });
}

/** Reads the database of the running server beside it. */
async function beside<T>(server: MortalServer, work: (store: Store) => Promise<T>): Promise<T> {
  const url = server.databaseUrl();
  const database = await openDatabase({ url, data_dir: server.data, log: () => undefined });
  try {
    return await work(postgresStore(database));
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
      await holdConversation(this.#client, buyer, (account) => this.accounts.push(account));
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
  const left = accounts.slice();
  const lane = async (): Promise<void> => {
    for (let account = left.pop(); account; account = left.pop())
      for (const { client_id, text, seq } of account.acknowledged) {
        const again = await client.send(account.conversation, { client_id, text });
        if (again.duplicate && again.seq === seq) resent_as_duplicate += 1;
        else resent_anew += 1;
      }
  };
  await Promise.all(Array.from({ length: RESENT_AT_ONCE }, lane));
  return { resent_as_duplicate, resent_anew };
}
