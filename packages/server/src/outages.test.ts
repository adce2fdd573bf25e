import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMessages, isOpenedConversation, isSession, type OpenedConversation, ROLES } from '@hark/wire';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { readConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { withDatabase } from './db/test-database.ts';
import { databaseUrl, onServer } from './db/test-server.ts';
import { DatabaseUnavailable } from './db/unavailable.ts';
import { type Server, startServer } from './main.ts';
import { type SmallProxy, smallProxy } from './testing/small-proxy.ts';

const db = withDatabase();
const PATIENCE = { timeout: 180_000, interval: 100 };
const lines: string[] = [];
let data_dir: string;
let proxy: SmallProxy;
let server: Server;

beforeAll(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'hark outages '));
  const { hostname, port } = new URL(db.url);
  proxy = await smallProxy({ host: hostname, port: Number(port) || 5432 });
  const through = new URL(db.url);
  through.host = `127.0.0.1:${proxy.port}`;
  server = await startServer(configured(through.href), (line) => lines.push(line));
}, 180_000);
afterEach(() => proxy.set('open'));
afterAll(async () => {
  await server.close();
  await proxy.stop();
  await rm(data_dir, { recursive: true });
});

function configured(url: string) {
  return readConfig({ PORT: '0', DATABASE_URL: url, HARK_DATA: data_dir, HARK_DEMO_HISTORY: 'no' });
}

const outageLines = () => lines.filter((line) => /database/.test(line) && !/applied/.test(line));

async function open(): Promise<OpenedConversation> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/api/conversations`, { method: 'POST', headers, body: '{}' });
  const body: unknown = await answer.json();
  if (!isOpenedConversation(body)) throw new Error(`not an opened conversation: ${JSON.stringify(body)}`);
  return body;
}

type Said = { status: number; retry_after: string | null; body: unknown };

async function say({ conversation_id, token }: OpenedConversation, client_id: string): Promise<Said> {
  const answer = await fetch(`${server.url}/api/conversations/${conversation_id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ client_id, text: `hello from ${client_id}` }),
  });
  return {
    status: answer.status,
    retry_after: answer.headers.get('retry-after'),
    body: await answer.json(),
  };
}

/** What is refused says so and when to come back, and is sent again until it is taken, as a client would. */
async function sayUntilTaken(conversation: OpenedConversation, client_id: string): Promise<Said> {
  let last: Said | null = null;
  await vi.waitUntil(async () => {
    last = await say(conversation, client_id);
    if (last.status !== 202) expect(last).toMatchObject(REFUSED);
    return last.status === 202;
  }, PATIENCE);
  if (last === null) throw new Error('nothing was said');
  return last;
}

const REFUSED = {
  status: 503,
  retry_after: expect.stringMatching(/^[1-9]/),
  body: { error: { code: 'storage_down', message: expect.stringMatching(/Nothing was acknowledged/) } },
};

async function said({ conversation_id, token }: OpenedConversation): Promise<string[]> {
  const url = `${server.url}/api/conversations/${conversation_id}/messages`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body: unknown = await answer.json();
  if (!isMessages(body)) throw new Error(`not messages: ${JSON.stringify(body)}`);
  return body.messages.flatMap(({ from, text }) => (from === 'buyer' ? [text] : []));
}

test('a database that is cut off: a clear refusal, health says it, one line at the beginning and one at the end, nothing lost', async () => {
  const conversation = await open();
  expect((await say(conversation, 'before')).status).toBe(202);
  lines.length = 0;
  proxy.set('cut');
  expect(await say(conversation, 'during')).toMatchObject(REFUSED);
  for (let times = 0; times < 5; times += 1) expect(await say(conversation, 'during')).toMatchObject(REFUSED);
  expect((await fetch(`${server.url}/health`)).status).toBe(503);
  expect(outageLines()).toHaveLength(1);
  proxy.set('open');
  await sayUntilTaken(conversation, 'during');
  await vi.waitUntil(() => outageLines().length === 2, PATIENCE);
  expect(outageLines()[1]).toMatch(/answers again/);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  expect(await said(conversation)).toEqual(['hello from before', 'hello from during']);
}, 240_000);

test('a message that was kept and whose answer was lost is known when it is sent again', async () => {
  const conversation = await open();
  proxy.set('deaf');
  const first = say(conversation, 'kept');
  const kept = `select from hark.inbound where conversation_id = $1 and id = 'kept'`;
  // What this process committed last spares it every read: the commit is all that is on its way.
  await vi.waitUntil(async () => (await db.owner(kept, [conversation.conversation_id])).length > 0, PATIENCE);
  proxy.set('cut');
  expect(await first).toMatchObject(REFUSED);
  proxy.set('open');
  expect((await sayUntilTaken(conversation, 'kept')).body).toMatchObject({ duplicate: true });
  expect(await said(conversation)).toEqual(['hello from kept']);
}, 240_000);

test('a network that swallows everything is not waited for without end', async () => {
  const conversation = await open();
  proxy.set('silent');
  expect(await say(conversation, 'swallowed')).toMatchObject(REFUSED);
  proxy.set('open');
  await sayUntilTaken(conversation, 'swallowed');
  expect(await said(conversation)).toEqual(['hello from swallowed']);
}, 240_000);

test('a connection over which nothing comes back is given up, the next one is used, and none keeps from closing', async () => {
  const through = new URL(db.url);
  through.host = `127.0.0.1:${proxy.port}`;
  const database = await openDatabase({
    url: through.href,
    data_dir,
    connections: 1,
    log: () => undefined,
  });
  await database.ping();
  proxy.set('silent');
  await expect(database.ping()).rejects.toThrow(/nothing was heard of it/);
  proxy.set('open');
  await database.ping();
  proxy.set('silent');
  const last = expect(database.ping()).rejects.toThrow(DatabaseUnavailable);
  await database.close();
  await last;
}, 240_000);

test('all connections ended by the database in the middle of turns: everything is taken in the end, each once', async () => {
  const conversations = await Promise.all(Array.from({ length: 6 }, open));
  const ends = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'hark' and pid <> pg_backend_pid()`;
  const names = ['a', 'b', 'c', 'd'];
  const talking = conversations.map(async (conversation) => {
    for (const name of names) await sayUntilTaken(conversation, name);
  });
  let over = false;
  const all = Promise.all(talking).finally(() => {
    over = true;
  });
  while (!over) {
    await db.owner(ends);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await all;
  for (const conversation of conversations)
    expect(await said(conversation)).toEqual(names.map((name) => `hello from ${name}`));
}, 240_000);

test('two that start at the same moment on one empty database share it, its schema, its people and its secrets', async () => {
  const { url } = inject('test_server');
  const name = `hark_test_${randomBytes(8).toString('hex')}`;
  const shared = databaseUrl(url, name);
  await onServer(url, `create database ${name}`);
  const started: Server[] = [];
  try {
    started.push(
      ...(await Promise.all([1, 2, 3].map(() => startServer(configured(shared), () => undefined)))),
    );
    for (const { url: at } of started) {
      const session: unknown = await (await fetch(`${at}/api/session`)).json();
      if (!isSession(session)) throw new Error('not a session');
      expect(session.demo.map(({ role }) => role)).toEqual([...ROLES]);
      for (const { email, password } of session.demo) {
        const answer = await fetch(`${at}/api/sign-in`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: at },
          body: JSON.stringify({ email, password }),
        });
        expect(await answer.json()).toEqual({ next: 'in' });
      }
    }
  } finally {
    for (const one of started) await one.close();
    await onServer(url, `drop database if exists ${name} with (force)`);
  }
}, 240_000);
