import { randomUUID } from 'node:crypto';
import { must } from '@hark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../audit/read.ts';
import { postgresStore } from '../conversations/postgres-store.ts';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import type { browser } from '../testing/people-server.ts';

type Browser = ReturnType<typeof browser>;

const held = withDatabase();
const world = demoWorld(1, new Date().toISOString());
const order = must(
  Object.values(world.orders).find(({ status }) => status === 'pending'),
  'a pending order',
);
const about = { buyer_id: order.buyer_id, order_id: order.id, shop_id: order.shop_id };
let server: DeskServer;
let [agent, leader, specialist]: Browser[] = [];

beforeAll(async () => {
  server = await deskServer(held.database, { playbook: loadPlaybookFolder(starterPlaybook()), world });
  agent = await server.signedIn('agent', about.shop_id);
  leader = await server.signedIn('shop_admin', about.shop_id);
  specialist = await server.signedIn('specialist');
});
afterAll(() => server.app.close());

const takes = (who: Browser | undefined, id: string, client_id: string = randomUUID()) =>
  must(who, 'somebody').post(`/api/desk/conversations/${id}/take`, { client_id });

const linesOf = (id: string) =>
  held.owner<{ shop_id: string; action: string; seq: number; refused: string | null }>(
    `select shop_id::text, action, (detail ->> 'seq')::integer as seq, detail ->> 'refused' as refused
     from hark.audit where target = $1 order by at, seq`,
    [id],
  );

const joinedIn = async (id: string): Promise<number[]> =>
  (await postgresStore(held.database).events(id, 0)).flatMap(({ type, seq }) =>
    type === 'agent_joined' ? [seq] : [],
  );

const wholeLogs = async (): Promise<boolean> =>
  (await verifyAudit(held.database)).every(({ whole }) => whole);

test('what a person does and the note of it are one: where the note cannot be written, nothing was done', async () => {
  const id = await server.asksForPerson(about);
  const client_id = randomUUID();
  await held.owner('revoke insert on hark.audit from hark_app');
  const failed = await takes(agent, id, client_id);
  await held.owner('grant insert on hark.audit to hark_app');
  expect(failed.statusCode).toBe(500);
  expect(server.faults.splice(0)).toHaveLength(1);
  expect([await joinedIn(id), await linesOf(id)]).toEqual([[], []]);

  expect((await takes(agent, id, client_id)).json()).toMatchObject({ duplicate: false });
  expect((await takes(agent, id, client_id)).json()).toMatchObject({ duplicate: true });
  const [seq] = await joinedIn(id);
  expect(await linesOf(id)).toEqual([
    { shop_id: about.shop_id, action: 'conversation_taken', seq, refused: null },
  ]);
  expect(await wholeLogs()).toBe(true);
});

test('two who take it at once have a line each at the place of their own turn, and one of them was refused', async () => {
  const id = await server.asksForPerson(about);
  const answers = await Promise.all([takes(agent, id), takes(leader, id)]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  const lines = await linesOf(id);
  expect(lines.map(({ seq }) => seq)).toEqual(await joinedIn(id));
  expect(lines.map(({ refused }) => refused !== null).toSorted()).toEqual([false, true]);
  expect(await wholeLogs()).toBe(true);
});

test('what people of the marketplace do in a conversation of a shop stands in the log of their own house', async () => {
  const id = await server.asksForPerson(about);
  await takes(agent, id);
  const body = { client_id: randomUUID(), to: 'platform', words: 'Above my limit.' };
  await must(agent, 'the agent').post(`/api/desk/conversations/${id}/pass`, body);
  expect((await takes(specialist, id)).statusCode).toBe(200);
  expect((await linesOf(id)).map(({ shop_id, action }) => [shop_id, action])).toEqual([
    [about.shop_id, 'conversation_taken'],
    [about.shop_id, 'conversation_handed_on'],
    ['platform', 'conversation_taken'],
  ]);
  expect(await wholeLogs()).toBe(true);
});
