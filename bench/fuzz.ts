import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { findPlace } from '../packages/server/src/db/embedded/place.ts';
import { type Caller, Callers, Harvest } from './fuzz-callers.ts';
import { type Operation, operationsOf } from './fuzz-description.ts';
import { type FuzzRequest, requestTo } from './fuzz-requests.ts';
import { freePort, startHark } from './hark-process.ts';
import { machine, memoryOf } from './machine.ts';

/** How many requests, from which seed, at a running server; `sample` is asked now and then how much memory it holds. */
export type FuzzPlan = { url: string; requests: number; seed: number; sample?: () => number | null };

/** What came of it. `faults` are answers of 5xx, or none at all, with the request that brought each. */
export type Fuzzed = {
  requests: number;
  statuses: { [kind: string]: number };
  operations: { [operation: string]: { [kind: string]: number } };
  callers: { [caller: string]: number };
  faults: { status: number; request: string; answer: string }[];
  /** MB, at five moments from the beginning to the end. */
  memory_mb: (number | null)[];
};

const AT_ONCE = 8;
/** Signing people in costs time, and what is fuzzed signs them out. */
const REFRESH_EVERY = 400;
const LONGEST_SHOWN = 600;

/** `npm run bench -- fuzz --requests 20000`: requests made from the OpenAPI document, at a server in a process of its own. */
export async function fuzz(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
  });
  const plan = { requests: Number(values.requests), seed: Number(values.seed) };
  const folder = mkdtempSync(join(tmpdir(), 'hark-fuzz-'));
  // The database's user has to pass.
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const unlimited = '100000000';
  const hark = await startHark({
    PORT: String(await freePort()),
    HARK_DATA: data,
    HARK_DEMO_HISTORY: 'no',
    HARK_TRUST_PROXY: 'yes',
    HARK_LIMIT_ADDRESS: unlimited,
    HARK_LIMIT_CONVERSATION: unlimited,
    HARK_LIMIT_PERSON: unlimited,
    DATABASE_URL: '',
  });
  try {
    const began = performance.now();
    const sample = (): number | null => memoryOf(hark.pid)?.now_mb ?? null;
    const fuzzed = await fuzzServer({ ...plan, url: hark.url, sample });
    const seconds = Math.round((performance.now() - began) / 1_000);
    const stacks = hark.said().match(/^ {4}at /gm)?.length ?? 0;
    const exit = await hark.stop();
    tell(fuzzed);
    const { operations: _, ...figures } = fuzzed;
    const whole = { bench: 'fuzz', ...plan, seconds, ...figures, stacks, exit, ...machine() };
    process.stdout.write(`${JSON.stringify(whole)}\n`);
    if (stacks > 0) process.stderr.write(hark.said());
    if (fuzzed.faults.length > 0 || stacks > 0 || exit !== 0) process.exitCode = 1;
  } finally {
    await hark.kill();
    const { home } = findPlace(data);
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true });
  }
}

function tell({ operations, faults }: Fuzzed): void {
  const kinds = ['2xx', '3xx', '4xx', '5xx', 'none'];
  process.stdout.write(`${''.padEnd(52)}${kinds.map((kind) => kind.padStart(7)).join('')}\n`);
  for (const [name, counts] of Object.entries(operations))
    process.stdout.write(
      `${name.padEnd(52)}${kinds.map((kind) => String(counts[kind] ?? 0).padStart(7)).join('')}\n`,
    );
  for (const fault of faults) process.stdout.write(`${JSON.stringify(fault)}\n`);
}

/** Sends requests to a running server, several at once, and goes on from what it answers. */
export async function fuzzServer(plan: FuzzPlan): Promise<Fuzzed> {
  const all = operationsOf(await (await fetch(`${plan.url}/openapi.json`)).json());
  // What buyers say goes deepest, so it comes more often.
  const operations = [
    ...all,
    ...all.filter(({ path }) => path.includes('{id}')),
    ...all.filter(({ path }) => path.includes('{id}')),
  ];
  const harvest = new Harvest();
  const callers = new Callers(plan.url, harvest);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const fuzzed: Fuzzed = {
    requests: 0,
    statuses: {},
    operations: {},
    callers: {},
    faults: [],
    memory_mb: [],
  };
  const one = async (index: number): Promise<void> => {
    const made = nth(operations, harvest, { index, seed: plan.seed });
    const caller = callers.of(made);
    const answer = await sent({ url: plan.url, agent, index }, made, caller);
    harvest.take(answer.json);
    if (answer.text.includes('"sign_in_first"')) await callers.again(caller);
    count(fuzzed, { made, caller, answer });
  };
  for (let from = 0; from < plan.requests; from += REFRESH_EVERY) {
    await callers.refresh();
    const to = Math.min(plan.requests, from + REFRESH_EVERY);
    while (fuzzed.memory_mb.length <= (from / plan.requests) * 4)
      fuzzed.memory_mb.push(plan.sample?.() ?? null);
    let next = from;
    const lane = async (): Promise<void> => {
      while (next < to) {
        const index = next;
        next += 1;
        await one(index);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }
  fuzzed.memory_mb.push(plan.sample?.() ?? null);
  agent.destroy();
  return fuzzed;
}

function nth(
  operations: Operation[],
  harvest: Harvest,
  { index, seed }: { index: number; seed: number },
): FuzzRequest {
  const operation = fc.constantFrom(...operations).chain((one) => requestTo(one, harvest.known));
  const [made] = fc.sample(operation, { numRuns: 1, seed: seed * 1_000_003 + index });
  if (made === undefined) throw new Error('a sample of one has one');
  return made;
}

type Answer = { status: number; text: string; json: unknown };
type Place = { url: string; agent: Agent; index: number };

/** The answer, of a stream only its beginning; status 0 when there was none. */
function sent({ url, agent, index }: Place, made: FuzzRequest, caller: Caller): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (status: number, text: string): void => resolve({ status, text, json: jsonIn(text) });
    const headers = {
      ...made.headers,
      ...caller.headers,
      // Everybody comes from elsewhere: what one address may do is another test's matter.
      'x-forwarded-for': `203.0.113.${index % 250}`,
    };
    const request = httpRequest(url + made.path, { method: made.method, agent, headers });
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
        if (response.headers['content-type']?.startsWith('text/event-stream') !== true) return;
        done(response.statusCode ?? 0, '');
        request.destroy();
      });
      response.on('end', () => done(response.statusCode ?? 0, text));
    });
    request.on('error', (error) => done(0, error.message));
    request.end(made.body ?? undefined);
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function count(
  fuzzed: Fuzzed,
  { made, caller, answer }: { made: FuzzRequest; caller: Caller; answer: Answer },
): void {
  const kind = answer.status === 0 ? 'none' : `${Math.floor(answer.status / 100)}xx`;
  const name = `${made.operation.method} ${made.operation.path}`;
  const counts = fuzzed.operations[name] ?? {};
  fuzzed.operations[name] = counts;
  for (const [table, key] of [
    [fuzzed.statuses, kind],
    [counts, kind],
    [fuzzed.callers, caller.name],
  ] as const)
    table[key] = (table[key] ?? 0) + 1;
  fuzzed.requests += 1;
  if (answer.status > 0 && answer.status < 500) return;
  const { method, path, headers, body } = made;
  const request = JSON.stringify({ caller: caller.name, method, path, headers, body });
  fuzzed.faults.push({
    status: answer.status,
    request: request.slice(0, LONGEST_SHOWN),
    answer: answer.text.slice(0, LONGEST_SHOWN),
  });
}
