import { must, type Playbook, type SourceFile } from '@hark/core';
import { isDeskThread, isMessages } from '@hark/wire';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { keptSpoken, type Spoken, spokenBy } from '../conversations/spoken.ts';
import { withDatabase } from '../db/test-database.ts';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import { SMALL } from '../testing/small-server.ts';

// A conversation lives longer than the playbook that spoke in it: what was said stays what was said.

const held = withDatabase();
const world = demoWorld(1, new Date().toISOString());
const order = must(Object.values(world.orders)[0], 'an order');
const files: SourceFile[] = [{ path: 'playbook.yaml', text: 'id: of the tests' }];
const servers: DeskServer[] = [];
let first: Playbook;

beforeAll(() => {
  first = loadPlaybookFolder(starterPlaybook());
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.app.close();
});

const kept = (playbook: Playbook): Promise<Spoken> =>
  keptSpoken({
    database: held.database,
    playbook,
    files,
    failed: (error) => {
      throw error;
    },
  });

async function serve(playbook: Playbook, spoken: Spoken): Promise<DeskServer> {
  const server = await deskServer(held.database, { playbook, world, spoken });
  servers.push(server);
  return server;
}

/** The same playbook a version later: some replies read otherwise, some are gone, and nothing else is changed. */
function later(version: string, change: (id: string) => 'other words' | 'gone' | 'same'): Playbook {
  const replies = Object.fromEntries(
    Object.entries(first.replies).flatMap(([id, reply]) => {
      const what = change(id);
      if (what === 'gone') return [];
      return [
        [id, what === 'same' ? reply : { text: { en: `Other words for ${id}`, es: 'Otras palabras' } }],
      ];
    }),
  );
  return { ...first, version, replies };
}

async function said(server: DeskServer, id: string) {
  const agent = await server.signedIn('agent', order.shop_id);
  const thread: unknown = (await agent.get(`/api/desk/conversations/${id}`)).json();
  if (!isDeskThread(thread)) throw new Error('not a thread');
  return thread.items.filter(({ kind }) => kind === 'assistant');
}

const asks = (server: DeskServer) =>
  server.asksForPerson({ buyer_id: order.buyer_id, order_id: order.id, shop_id: order.shop_id });

test('what an older playbook said is shown in its words, to people and to the buyer', async () => {
  const before = await serve(first, await kept(first));
  const id = await asks(before);
  const then = await said(before, id);
  expect(then.length).toBeGreaterThan(0);
  const second = later('a version later', (reply) => (reply.length % 2 === 0 ? 'other words' : 'gone'));
  const now = await serve(second, await kept(second));
  expect(await said(now, id)).toEqual(then);
  expect(then.every(({ worded }) => worded === 'then')).toBe(true);
  const claim = { audience: SMALL.audience, buyer_id: order.buyer_id, order_id: null };
  const token = await signBuyerToken(SMALL.buyer_secret, claim, new Date(Date.now() + 600_000));
  const url = `/api/conversations/${id}/messages`;
  const heard: unknown = (
    await now.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
  ).json();
  if (!isMessages(heard)) throw new Error('no messages');
  const read = heard.messages.filter(({ from }) => from === 'assistant').map(({ text }) => text);
  expect(read).toEqual(then.map(({ text }) => text));
});

test('where its words are not kept, today’s are marked as such, and of a reply that is no more the name is left', async () => {
  const before = await serve(first, spokenBy(first));
  const id = await asks(before);
  const then = await said(before, id);
  const events = await before.store.events(id, 0);
  const sent = events.flatMap((event) => (event.type === 'message_sent' ? [event.data.reply] : []));
  const [opening, ...others] = [...new Set(sent)];
  expect(others.length).toBeGreaterThan(0);
  const third = later('never kept', (reply) =>
    reply === opening ? 'gone' : others.includes(reply) ? 'other words' : 'same',
  );
  const now = await serve(third, spokenBy(third));
  const shown = await said(now, id);
  expect(shown.map(({ seq }) => seq)).toEqual(then.map(({ seq }) => seq));
  for (const [at, reply] of sent.entries()) {
    expect(shown[at]?.worded).toBe(reply === opening ? 'lost' : 'today');
    if (reply !== opening) expect(shown[at]?.text).toBe(`Other words for ${reply}`);
  }
});

test('a person takes over a conversation that is under way in a flow that the playbook does not have any more', async () => {
  const before = await serve(first, spokenBy(first));
  const pending = must(
    Object.values(world.orders).find(({ status }) => status === 'pending'),
    'an order that can be cancelled',
  );
  const { buyer_id, shop_id } = pending;
  const about = { buyer_id, order_id: pending.id, shop_id };
  const { conversation_id: id } = await before.turns.open({ ...about, channel: 'chat', language: 'en' });
  await before.turns.settle(id);
  await before.writes(id, 'I want to cancel my order');
  const under_way = must(await before.store.load(id), 'the conversation').state.frames;
  expect(under_way.length).toBeGreaterThan(0);
  const without = { ...later('without flows', () => 'same'), flows: {} };
  const now = await serve(without, spokenBy(without));
  const agent = await now.signedIn('agent', shop_id);
  const taken = await agent.post(`/api/desk/conversations/${id}/take`, { client_id: 'take' });
  expect(taken.statusCode).toBe(200);
  const thread: unknown = (await agent.get(`/api/desk/conversations/${id}`)).json();
  if (!isDeskThread(thread)) throw new Error('not a thread');
  expect(thread.standing.holder?.name).toBe('The agent');
  expect(thread.brief?.wish).not.toBe('');
});

test('a version that another process began to run later is read when its words are met', async () => {
  const fourth = later('newer elsewhere', () => 'other words');
  const here = await kept(first);
  const reply = must(Object.keys(first.replies)[0], 'a reply');
  await kept(fourth);
  const sent = { reply, language: 'en', values: {} };
  expect(here.keeps(fourth.version)).toBe(false);
  here.render(sent, fourth.version);
  await expect.poll(() => here.keeps(fourth.version)).toBe(true);
  expect(here.render(sent, fourth.version)?.text).toBe(`Other words for ${reply}`);
});
