import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { must } from '@hark/core';
import { isDeskNews, makeStreamReader, type StreamEvent } from '@hark/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import type { browser } from '../testing/people-server.ts';

const held = withDatabase();
let server: DeskServer;
let address: string;
let ada: ReturnType<typeof browser>;
let about: { buyer_id: string; order_id: string; shop_id: string };

beforeAll(async () => {
  const world = demoWorld(1, new Date().toISOString());
  const order = must(Object.values(world.orders)[0], 'an order');
  about = { buyer_id: order.buyer_id, order_id: order.id, shop_id: order.shop_id };
  server = await deskServer(held.database, { playbook: loadPlaybookFolder(starterPlaybook()), world });
  ada = await server.signedIn('agent', order.shop_id);
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.app.close());

/** Reads a stream over a real connection until enough has come. */
function listen(path: string, headers: Record<string, string> = {}) {
  const read = makeStreamReader();
  const events: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  const asked = httpRequest(`${address}${path}`, { headers: { ...ada.headers(), ...headers } }, (answer) => {
    answer.setEncoding('utf8');
    answer.on('data', (piece: string) => {
      events.push(...read(piece));
      for (const look of waiting) look();
    });
    answer.on('error', () => undefined);
  });
  asked.on('error', () => undefined);
  asked.end();
  const until = (enough: (events: StreamEvent[]) => boolean): Promise<StreamEvent[]> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!enough(events)) return;
        waiting.delete(look);
        resolve(events);
      };
      waiting.add(look);
      look();
    });
  return { until, close: () => asked.destroy() };
}

function newsIn(events: StreamEvent[]) {
  return events.flatMap(({ event, data }) => {
    if (event !== 'news') return [];
    const news: unknown = JSON.parse(data);
    if (!isDeskNews(news)) throw new Error('not news');
    return [news];
  });
}

test('a thread is told as it grows, and whoever comes back misses nothing and hears nothing twice', async () => {
  const id = await server.asksForPerson(about);
  const path = `/api/desk/conversations/${id}/stream?after=0`;
  const first = listen(path);
  const began = await first.until((events) => newsIn(events).length > 0);
  const place = must(began.at(-1)?.id, 'a place');
  first.close();
  await ada.post(`/api/desk/conversations/${id}/take`, { client_id: randomUUID() });
  await server.writes(id, 'are you there?');
  const second = listen(path, { 'last-event-id': place });
  const missed = await second.until((events) =>
    newsIn(events).some(({ items }) => items.some(({ text }) => text === 'are you there?')),
  );
  await server.writes(id, 'and now?');
  const live = await second.until((events) =>
    newsIn(events).some(({ items }) => items.some(({ text }) => text === 'and now?')),
  );
  const seqs = newsIn(live).flatMap(({ items }) => items.map(({ seq }) => seq));
  expect(missed.length).toBeGreaterThan(0);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  expect(Math.min(...seqs)).toBeGreaterThan(Number(place));
  expect(newsIn(live).at(-1)?.standing.holder?.name).toBe('The agent');
  second.close();
});

test('the lists are told which conversations changed, and only those of one’s own shop', async () => {
  const lists = listen('/api/desk/stream');
  await lists.until((events) => events.some(({ event }) => event === 'look'));
  const chairs = await server.turns.open({
    shop_id: 'nobodys',
    channel: 'chat',
    language: 'en',
    buyer_id: null,
    order_id: null,
  });
  await server.writes(chairs.conversation_id, 'a person please');
  const id = await server.asksForPerson(about);
  const heard = await lists.until((events) => events.some(({ data }) => data.includes(id)));
  expect(heard.every(({ data }) => !data.includes(chairs.conversation_id))).toBe(true);
  lists.close();
});
