import { randomUUID } from 'node:crypto';
import { must } from '@hark/core';
import { isDeskThread, isUploaded } from '@hark/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import type { browser } from '../testing/people-server.ts';
import { PDF, pngOf } from '../testing/pictures.ts';

const held = withDatabase();
let server: DeskServer;
let agent: ReturnType<typeof browser>;
let id: string;

beforeAll(async () => {
  const world = demoWorld(1, new Date().toISOString());
  const order = must(Object.values(world.orders)[0], 'an order');
  const playbook = loadPlaybookFolder(starterPlaybook());
  server = await deskServer(held.database, { playbook, world });
  agent = await server.signedIn('agent', order.shop_id);
  const about = { buyer_id: order.buyer_id, order_id: order.id, shop_id: order.shop_id };
  id = await server.asksForPerson(about);
});
afterAll(() => server.app.close());

async function attach(content: Buffer, name: string) {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/desk/conversations/${id}/attachments`,
    headers: { ...agent.headers(), 'content-type': 'application/octet-stream', 'x-file-name': name },
    payload: content,
  });
  const body: unknown = answer.json();
  if (!isUploaded(body)) throw new Error(answer.body);
  return body.attachment;
}

const reply = (text: string, attachments: string[]) =>
  agent.post(`/api/desk/conversations/${id}/replies`, {
    client_id: randomUUID(),
    text,
    seq_seen: 1_000,
    attachments,
  });

async function items() {
  const body: unknown = (await agent.get(`/api/desk/conversations/${id}`)).json();
  if (!isDeskThread(body)) throw new Error('not a thread');
  return body.items;
}

test('a person answers with a file, with or without words, and both sides see it', async () => {
  const label = await attach(PDF, 'label.pdf');
  expect((await reply('Here is the label.', [label.id])).statusCode).toBe(200);
  const map = await attach(pngOf(20, 10), 'map.png');
  expect((await reply('', [map.id])).statusCode).toBe(200);
  expect((await reply('', [])).statusCode).toBe(422);
  const sent = (await items()).filter(({ kind }) => kind === 'person');
  expect(sent.map(({ text, attachments }) => [text, attachments])).toEqual([
    ['Here is the label.', [label]],
    ['', [map]],
  ]);
  const bytes = await agent.get(`/api/desk/conversations/${id}/attachments/${label.id}`);
  expect(bytes.rawPayload.equals(PDF)).toBe(true);
});

test('nobody answers with a file that the buyer attached, or that is not there', async () => {
  const before = (await items()).length;
  expect((await reply('look', ['nothing'])).statusCode).toBe(404);
  expect((await items()).length).toBe(before);
});
