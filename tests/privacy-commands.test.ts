import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from '@hark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../packages/server/src/db/test-database.ts';
import { starterPlaybook } from '../packages/server/src/main.ts';
import { demoWorld } from '../packages/server/src/marketplace/demo.ts';
import { loadPlaybookFolder } from '../packages/server/src/playbook-folder.ts';
import { type DeskServer, deskServer } from '../packages/server/src/testing/desk-server.ts';
import { employ } from '../packages/server/src/testing/people-server.ts';
import { textsOfDatabase } from '../packages/server/src/testing/whole-database.ts';

const held = withDatabase();
const HARK = fileURLToPath(new URL('../packages/cli/bin/hark.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hark-privacy-'));
const world = demoWorld(1, new Date().toISOString());
const [ana, ben] = Object.keys(world.buyers);
let server: DeskServer;

beforeAll(async () => {
  server = await deskServer(held.database, { playbook: loadPlaybookFolder(starterPlaybook()), world });
});
afterAll(async () => {
  await server.app.close();
  rmSync(folder, { recursive: true });
});

type Ended = { status: number; stdout: string; stderr: string };

function hark(argv: string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: held.url, HARK_DATA: join(folder, 'data'), ...more };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [HARK, 'privacy', ...argv],
      { env, encoding: 'utf8' },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

async function says(buyer_id: string | undefined, text: string): Promise<string> {
  const opening = { shop_id: 'platform', channel: 'chat', language: 'en', order_id: null };
  const { conversation_id } = await server.turns.open({ ...opening, buyer_id: must(buyer_id, 'a buyer') });
  await server.writes(conversation_id, text);
  return conversation_id;
}

async function holds(word: string): Promise<boolean> {
  return (await textsOfDatabase(held.url)).some(({ text }) => text.includes(word));
}

test('a buyer is exported into a file of one’s own and erased beside a running Hark, which then knows nothing either', async () => {
  const id = await says(ana, 'My samovarkettle is broken');
  const out = join(folder, 'ana.json');
  expect(await hark(['export', '--buyer', ana ?? '', '--out', out])).toMatchObject({ status: 0 });
  const document = JSON.parse(readFileSync(out, 'utf8'));
  expect(document.conversations.map((one: { conversation_id: string }) => one.conversation_id)).toEqual([id]);
  expect(readFileSync(out, 'utf8')).toContain('samovarkettle');
  expect(statSync(out).mode & 0o077).toBe(0);
  // What is there is not written over.
  expect(await hark(['export', '--buyer', ana ?? '', '--out', out])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('a file stands there'),
  });

  expect(await hark(['erase', '--buyer', ana ?? ''])).toMatchObject({
    status: 2,
    stdout: expect.stringMatching(
      /1 conversations with all shops, of which 1 not over yet[\s\S]*Nothing was erased/,
    ),
  });
  expect(await holds('samovarkettle')).toBe(true);
  const erased = await hark(['erase', '--buyer', ana ?? '', '--yes']);
  expect(erased).toMatchObject({ status: 0, stdout: expect.stringContaining('Erased: 1 conversations') });
  expect(await holds('samovarkettle')).toBe(false);
  await expect(server.writes(id, 'Hello?')).rejects.toThrow('was erased');
  expect(await hark(['erase', '--buyer', ana ?? '', '--yes'])).toMatchObject({ status: 0 });
}, 180_000);

test('through a running Hark with a key, as where the embedded database lets nobody else in', async () => {
  await says(ben, 'My quillfeather is bent');
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const admin = await employ(server, 'admin');
  const { key } = await server.identity.keys.make(admin, {
    name: 'privacy',
    scopes: ['privacy:write'],
    expires_at: null,
  });
  const withKey = { HARK_API_KEY: key, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  const exported = await hark(['export', '--buyer', ben ?? '', '--url', url], withKey);
  expect(JSON.parse(exported.stdout)).toMatchObject({ buyer_id: ben });
  expect(exported.stdout).toContain('quillfeather');
  const dry = await hark(['retention', '--dry-run', '--url', url], withKey);
  expect(dry).toMatchObject({ status: 0, stdout: expect.stringContaining('P730D. Due now: 0') });
  const erased = await hark(['erase', '--buyer', ben ?? '', '--yes', '--url', url], withKey);
  expect(erased).toMatchObject({ status: 0 });
  expect(await holds('quillfeather')).toBe(false);
  const wrong = await hark(['erase', '--buyer', 'x', '--yes', '--url', url], { HARK_API_KEY: 'hark_wrong' });
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('The token is not one') });
}, 180_000);

test('called wrongly it says how it is called', async () => {
  for (const argv of [
    [],
    ['erase'],
    ['export', '--buyer', 'x', '--yes'],
    ['retention'],
    ['erase', '--buyer', 'x', 'y'],
  ])
    expect(await hark(argv)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^Usage: hark privacy/),
    });
});
