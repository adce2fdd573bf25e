import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeServer, serveFake } from './fake-server.ts';
import { httpMarketplace } from './http-marketplace.ts';
import { smallWorld } from './small-world.fixture.ts';

const PATIENCE_MS = 60_000;
let dir: string;
let server: FakeServer;
let broken: unknown[];

async function serve(control: boolean): Promise<FakeServer> {
  const journal = join(dir, 'journal.jsonl');
  server = await serveFake({
    world: smallWorld(),
    journal,
    port: 0,
    control,
    onBroken: (error) => broken.push(error),
  });
  return server;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hark-fake-server-'));
  broken = [];
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
  expect(broken).toEqual([]);
});

test('without control nobody can set faults or read the journal', async () => {
  const { url } = await serve(false);
  for (const path of ['faults', 'journal', 'world']) {
    const method = path === 'faults' ? 'PUT' : 'GET';
    const body = path === 'faults' ? { body: '{"*":{"unavailable":true}}' } : {};
    expect((await fetch(`${url}/control/${path}`, { method, ...body })).status).toBe(404);
  }
  const market = httpMarketplace({ url, deadline_ms: PATIENCE_MS });
  expect(await market.lookup({ read: 'catalogue' })).toHaveLength(2);
  await market.close();
});

test.each([
  ['act', 'no JSON'],
  ['act', '{"call":"cancel_order","args":{}}'],
  ['act', '{"call":"cancel_order","args":{},"key":""}'],
  ['act', JSON.stringify({ call: 'think', args: { thought: 'x'.repeat(1_100_000) }, key: 'k' })],
  ['lookup', '{"lookup":{"read":"everything"}}'],
  ['control/faults', '{"cancel_order":{"slow":1}}'],
])('%s asked wrongly is told so and nothing is done: %#', async (path, body) => {
  const { url } = await serve(true);
  const method = path.startsWith('control') ? 'PUT' : 'POST';
  const response = await fetch(`${url}/${path}`, { method, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toHaveProperty('error');
  expect(await (await fetch(`${url}/control/journal`)).json()).toEqual([]);
  expect(await (await fetch(`${url}/control/world`)).json()).toEqual(smallWorld());
});

test('that cannot serve: an act has failed for certain, and the same key is carried out later', async () => {
  const { url } = await serve(true);
  const market = httpMarketplace({ url, deadline_ms: PATIENCE_MS });
  const cancel = { order_id: 'pending', reason: 'no longer needed' };
  await fetch(`${url}/control/faults`, { method: 'PUT', body: '{"cancel_order":{"unavailable":true}}' });
  expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('failed');
  await fetch(`${url}/control/faults`, { method: 'PUT', body: '{}' });
  expect((await market.act('cancel_order', cancel, 'k')).outcome).toBe('done');
  await market.close();
});

test('silent: an act is unknown after the deadline and was done, a lookup is not answered', async () => {
  const { url } = await serve(true);
  const market = httpMarketplace({ url, deadline_ms: 1000 });
  await market.lookup({ read: 'catalogue' });
  await fetch(`${url}/control/faults`, { method: 'PUT', body: '{"*":{"act_then_time_out":true}}' });
  const cancel = { order_id: 'pending', reason: 'no longer needed' };
  const [acted, looked] = await Promise.allSettled([
    market.act('cancel_order', cancel, 'k'),
    market.lookup({ read: 'catalogue' }),
  ]);
  expect(acted).toMatchObject({ status: 'fulfilled', value: { outcome: 'unknown' } });
  expect(looked).toMatchObject({ status: 'rejected', reason: { name: 'Unavailable' } });
  await fetch(`${url}/control/faults`, { method: 'PUT', body: '{}' });
  const patient = httpMarketplace({ url, deadline_ms: PATIENCE_MS });
  expect((await patient.act('cancel_order', cancel, 'k')).outcome).toBe('done');
  expect(await (await fetch(`${url}/control/journal`)).json()).toHaveLength(1);
  await market.close();
  await patient.close();
});
