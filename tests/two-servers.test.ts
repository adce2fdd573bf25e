import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Streamed, streamRounds } from '../bench/streams.ts';
import { type SmallNats, smallNats } from '../packages/server/src/testing/small-nats.ts';

let nats: SmallNats;
beforeAll(async () => {
  nats = await smallNats();
});
afterAll(() => nats.stop());

const plan = { clients: 60, servers: 2, rate: 10, seconds: 3 };

function nothingLost(streamed: Streamed): void {
  const shown = JSON.stringify(streamed);
  expect(streamed.gaps, shown).toBe(0);
  expect(streamed.doubles, shown).toBe(0);
  expect(streamed.refused, shown).toBe(0);
  // Something was at stake: people wrote, at the desk it was read, and half of the streams broke and came back.
  expect(streamed.buyers.count, shown).toBeGreaterThan(0);
  expect(streamed.desk.count, shown).toBeGreaterThan(0);
  expect(streamed.resumed.count, shown).toBe(plan.clients / 2);
}

test('two servers on one database, who tell each other over NATS, lose nothing when one is killed', {
  timeout: 240_000,
}, async () => {
  nothingLost(await streamRounds({ ...plan, nats: nats.url }));
  expect(nats.published.length).toBeGreaterThan(0);
  expect(nats.published.join()).not.toContain('this is line');
});

test('two servers that have nothing but the log of one database lose nothing when one is killed', {
  timeout: 240_000,
}, async () => {
  nothingLost(await streamRounds({ ...plan, nats: null }));
});
