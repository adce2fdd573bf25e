import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isMessages, isSession, type OpenedConversation } from '@hark/wire';
import { startEmbedded } from '../packages/server/src/db/embedded.ts';
import { type ChatClient, chatClient } from './chat-client.ts';
import { freePort, type HarkProcess, startHark } from './hark-process.ts';
import { cpuOf, machine, memoryOf, percentile } from './machine.ts';
import { buyerSource, type Seen, type Source, StreamClient, streamAgent } from './stream-clients.ts';

/** How many streams over how many servers, how fast people write, and for how long. */
export type StreamsPlan = {
  clients: number;
  servers: number;
  rate: number;
  seconds: number;
  /** Null: the servers look into the log. */
  nats: string | null;
};

type Latency = { p50_ms: number; p99_ms: number; most_ms: number; count: number };

/** What came of it; `kb_each` is what a server's resident memory grew by for each stream, after collecting garbage on both sides. */
export type Streamed = {
  kb_each: number[];
  /** From when a message was due until it was read, by buyers and at the desk. */
  buyers: Latency;
  desk: Latency;
  /** A server is killed and comes back while people write: from the break of a stream until it is open again. */
  resumed: Latency;
  gaps: number;
  doubles: number;
  refused: number;
  said: number;
  /** Share of one core, while messages come. */
  cpu: { servers: number[]; clients: number };
};

const EACH = 10;
const SPOKEN_IN = 200;
const DESK_EACH_KEY = 20;
const UNLIMITED = '100000000';
/** Lets the bench have a server collect its garbage. */
const SETTLES = ['--expose-gc', '--import', 'data:text/javascript,process.on("SIGUSR2",()=>{gc();gc()})'];
const SETTLE_MS = 3_000;
const FILES = 20_000;

/** `npm run bench -- streams --clients 10000`: memory of open streams, latency to them, and a restart without a gap. */
export async function streams(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      clients: { type: 'string', default: '10000' },
      servers: { type: 'string', default: '1' },
      rate: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '15' },
      nats: { type: 'string' },
    },
  });
  const [clients, servers, rate] = [Number(values.clients), Number(values.servers), Number(values.rate)];
  const plan = { clients, servers, rate, seconds: Number(values.seconds), nats: values.nats ?? null };
  if (clients > FILES - 1_000)
    process.stderr.write(`More streams than files may be open in most places: see ulimit -n.\n`);
  const streamed = await streamRounds(plan);
  for (const [name, figure] of Object.entries(streamed))
    process.stdout.write(`${name.padEnd(12)}${JSON.stringify(figure)}\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'streams', ...plan, ...streamed, ...machine() })}\n`);
  if (streamed.gaps + streamed.doubles > 0) process.exitCode = 1;
}

/** Plays the plan in a folder of its own and leaves nothing behind. */
export async function streamRounds(plan: StreamsPlan): Promise<Streamed> {
  const folder = mkdtempSync(join(tmpdir(), 'hark-streams-'));
  // The database's user has to pass.
  chmodSync(folder, 0o755);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const embedded = await startEmbedded(folder, () => undefined);
    undo.push(async () => {
      await embedded.stop();
      rmSync(embedded.home, { recursive: true, force: true });
    });
    const fleet = new Fleet(plan, { folder, database: embedded.url });
    undo.push(() => fleet.stop());
    for (let one = 0; one < plan.servers; one += 1) await fleet.add();
    return await measure(plan, fleet);
  } finally {
    for (const stop of undo.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Servers on one database, each at a port that it keeps when it comes back. */
class Fleet {
  readonly urls: string[] = [];
  readonly #settings: NodeJS.ProcessEnv;
  readonly #processes: HarkProcess[] = [];

  constructor({ nats }: StreamsPlan, { folder, database }: { folder: string; database: string }) {
    this.#settings = {
      HARK_DATA: join(folder, 'data'),
      DATABASE_URL: database,
      HARK_NATS_URL: nats ?? '',
      HARK_NATS_SUBJECT: `hark-bench-${process.pid}`,
      HARK_DEMO_HISTORY: 'no',
      HARK_LIMIT_ADDRESS: UNLIMITED,
      HARK_LIMIT_CONVERSATION: UNLIMITED,
      HARK_LIMIT_PERSON: UNLIMITED,
    };
  }

  async add(): Promise<void> {
    const port = await freePort();
    this.#processes.push(await startHark({ ...this.#settings, PORT: String(port) }, SETTLES));
    this.urls.push(`http://127.0.0.1:${port}`);
  }

  /** Kills the last one and starts it again where it was. */
  async restartLast(): Promise<void> {
    const url = this.urls.at(-1) ?? '';
    await this.#processes.pop()?.kill();
    this.#processes.push(await startHark({ ...this.#settings, PORT: new URL(url).port }, SETTLES));
  }

  /** MB that each holds once garbage is collected. */
  async memory(): Promise<number[]> {
    for (const { pid } of this.#processes) process.kill(pid, 'SIGUSR2');
    await sleep(SETTLE_MS);
    return this.#processes.map(({ pid }) => memoryOf(pid)?.now_mb ?? Number.NaN);
  }

  cpu(): number[] {
    return this.#processes.map(({ pid }) => cpuOf(pid) ?? Number.NaN);
  }

  async stop(): Promise<void> {
    for (const one of this.#processes) await one.stop();
  }
}

async function measure(plan: StreamsPlan, fleet: Fleet): Promise<Streamed> {
  const talk = new Talk(fleet.urls);
  await talk.open(Math.ceil(plan.clients / EACH));
  const desk = await deskSources(fleet.urls[0] ?? '', talk.conversations.slice(0, SPOKEN_IN));
  const crowd = new Crowd(fleet, talk);
  // A first few warm the servers up: what they hold from then on is for the streams alone.
  await crowd.warmUp(plan.clients);
  const before = await fleet.memory();
  await crowd.open(plan.clients);
  const after = await fleet.memory();
  const kb_each = after.map(
    (mb, index) =>
      Math.round((((mb - (before[index] ?? 0)) * 1024) / (plan.clients / plan.servers)) * 10) / 10,
  );
  progress(`${plan.clients} streams open, KB each: ${kb_each.join(', ')}`);
  await crowd.openDesk(desk);
  const used = fleet.cpu();
  const own = process.cpuUsage();
  const began = performance.now();
  await talk.at(plan.rate, plan.seconds);
  await crowd.caughtUp();
  const seconds = (performance.now() - began) / 1_000;
  const own_used = process.cpuUsage(own);
  const cpu = {
    servers: fleet.cpu().map((now, index) => share(now - (used[index] ?? 0), seconds)),
    clients: share((own_used.user + own_used.system) / 1e6, seconds),
  };
  const [buyers, at_desk] = [latency(crowd.buyers.latencies), latency(crowd.desk.latencies)];
  progress(`messages: ${JSON.stringify({ buyers, at_desk, cpu })}`);
  const talking = talk.at(plan.rate / 5, plan.seconds);
  await fleet.restartLast();
  await talking;
  await crowd.caughtUp();
  const verdict = await crowd.verdict();
  crowd.leave();
  talk.close();
  const refused = crowd.buyers.refused + crowd.desk.refused;
  const resumed = latency(crowd.buyers.resumed);
  return { kb_each, buyers, desk: at_desk, resumed, ...verdict, refused, said: talk.due.size, cpu };
}

function share(seconds: number, of: number): number {
  return Math.round((seconds / of) * 100) / 100;
}

function latency(values: number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (value: number | undefined): number => Math.round((value ?? Number.NaN) * 10) / 10;
  return {
    p50_ms: at(percentile(sorted, 0.5)),
    p99_ms: at(percentile(sorted, 0.99)),
    most_ms: at(sorted.at(-1)),
    count: sorted.length,
  };
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** People who write into some of the conversations, at one server after the other. */
class Talk {
  readonly conversations: OpenedConversation[] = [];
  /** When each message was due, by its text. */
  readonly due = new Map<string, number>();
  readonly #servers: ChatClient[];

  constructor(urls: readonly string[]) {
    this.#servers = urls.map(chatClient);
  }

  async open(count: number): Promise<void> {
    const width = 16;
    while (this.conversations.length < count) {
      const more = Math.min(width, count - this.conversations.length);
      const opening = Array.from({ length: more }, (_, index) => this.#server(index).open());
      this.conversations.push(...(await Promise.all(opening)));
    }
  }

  /** So many messages a second, whether or not earlier ones were taken; a message that is not taken is sent again. */
  async at(rate: number, seconds: number): Promise<void> {
    const began = performance.now();
    const under_way: Promise<void>[] = [];
    for (let count = 0; count < rate * seconds; count += 1) {
      const due_ms = began + (count * 1_000) / rate;
      const wait_ms = due_ms - performance.now();
      if (wait_ms > 0) await sleep(wait_ms);
      under_way.push(this.#say(due_ms));
    }
    await Promise.all(under_way);
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }

  async #say(due_ms: number): Promise<void> {
    const number = this.due.size;
    const text = `this is line ${number} of what I have to say`;
    this.due.set(text, due_ms);
    const spoken_in = this.conversations.slice(0, SPOKEN_IN);
    const conversation = spoken_in[number % spoken_in.length];
    if (!conversation) throw new Error('nobody has a conversation');
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#server(number + attempt).send(conversation, { client_id: `line-${number}`, text });
        return;
      } catch (error) {
        if (attempt > 60) throw error;
        await sleep(500);
      }
    }
  }

  #server(number: number): ChatClient {
    const server = this.#servers[number % this.#servers.length];
    if (!server) throw new Error('no server');
    return server;
  }
}

type Follower = { client: StreamClient; conversation: OpenedConversation; url: string };

/** All who read. */
class Crowd {
  readonly buyers: Seen = { latencies: [], resumed: [], refused: 0 };
  readonly desk: Seen = { latencies: [], resumed: [], refused: 0 };
  readonly #agent = streamAgent();
  readonly #fleet: Fleet;
  readonly #talk: Talk;
  readonly #followers: Follower[] = [];
  readonly #at_desk: StreamClient[] = [];

  constructor(fleet: Fleet, talk: Talk) {
    this.#fleet = fleet;
    this.#talk = talk;
  }

  async warmUp(clients: number): Promise<void> {
    await this.open(Math.min(SPOKEN_IN, clients));
    await this.#talk.at(20, 5);
    await this.caughtUp();
    this.leave();
    this.#followers.length = 0;
  }

  async open(count: number): Promise<void> {
    const width = 100;
    const conversations = this.#talk.conversations;
    for (let opened = 0; opened < count; opened += width)
      await Promise.all(
        Array.from({ length: Math.min(width, count - opened) }, async (_, index) => {
          const number = opened + index;
          const conversation = conversations[number % conversations.length];
          if (!conversation) throw new Error('nobody has a conversation');
          // Who follows one conversation does so at all servers.
          const url =
            this.#fleet.urls[Math.floor(number / conversations.length) % this.#fleet.urls.length] ?? '';
          const source = buyerSource(conversation);
          const at = { agent: this.#agent, url, source, after: conversation.standing.seq };
          const client = new StreamClient(at, this.#talk.due, this.buyers);
          this.#followers.push({ client, conversation, url });
          await client.open();
        }),
      );
  }

  /** Each conversation that is spoken in is open at the desk too, at one server after the other. */
  async openDesk(sources: Source[]): Promise<void> {
    for (const [index, source] of sources.entries()) {
      const url = this.#fleet.urls[(index + 1) % this.#fleet.urls.length] ?? '';
      const client = new StreamClient(
        { agent: this.#agent, url, source, after: 0 },
        this.#talk.due,
        this.desk,
      );
      this.#at_desk.push(client);
      await client.open();
    }
    await sleep(SETTLE_MS);
    // What was said before they came was no news.
    for (const seen of [this.buyers, this.desk]) seen.latencies.length = 0;
  }

  /** Resolves when everybody is there and has what the log holds. */
  async caughtUp(): Promise<void> {
    const logs = await this.#logs();
    for (let waited = 0; waited < 600; waited += 1) {
      const behind = this.#followers.filter(({ client, conversation }) => {
        const log = logs.get(conversation.conversation_id);
        return (
          !client.isOpen ||
          (log !== undefined && (client.seqs.at(-1) ?? conversation.standing.seq) < (log.at(-1) ?? 0))
        );
      });
      if (behind.length === 0) return;
      await sleep(100);
    }
    progress('not everybody has what the log holds');
  }

  /** Holds what everybody read against the log. */
  async verdict(): Promise<{ gaps: number; doubles: number }> {
    let [gaps, doubles] = [0, 0];
    const logs = await this.#logs();
    for (const { client, conversation } of this.#followers) {
      const read = new Set(client.seqs);
      doubles += client.seqs.length - read.size;
      const log = logs.get(conversation.conversation_id) ?? [];
      gaps += log.filter((seq) => seq > conversation.standing.seq && !read.has(seq)).length;
    }
    return { gaps, doubles };
  }

  leave(): void {
    for (const { client } of this.#followers) client.leave();
    for (const client of this.#at_desk) client.leave();
  }

  /** `seq` of all messages, of the conversations that are spoken in. */
  async #logs(): Promise<Map<string, number[]>> {
    const logs = new Map<string, number[]>();
    for (const { conversation_id, token } of this.#talk.conversations.slice(0, SPOKEN_IN)) {
      const url = `${this.#fleet.urls[0]}/api/conversations/${conversation_id}/messages`;
      const answer: unknown = await (
        await fetch(url, { headers: { authorization: `Bearer ${token}` } })
      ).json();
      if (!isMessages(answer)) throw new Error(`not messages: ${JSON.stringify(answer)}`);
      logs.set(
        conversation_id,
        answer.messages.map(({ seq }) => seq),
      );
    }
    return logs;
  }
}

/** The desk's streams of conversations, with keys enough for all of them. */
async function deskSources(url: string, conversations: OpenedConversation[]): Promise<Source[]> {
  const session: unknown = await (await fetch(`${url}/api/session`)).json();
  const account = isSession(session) ? session.demo.find(({ role }) => role === 'admin') : undefined;
  if (!account) throw new Error('the demo does not tell its accounts');
  const headers = { 'content-type': 'application/json', origin: url };
  const body = JSON.stringify({ email: account.email, password: account.password });
  const signed_in = await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body });
  const cookie = signed_in.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  const sources: Source[] = [];
  let key = '';
  for (const [index, { conversation_id }] of conversations.entries()) {
    if (index % DESK_EACH_KEY === 0) key = await newKey(url, { ...headers, cookie }, index);
    sources.push({
      path: `/api/desk/conversations/${conversation_id}/stream`,
      authorization: `Bearer ${key}`,
    });
  }
  return sources;
}

async function newKey(url: string, headers: Record<string, string>, number: number): Promise<string> {
  const body = JSON.stringify({ name: `streams ${number}`, scopes: ['conversations:read'] });
  const answer = await fetch(`${url}/api/keys`, { method: 'POST', headers, body });
  const made: unknown = await answer.json();
  if (typeof made === 'object' && made !== null && 'key' in made && typeof made.key === 'string')
    return made.key;
  throw new Error(`no key: ${JSON.stringify(made)}`);
}
