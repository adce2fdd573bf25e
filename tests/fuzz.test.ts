import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Server, startServer } from '@hark/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzzServer } from '../bench/fuzz.ts';
import { withDatabase } from '../packages/server/src/db/test-database.ts';

const db = withDatabase();
const data_dir = mkdtempSync(join(tmpdir(), 'hark fuzz '));
const said: string[] = [];
let server: Server;
beforeAll(async () => {
  const unlimited = '1000000';
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: db.url,
    HARK_DATA: data_dir,
    HARK_DEMO_HISTORY: 'no',
    HARK_TRUST_PROXY: 'yes',
    HARK_LIMIT_ADDRESS: unlimited,
    HARK_LIMIT_CONVERSATION: unlimited,
    HARK_LIMIT_PERSON: unlimited,
  });
  server = await startServer(config, (line) => said.push(line));
});
afterAll(async () => {
  await server.close();
  rmSync(data_dir, { recursive: true });
});

// A seed that failed stays here; `npm run bench -- fuzz --seed N` looks for the next one.
test.each([1, 63_230])(
  'no request made from the description of the interface brings the server out of step (seed %i)',
  async (seed) => {
    const { faults, requests, statuses, operations } = await fuzzServer({
      url: server.url,
      requests: 400,
      seed,
    });
    expect(faults).toEqual([]);
    expect(said.filter((line) => line.includes('\n    at '))).toEqual([]);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    // It went deep enough to say something: nearly every operation was called, and some calls were good ones.
    expect(requests).toBe(400);
    expect(Object.keys(operations).length).toBeGreaterThan(30);
    expect(statuses['2xx']).toBeGreaterThan(10);
  },
  240_000,
);
