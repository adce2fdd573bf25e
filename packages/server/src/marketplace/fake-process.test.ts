import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareWorlds } from './compare-worlds.ts';
import { httpMarketplace } from './http-marketplace.ts';
import type { Marketplace } from './marketplace.ts';
import { smallWorld } from './small-world.fixture.ts';
import { type SpawnedFake, spawnFake } from './spawn-fake.ts';
import { writeWorld } from './world-file.ts';
import { apply } from './world-rules.ts';

const PATIENCE_MS = 60_000;
let dir: string;
let journal: string;
let fakes: SpawnedFake[] = [];
let markets: Marketplace[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hark-shop-'));
  journal = join(dir, 'journal.jsonl');
  writeWorld(join(dir, 'world'), smallWorld());
});
afterEach(async () => {
  for (const market of markets) await market.close();
  for (const fake of fakes) await fake.kill();
  [fakes, markets] = [[], []];
  rmSync(dir, { recursive: true });
});

async function started(): Promise<SpawnedFake> {
  const fake = await spawnFake(['--journal', journal, '--world', join(dir, 'world')]);
  fakes.push(fake);
  return fake;
}

function marketOf(fake: SpawnedFake, deadline_ms: number): Marketplace {
  const market = httpMarketplace({ url: fake.url, deadline_ms });
  markets.push(market);
  return market;
}

const cancel = { order_id: 'pending', reason: 'no longer needed' };
const swap = {
  order_id: 'pending-by-gift',
  item_ids: ['mug-blue'],
  new_item_ids: ['mug-red'],
  payment_method_id: 'gift-b',
};

test('another process acts by the same rules as the one in this process', {
  timeout: PATIENCE_MS,
}, async () => {
  const fake = await started();
  const market = marketOf(fake, PATIENCE_MS);
  const expected = smallWorld();
  for (const [call, args] of [
    ['cancel_order', cancel],
    ['change_order_items', swap],
    ['cancel_order', { ...cancel, order_id: 'sent' }],
  ] as const) {
    expect(await market.act(call, args, `key ${call} ${args.order_id}`)).toEqual(apply(expected, call, args));
  }
  expect(compareWorlds(expected, await fake.world())).toEqual([]);
  const buyer = await market.lookup({ read: 'buyer_by_email', email: 'nell.quist@example.com' });
  expect(buyer).toEqual(expected.buyers['nell-quist']);
  expect(await market.lookup({ read: 'orders', buyer_id: 'nobody' })).toEqual([]);
});

test('done but never answered, then killed: the same key tells it after a restart, and nothing is done twice', {
  timeout: PATIENCE_MS,
}, async () => {
  const first = await started();
  await first.setFaults({ change_order_items: { act_then_time_out: true } });
  // The journal tells when it was done: only then does the process die, with the question still open.
  const asked = marketOf(first, PATIENCE_MS).act('change_order_items', swap, 'k');
  await expect.poll(() => readFileSync(journal, 'utf8'), { timeout: PATIENCE_MS }).toContain('"key":"k"');
  await first.kill();
  expect((await asked).outcome).toBe('unknown');

  const second = await started();
  expect((await marketOf(second, PATIENCE_MS).act('change_order_items', swap, 'k')).outcome).toBe('done');
  expect(await second.entries()).toHaveLength(1);
  expect((await second.world()).buyers['nell-quist']?.payment_methods[1]?.balance_cents).toBe(4800);
});

test('killed under load at any moment: everything answered is kept, everything once', {
  timeout: 2 * PATIENCE_MS,
}, async () => {
  const answered = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const fake = await started();
    const kept = (await fake.entries()).map((entry) => entry.key);
    expect(new Set(kept).size).toBe(kept.length);
    for (const key of answered) expect(kept).toContain(key);
    const market = marketOf(fake, PATIENCE_MS);
    const load = Array.from({ length: 20 }, async (_, worker) => {
      for (let n = 0; n < 1000; n++) {
        const key = `${worker}-${n}`;
        const { outcome } = await market.act('think', { thought: key }, key);
        if (outcome !== 'done') return;
        answered.add(key);
      }
    });
    const goal = answered.size + 50 + 37 * round;
    await expect.poll(() => answered.size > goal, { interval: 1, timeout: PATIENCE_MS }).toBe(true);
    await fake.kill();
    await Promise.all(load);
  }
  expect(answered.size).toBeGreaterThan(150);
});

test('a journal cut in its last line starts with the whole lines', { timeout: PATIENCE_MS }, async () => {
  const first = await started();
  const market = marketOf(first, PATIENCE_MS);
  await market.act('cancel_order', cancel, 'k1');
  await market.act('change_order_items', swap, 'k2');
  await first.kill();
  truncateSync(journal, readFileSync(journal).length - 7);
  const second = await started();
  expect((await second.entries()).map((entry) => entry.key)).toEqual(['k1']);
  expect((await second.world()).orders['pending-by-gift']?.status).toBe('pending');
});

test('a world file cut in half keeps it from starting, with the file and the place', {
  timeout: PATIENCE_MS,
}, async () => {
  const file = join(dir, 'world', 'world.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.length / 2));
  await expect(started()).rejects.toThrow(/world\.json: line \d+, column \d+: not JSON, or cut off/);
});
