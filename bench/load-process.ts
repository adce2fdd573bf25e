/**
 * The load, in a process of its own: talks to the Hark at `--url` and prints one JSON line. With `--rate` messages go out at
 * that rate whether or not earlier ones were answered, and latency counts from when each was due; without, every talker says
 * its next line as soon as the last one is answered.
 */
import { parseArgs } from 'node:util';
import { type ChatClient, chatClient } from './chat-client.ts';
import type { LoadResult } from './load-result.ts';
import { percentile } from './machine.ts';
import { Talker } from './talker.ts';

type Wanted = { url: string; rate: number | null; seconds: number; talkers: number; first: number };

/** Talkers who are free, opened ahead; who has said everything makes room for a new one when `renew` is set. */
class Crowd {
  readonly free: Talker[] = [];
  readonly latencies: number[] = [];
  conversations = 0;
  disappointed = 0;
  readonly #api: ChatClient;
  readonly #renew: boolean;
  #next: number;

  constructor(wanted: Wanted) {
    this.#api = chatClient(wanted.url);
    this.#renew = wanted.rate !== null;
    this.#next = wanted.first;
  }

  async fill(count: number): Promise<void> {
    const width = 20;
    for (let opened = 0; opened < count; opened += width)
      await Promise.all(Array.from({ length: Math.min(width, count - opened) }, () => this.#open()));
  }

  async #open(): Promise<void> {
    const number = this.#next;
    this.#next += 1;
    this.free.push(await Talker.open(this.#api, number));
  }

  /** Has the next free talker say a line that was due at `due_ms`; false when nobody is free. */
  say(due_ms: number): Promise<void> | null {
    const talker = this.free.shift();
    return talker ? this.#say(talker, due_ms) : null;
  }

  async #say(talker: Talker, due_ms: number): Promise<void> {
    await talker.say();
    this.latencies.push(performance.now() - due_ms);
    if (!talker.done) {
      this.free.push(talker);
      return;
    }
    talker.leave();
    this.conversations += 1;
    if (talker.disappointed) this.disappointed += 1;
    if (this.#renew) await this.#open();
  }

  close(): void {
    for (const talker of this.free) talker.leave();
    this.#api.close();
  }
}

async function openLoop(crowd: Crowd, rate: number, seconds: number): Promise<number> {
  const begun = performance.now();
  const under_way: Promise<void>[] = [];
  let missed = 0;
  for (let count = 0; count < rate * seconds; count += 1) {
    const due_ms = begun + (count * 1000) / rate;
    const wait_ms = due_ms - performance.now();
    if (wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, wait_ms));
    const said = crowd.say(due_ms);
    if (said) under_way.push(said);
    else missed += 1;
  }
  await Promise.all(under_way);
  return missed;
}

async function closedLoop(crowd: Crowd, width: number, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const said = crowd.say(performance.now());
      if (!said) return;
      await said;
    }
  };
  await Promise.all(Array.from({ length: width }, one));
}

const WIDTH = 32;

async function run(wanted: Wanted): Promise<LoadResult> {
  const crowd = new Crowd(wanted);
  await crowd.fill(wanted.talkers);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const missed = wanted.rate === null ? 0 : await openLoop(crowd, wanted.rate, wanted.seconds);
  if (wanted.rate === null) await closedLoop(crowd, WIDTH, wanted.seconds);
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(cpu);
  crowd.close();
  const sorted = crowd.latencies.toSorted((a, b) => a - b);
  return {
    messages: sorted.length,
    seconds,
    per_second: sorted.length / seconds,
    p50_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
    most_ms: sorted.at(-1) ?? Number.NaN,
    missed,
    conversations: crowd.conversations,
    disappointed: crowd.disappointed,
    load_cpu: (used.user + used.system) / 1e6 / seconds,
  };
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    rate: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    talkers: { type: 'string', default: '60' },
    first: { type: 'string', default: '0' },
  },
});
const result = await run({
  url: values.url,
  rate: values.rate === undefined ? null : Number(values.rate),
  seconds: Number(values.seconds),
  talkers: Number(values.talkers),
  first: Number(values.first),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
