import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '@hark/core';
import {
  isApiError,
  isMessages,
  isOpenedConversation,
  isSession,
  type OpenedConversation,
  ROLES,
} from '@hark/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';
import { withDatabase } from './db/test-database.ts';
import { AddressRefused } from './http/listen.ts';
import { type Server, startServer } from './main.ts';
import { PlaybookRefused, PlaybookUnreadable } from './playbook-folder.ts';

const db = withDatabase();
let data_dir: string;
let running: Server[];
beforeEach(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'hark data '));
  running = [];
});
afterEach(async () => {
  for (const server of running) await server.close();
  await rm(data_dir, { recursive: true });
});

function configured(environment: NodeJS.ProcessEnv = {}): Config {
  return readConfig({ PORT: '0', DATABASE_URL: db.url, HARK_DATA: data_dir, ...environment });
}

async function start(config: Config): Promise<Server> {
  const server = await startServer(config, () => undefined);
  running.push(server);
  return server;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function open(server: Server, token?: string): Promise<OpenedConversation> {
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : bearer(token)) };
  const answer = await fetch(`${server.url}/api/conversations`, { method: 'POST', headers, body: '{}' });
  const body: unknown = await answer.json();
  if (!isOpenedConversation(body)) throw new Error(`not an opened conversation: ${JSON.stringify(body)}`);
  return body;
}

async function messagesOf(server: Server, { conversation_id, token }: OpenedConversation): Promise<string[]> {
  const url = `${server.url}/api/conversations/${conversation_id}/messages`;
  const body: unknown = await (await fetch(url, { headers: bearer(token) })).json();
  if (!isMessages(body)) throw new Error(`not messages: ${JSON.stringify(body)}`);
  return body.messages.map((message) => message.text);
}

test('a newcomer finds the demo shop, its buyers, the pages and their own conversation after a restart', async () => {
  const first = await start(configured());
  const titles = first.pages.map((page) => page.title);
  expect(titles.filter((title) => title.startsWith('Chat as '))).toHaveLength(6);
  expect(await (await fetch(first.url)).text()).toContain('/demo/');
  const health = await fetch(`${first.url}/health`);
  expect([health.status, await health.json()]).toMatchObject([200, { status: 'ok' }]);

  const demo = await fetch(first.pages[0]?.url ?? '', { redirect: 'manual' });
  const token = demo.headers.get('location')?.split('#token=')[1] ?? '';
  const conversation = await open(first, token);
  const said = await fetch(`${first.url}/api/conversations/${conversation.conversation_id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(conversation.token) },
    body: JSON.stringify({ client_id: 'a', text: 'hello there' }),
  });
  expect(said.status).toBe(202);
  const before = await messagesOf(first, conversation);
  expect(before).toContain('hello there');
  await first.close();

  const second = await start(configured());
  expect(await messagesOf(second, conversation)).toEqual(before);
  const shown: unknown = await (await fetch(`${second.url}/api/session`)).json();
  if (!isSession(shown)) throw new Error('not a session');
  expect(shown.demo.map(({ role }) => role)).toEqual([...ROLES]);
  const { email, password } = must(
    shown.demo.find(({ role }) => role === 'strategist'),
    'the demo shows a strategist',
  );
  const signed_in = await fetch(`${second.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: second.url },
    body: JSON.stringify({ email, password }),
  });
  expect(await signed_in.json()).toEqual({ next: 'in' });
  const cookie = signed_in.headers.getSetCookie().map((one) => one.split(';')[0]);
  const list = await fetch(`${second.url}/api/conversations`, { headers: { cookie: cookie.join('; ') } });
  expect(await list.text()).toContain(conversation.conversation_id);
});

test('stopping ends open streams and lets go of the port', async () => {
  const server = await start(configured());
  const { conversation_id, token } = await open(server);
  const url = `${server.url}/api/conversations/${conversation_id}/stream`;
  const stream = await fetch(url, { headers: bearer(token) });
  const whole = stream.text();
  await server.close();
  expect(await whole).toMatch(/^retry: /);
  const port = new URL(server.url).port;
  const again = await start(configured({ PORT: port }));
  expect(again.url).toBe(server.url);
});

test('a port in use is refused in a sentence that names PORT, and nothing stays behind', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  const starting = start(configured({ PORT: port }));
  await expect(starting).rejects.toThrow(AddressRefused);
  await expect(starting).rejects.toThrow(`Port ${port} is in use by another program.`);
  await expect(starting).rejects.toThrow('PORT=');
  const rows = await db.owner<{ count: string }>(
    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'hark'",
  );
  // What is left is the connection pool of the test itself.
  expect(Number(rows[0]?.count)).toBeLessThanOrEqual(1);
  await new Promise((resolve) => other.close(resolve));
});

test('a playbook that is not there, or has mistakes, stops the start with all of them', async () => {
  await expect(start(configured({ HARK_PLAYBOOK: join(data_dir, 'none') }))).rejects.toThrow(
    PlaybookUnreadable,
  );
  await writeFile(join(data_dir, 'playbook.yaml'), 'kind: playbook\nid: 7\nlanguages: []\n');
  await writeFile(join(data_dir, 'other.yaml'), 'kind: nonsense\n');
  const starting = start(configured({ HARK_PLAYBOOK: data_dir }));
  await expect(starting).rejects.toThrow(PlaybookRefused);
  await expect(starting).rejects.toThrow(/other\.yaml:1:[\s\S]*playbook\.yaml:\d/);
});

test('a database that cannot be reached stops the start with a sentence', async () => {
  const config = configured({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
  await expect(start(config)).rejects.toThrow('the database cannot be reached');
});

test('a message to a server whose database went away is not acknowledged', async () => {
  const server = await start(configured());
  const conversation = await open(server);
  await db.owner('alter table hark.events rename to events_away');
  try {
    const answer = await fetch(`${server.url}/api/conversations/${conversation.conversation_id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(conversation.token) },
      body: JSON.stringify({ client_id: 'a', text: 'hello' }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(isApiError(await answer.json())).toBe(true);
  } finally {
    await db.owner('alter table hark.events_away rename to events');
  }
  expect(await messagesOf(server, conversation)).toHaveLength(1);
});
