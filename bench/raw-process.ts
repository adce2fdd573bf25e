/**
 * The raw rate of a database, in a process of its own: prepared single-row inserts, each committed by itself, over ten
 * connections. With `--rate` at that rate, otherwise as fast as they go. Prints one JSON line.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { percentile } from './machine.ts';
import type { RawResult } from './raw-result.ts';

const CONNECTIONS = 10;
const BODY = JSON.stringify({ reply: 'a reply of usual length', values: { text: 'x'.repeat(250) } });

async function paced(insert: (due_ms: number) => Promise<void>, rate: number, count: number): Promise<void> {
  const begun = performance.now();
  const under_way: Promise<void>[] = [];
  for (let done = 0; done < count; done += 1) {
    const due_ms = begun + (done * 1000) / rate;
    const wait_ms = due_ms - performance.now();
    if (wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, wait_ms));
    under_way.push(insert(due_ms));
  }
  await Promise.all(under_way);
}

async function flatOut(insert: (due_ms: number) => Promise<void>, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < until) await insert(performance.now());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

/** A database that does not wait for the disk is no measure for one that does. */
async function mustBeDurable(pool: pg.Pool): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [name]);
    if (rows[0]?.value !== 'on') throw new Error(`${name} is ${rows[0]?.value ?? 'unknown'}`);
  }
}

async function run(url: string, rate: number | null, seconds: number): Promise<RawResult> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await mustBeDurable(pool);
  await pool.query(
    'create table if not exists raw_rate (id uuid primary key, at timestamptz not null default now(), body jsonb not null)',
  );
  const latencies: number[] = [];
  const insert = async (due_ms: number): Promise<void> => {
    const text = 'insert into raw_rate (id, body) values ($1, $2)';
    await pool.query({ name: 'raw', text, values: [randomUUID(), BODY] });
    latencies.push(performance.now() - due_ms);
  };
  // Every connection is open and has its statement before anything is measured.
  await Promise.all(Array.from({ length: CONNECTIONS * 5 }, () => insert(performance.now())));
  latencies.length = 0;
  const begun = performance.now();
  if (rate === null) await flatOut(insert, seconds);
  else await paced(insert, rate, rate * seconds);
  const took = (performance.now() - begun) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  const result = {
    inserts: sorted.length,
    per_second: sorted.length / took,
    p50_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
  };
  await pool.end();
  return result;
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    rate: { type: 'string' },
    seconds: { type: 'string', default: '5' },
  },
});
const rate = values.rate === undefined ? null : Number(values.rate);
process.stdout.write(`${JSON.stringify(await run(values.url, rate, Number(values.seconds)))}\n`);
