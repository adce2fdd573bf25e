import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWorld } from '@hark/server';
import { startEmbedded } from '../packages/server/src/db/embedded.ts';
import { spawnFake } from '../packages/server/src/marketplace/spawn-fake.ts';
import { busyWorld } from './busy-world.ts';
import { type HarkProcess, startHark } from './hark-process.ts';
import { LOAD_FIGURES, type LoadResult } from './load-result.ts';
import { cpuOf, machine, memoryOf } from './machine.ts';
import { RAW_FIGURES, type RawResult } from './raw-result.ts';
import { runProcess } from './run-process.ts';

const RATE = 100;
const BUYERS = 12_000;
/** Talkers who have a conversation open while messages come at a rate; and those of the flat-out round, who are opened before. */
const TALKERS = { paced: 60, flat_out: 700 };

type Round = {
  raw_paced: RawResult;
  paced: LoadResult;
  raw: RawResult;
  flat_out: LoadResult;
  server_cpu: number;
};

/** `npm run bench -- turns`: from a message to its answer on the stream, next to the raw rate of the same database. */
export async function turns(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '8' },
      /** Flags of Node for the server, e.g. `--cpu-prof`. */
      node: { type: 'string', multiple: true, default: [] },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'hark-bench-'));
  // The database's user has to pass.
  chmodSync(folder, 0o755);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const started = await start(folder, values.node, undo);
    const rounds: Round[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      rounds.push(await measure(started, round, Number(values.seconds)));
      print(rounds.at(-1), round);
    }
    const memory = memoryOf(started.hark.pid);
    process.stdout.write(`${JSON.stringify({ bench: 'turns', ...summary(rounds), memory, ...machine() })}\n`);
  } finally {
    for (const stop of undo.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Started = { hark: HarkProcess; database: string };

async function start(folder: string, flags: string[], undo: (() => Promise<unknown>)[]): Promise<Started> {
  const world = join(folder, 'world');
  writeWorld(world, busyWorld(BUYERS, 1));
  const database = await startEmbedded(join(folder, 'data'), () => undefined);
  undo.push(async () => {
    await database.stop();
    rmSync(database.home, { recursive: true, force: true });
  });
  const shop = await spawnFake(['--world', world, '--journal', join(folder, 'journal.jsonl')]);
  undo.push(() => shop.kill());
  const settings = {
    PORT: '0',
    HARK_DATA: join(folder, 'hark'),
    DATABASE_URL: database.url,
    HARK_MARKETPLACE_URL: shop.url,
    HARK_LIMIT_ADDRESS: '100000000',
    HARK_LIMIT_CONVERSATION: '100000000',
  };
  const hark = await startHark(settings, flags);
  undo.push(() => hark.stop());
  return { hark, database: database.url };
}

/** One round: the raw database and Hark in turns, first at a rate and then flat out. */
async function measure({ hark, database }: Started, round: number, seconds: number): Promise<Round> {
  const first = round * Math.floor(BUYERS / 10);
  const raw = (args: string[]) =>
    runProcess('./raw-process.ts', ['--url', database, '--seconds', '4', ...args], RAW_FIGURES);
  const load = (from: number, args: string[]) =>
    runProcess(
      './load-process.ts',
      ['--url', hark.url, '--seconds', String(seconds), '--first', String(from), ...args],
      LOAD_FIGURES,
    );
  const raw_paced = await raw(['--rate', String(RATE)]);
  const paced = await load(first * 2, ['--rate', String(RATE), '--talkers', String(TALKERS.paced)]);
  const raw_flat_out = await raw([]);
  const before = cpuOf(hark.pid);
  const flat_out = await load(first * 2 + BUYERS / 20, ['--talkers', String(TALKERS.flat_out)]);
  const after = cpuOf(hark.pid);
  // Includes the opening of the conversations, which is not in the load's seconds.
  const server_cpu = before === null || after === null ? Number.NaN : after - before;
  return { raw_paced, paced, raw: raw_flat_out, flat_out, server_cpu };
}

function print(round: Round | undefined, number: number): void {
  if (!round) return;
  const { raw_paced, paced, raw, flat_out } = round;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const rows = [
    ['', 'raw insert', 'message → answer', ''],
    [`p50 at ${RATE}/s`, ms(raw_paced.p50_ms), ms(paced.p50_ms), ''],
    [
      `p99 at ${RATE}/s`,
      ms(raw_paced.p99_ms),
      ms(paced.p99_ms),
      `× ${(paced.p99_ms / raw_paced.p99_ms).toFixed(1)}`,
    ],
    [
      'flat out',
      `${raw.per_second.toFixed(0)}/s`,
      `${flat_out.per_second.toFixed(0)}/s`,
      `× ${(flat_out.per_second / raw.per_second).toFixed(3)}`,
    ],
    ['load generator, cores', '', `${paced.load_cpu.toFixed(2)} / ${flat_out.load_cpu.toFixed(2)}`, ''],
  ];
  const lines = rows.map(
    ([name = '', ...cells]) => name.padEnd(24) + cells.map((cell) => cell.padEnd(20)).join(''),
  );
  process.stdout.write(`round ${number + 1}\n${lines.join('\n')}\n\n`);
}

/** The best of each over the rounds, and what must be zero over all of them. */
function summary(rounds: Round[]): { [name: string]: unknown } {
  const least = (of: (round: Round) => number) => Math.min(...rounds.map(of));
  const most = (of: (round: Round) => number) => Math.max(...rounds.map(of));
  const total = (of: (round: Round) => number) => rounds.reduce((sum, round) => sum + of(round), 0);
  const p99_ms = least((round) => round.paced.p99_ms);
  const raw_p99_ms = least((round) => round.raw_paced.p99_ms);
  const per_second = most((round) => round.flat_out.per_second);
  const raw_per_second = most((round) => round.raw.per_second);
  return {
    rate: RATE,
    p50_ms: least((round) => round.paced.p50_ms),
    p99_ms,
    raw_p50_ms: least((round) => round.raw_paced.p50_ms),
    raw_p99_ms,
    p99_ratio: p99_ms / raw_p99_ms,
    per_second,
    raw_per_second,
    saturation_ratio: per_second / raw_per_second,
    load_cpu: {
      paced: most((round) => round.paced.load_cpu),
      flat_out: most((round) => round.flat_out.load_cpu),
    },
    missed: total((round) => round.paced.missed),
    disappointed: total((round) => round.paced.disappointed + round.flat_out.disappointed),
    messages: total((round) => round.paced.messages + round.flat_out.messages),
    rounds,
  };
}
