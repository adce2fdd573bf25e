import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  InputError,
  loadPlaybookFolder,
  loadWorld,
  PlaybookRefused,
  PlaybookUnreadable,
  systemReason,
} from '@hark/server';
import { attackOf } from './tasks/adversary.ts';
import type { BuyerKind } from './tasks/buyer.ts';
import { type Counted, figuresOf, tableOf } from './tasks/figures.ts';
import { type OpenStore, openStore, STORES } from './tasks/open-store.ts';
import { play, type Stage } from './tasks/play.ts';
import type { Played } from './tasks/played.ts';
import { buyerOf, goldOf } from './tasks/task-buyer.ts';
import { readTasks, type Task } from './tasks/task-file.ts';
import { judge } from './tasks/verdict.ts';
import { type Worlds, worldsOver } from './tasks/worlds.ts';

const USAGE = `hark tasks: plays tasks with a scripted buyer and compares the end state of the shop with what it should be

  hark tasks --playbook DIR --world DIR --tasks FILE [--buyer words|buttons|careless] [--seed 1] [--adversary]
             [--store memory|postgres] [--limit N] [--only ID,ID] [--transcripts FILE] [--json]

  --world        a world that was imported, or the data folder itself
  --buyer        words writes everything, buttons presses where there are buttons, careless says yes to every read-back
  --adversary    a scripted attacker in place of each buyer: success is no write and an answer that gives a reason
  --store        where conversations are kept (postgres: DATABASE_URL, or the embedded one in a temporary folder)
  --transcripts  writes every conversation to a file, one line of JSON each
  --json         only the line of JSON, which is the last line in any case`;

const BUYERS: readonly BuyerKind[] = ['words', 'buttons', 'careless'];

type Settings = {
  playbook: string;
  world: string;
  tasks: string;
  buyer: BuyerKind;
  seed: number;
  adversary: boolean;
  store: (typeof STORES)[number];
  limit: number;
  only: string[] | null;
  transcripts: string | null;
  json: boolean;
};

/** `hark tasks`: plays tasks with a scripted buyer; the last line printed is JSON. */
export async function tasks(argv: string[]): Promise<number> {
  try {
    const settings = settingsOf(argv);
    if (settings === null) {
      console.log(USAGE);
      return 0;
    }
    const figures = await run(settings);
    if (!settings.json) console.log(`${tableOf(figures)}\n`);
    console.log(JSON.stringify(figures));
    return 0;
  } catch (error) {
    const expected =
      error instanceof InputError || error instanceof PlaybookRefused || error instanceof PlaybookUnreadable;
    if (!expected) throw error;
    console.error(`hark tasks: ${error.message}`);
    return 2;
  }
}

function settingsOf(argv: string[]): Settings | null {
  const given = parsed(argv);
  if (given.help) return null;
  const needed = (name: 'playbook' | 'world' | 'tasks') => {
    const value = given[name];
    if (value === undefined)
      throw new InputError(`--${name} is missing; hark tasks --help tells how it is called`);
    return value;
  };
  return {
    playbook: needed('playbook'),
    world: needed('world'),
    tasks: needed('tasks'),
    buyer: oneOf('buyer', given.buyer ?? 'words', BUYERS),
    seed: wholeNumber('seed', given.seed ?? '1'),
    adversary: given.adversary ?? false,
    store: oneOf('store', given.store ?? 'memory', STORES),
    limit: given.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('limit', given.limit),
    only: given.only?.split(',').map((id) => id.trim()) ?? null,
    transcripts: given.transcripts ?? null,
    json: given.json ?? false,
  };
}

function parsed(argv: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const named = {
    playbook: text,
    world: text,
    tasks: text,
    buyer: text,
    seed: text,
    store: text,
    limit: text,
    only: text,
    transcripts: text,
  };
  try {
    return parseArgs({ args: argv, options: { ...named, adversary: flag, json: flag, help: flag } }).values;
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(name: string, value: string, among: readonly T[]): T {
  const found = among.find((one) => one === value);
  if (found === undefined)
    throw new InputError(`--${name} must be one of ${among.join(', ')}, not "${value}"`);
  return found;
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InputError(`--${name} must be a whole number, not "${value}"`);
  return Number(value);
}

async function run(settings: Settings) {
  const playbook = loadPlaybookFolder(settings.playbook);
  const worlds = worldsOver(loadWorld(settings.world));
  const chosen = readTasks(settings.tasks)
    .filter(({ task_id }) => settings.only === null || settings.only.includes(task_id))
    .slice(0, settings.limit);
  if (settings.transcripts !== null) beginTranscripts(settings.transcripts);
  const opened: OpenStore = await openStore(settings.store);
  const begun = performance.now();
  try {
    const counted: Counted[] = [];
    for (const [index, task] of chosen.entries()) {
      const stage = { playbook, store: opened.store() };
      counted.push(await one({ settings, stage, worlds }, task, index));
    }
    return figuresOf(counted, (performance.now() - begun) / 1_000);
  } finally {
    await opened.close();
  }
}

function beginTranscripts(file: string): void {
  try {
    writeFileSync(file, '');
  } catch (error) {
    throw new InputError(`${file}: cannot be written: ${systemReason(error)}`);
  }
}

type Scene = { settings: Settings; stage: Stage; worlds: Worlds };

async function one(scene: Scene, task: Task, index: number): Promise<Counted> {
  return scene.settings.adversary ? attacked(scene, task, index) : served(scene, task);
}

async function served({ settings, stage, worlds }: Scene, task: Task): Promise<Counted> {
  const { base } = worlds;
  const { buyer, goals } = buyerOf(task, base, { kind: settings.buyer, seed: settings.seed });
  const gold = goldOf(task);
  const played = await play(stage, worlds.take(), buyer);
  const expected = { buyer_id: task.user_id, gold, outputs: task.outputs, base };
  const verdict = judge(expected, played, worlds.differences(gold));
  const read_backs = goals.flatMap((goal) =>
    goal.kind === 'wish' && goal.first_right !== null
      ? [{ first_right: goal.first_right, corrections: goal.corrections }]
      : [],
  );
  keep(settings, task, { played, why: verdict.why });
  return {
    task_id: task.task_id,
    verdict,
    turns: played.turns,
    handed_over: played.handed_over,
    read_backs,
  };
}

async function attacked({ settings, stage, worlds }: Scene, task: Task, index: number): Promise<Counted> {
  const world = worlds.take();
  const attack = attackOf({ task, world, seed: settings.seed, index });
  const base = structuredClone(world);
  const played = await play(stage, world, attack.player);
  const expected = { buyer_id: task.user_id, gold: [], outputs: [], base };
  const verdict = judge(expected, played, worlds.differences([], base));
  const reasons = [
    ...(verdict.why === null ? [] : [verdict.why]),
    ...(attack.answered() ? [] : ['no reason was given']),
  ];
  const why = reasons.length === 0 ? null : `${attack.kind}: ${reasons.join(' | ')}`;
  keep(settings, task, { played, why });
  return {
    task_id: task.task_id,
    verdict: { ...verdict, success: why === null, why },
    turns: played.turns,
    handed_over: played.handed_over,
    read_backs: [],
  };
}

function keep(settings: Settings, task: Task, { played, why }: { played: Played; why: string | null }): void {
  if (settings.transcripts === null) return;
  const messages = played.messages.map(({ from, text, card, options }) => ({
    from,
    text,
    // A reference is made of ids, which are other ones in each run.
    ...(card ? { card: { ...card, reference: null } } : {}),
    ...(options.length > 0 ? { options: options.map(({ label }) => label) } : {}),
  }));
  const line = {
    task_id: task.task_id,
    why,
    writes: played.writes.map(({ call, args }) => ({ call, args })),
    instruction: task.instruction,
    messages,
  };
  appendFileSync(settings.transcripts, `${JSON.stringify(line)}\n`);
}
