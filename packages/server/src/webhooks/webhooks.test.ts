import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { must } from '@hark/core';
import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeAudit } from '../audit/audit.ts';
import { withDatabase } from '../db/test-database.ts';
import { browser, employ, type PeopleServer, peopleServer } from '../testing/people-server.ts';
import { answers, type Received, receiver } from '../testing/webhook-receiver.ts';
import { WEBHOOK_SEAL } from '../testing/webhook-seal.ts';
import type { Delivery, DeliveryInFull } from './deliveries.ts';
import type { Endpoint } from './endpoints.ts';
import { EVENT_TYPE_NAMES } from './event-types.ts';
import { makeSecretSeal } from './signature.ts';
import { makeSender, SENDING_LEASE_MS, type TurnedOff } from './worker.ts';

const held = withDatabase();
const HOUR_MS = 3_600_000;

type Bench = {
  server: PeopleServer;
  /** Somebody who leads the shop, signed in. */
  leader: ReturnType<typeof browser>;
  turned_off: TurnedOff[];
  /** Sends until nothing is due. */
  sendDue(): Promise<void>;
  sender: ReturnType<typeof makeSender>;
  make(url: string, event_types?: string[]): Promise<{ endpoint_id: string; secret: string }>;
  open(shop_id?: string): Promise<string>;
  deliveries(endpoint_id: string): Promise<Delivery[]>;
  delivery(endpoint_id: string, message_id: string): Promise<DeliveryInFull>;
  endpoint(endpoint_id: string): Promise<Endpoint>;
};

async function bench(shop = `shop-${randomUUID()}`): Promise<Bench> {
  const server = await peopleServer(held.database);
  onTestFinished(() => server.app.close());
  const leader = browser(server);
  const person = await employ(server, 'shop_admin', shop);
  await leader.signIn(person.email);
  const turned_off: TurnedOff[] = [];
  const sender = makeSender({
    database: held.database,
    audit: makeAudit(held.database, server.now),
    seal: makeSecretSeal(WEBHOOK_SEAL),
    rules: { allow_private: true },
    now: server.now,
    answer_within_ms: 1_500,
    turnedOff: (endpoint) => turned_off.push(endpoint),
    failed: (error) => {
      throw error;
    },
  });
  const list = async (): Promise<Endpoint[]> => (await leader.get('/api/webhooks')).json().endpoints;
  return {
    server,
    leader,
    turned_off,
    sender,
    async sendDue() {
      while ((await sender.runDue()) > 0) await sender.idle();
    },
    async make(url, event_types = [...EVENT_TYPE_NAMES]) {
      const answer = await leader.post('/api/webhooks', { url, event_types });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json();
    },
    async open(shop_id = shop) {
      const about = { buyer_id: null, order_id: null, shop_id, channel: 'chat', language: 'en' };
      return (await server.turns.open(about)).conversation_id;
    },
    deliveries: async (id) => (await leader.get(`/api/webhooks/${id}/deliveries`)).json().deliveries,
    delivery: async (id, message) => (await leader.get(`/api/webhooks/${id}/deliveries/${message}`)).json(),
    endpoint: async (id) =>
      must(
        (await list()).find(({ endpoint_id }) => endpoint_id === id),
        'it is listed',
      ),
  };
}

function verified({ body, headers }: Received, secret: string): unknown {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return new Webhook(secret).verify(body, sent);
}

const typesOf = (received: Received[]): string[] => received.map(({ body }) => JSON.parse(body).type);

async function says(server: PeopleServer, id: string, text: string): Promise<void> {
  await server.turns.receive(id, { client_id: randomUUID(), text, button: null });
  await server.turns.settle(id);
}

describe('what happens in conversations is told', () => {
  test('signed by the standard, in order, once each, and without a word that somebody wrote', async () => {
    const { server, make, open, sendDue } = await bench();
    const shop = await receiver();
    const { secret } = await make(shop.url);
    const id = await open();
    await says(server, id, 'act of a very secret kind');
    await says(server, id, 'person please');
    await sendDue();
    expect(typesOf(shop.received)).toEqual([
      'conversation.opened',
      'action.requested',
      'action.succeeded',
      'conversation.handed_over',
    ]);
    const told = shop.received.map((one) => verified(one, secret));
    expect(told[0]).toMatchObject({ data: { conversation_id: id, seq: 1, channel: 'chat', topic: null } });
    expect(told[3]).toMatchObject({ data: { side: 'shop', reason: 'asked for', promised_at: null } });
    expect(new Set(shop.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
    expect(shop.received.map(({ body }) => body).join()).not.toMatch(/secret|please/);
    await sendDue();
    expect(shop.received).toHaveLength(4);
  });

  test('to the shop whose they are and to the platform, of the chosen types, and not of what was before', async () => {
    const mine = await bench();
    const [shop, other, platform] = [await receiver(), await receiver(), await receiver()];
    await mine.open();
    await mine.make(shop.url, ['conversation.opened']);
    const stranger = await bench();
    await stranger.make(other.url);
    const admin = browser(mine.server);
    await admin.signIn((await employ(mine.server, 'admin')).email);
    const made = await admin.post('/api/webhooks', { url: platform.url, event_types: [...EVENT_TYPE_NAMES] });
    expect(made.statusCode).toBe(200);
    const id = await mine.open();
    await says(mine.server, id, 'person');
    await mine.sendDue();
    expect(typesOf(shop.received)).toEqual(['conversation.opened']);
    expect(other.received).toEqual([]);
    expect(typesOf(platform.received)).toEqual(['conversation.opened', 'conversation.handed_over']);
    // The endpoints of the platform are not the shop's to see.
    expect((await mine.leader.get('/api/webhooks')).body).not.toContain(platform.url);
    await admin.post(`/api/webhooks/${made.json().endpoint_id}/remove`);
  });

  test('two processes that send at once send nothing twice', async () => {
    const one = await bench();
    const two = await bench();
    const shop = await receiver();
    await one.make(shop.url, ['conversation.opened']);
    for (let count = 0; count < 40; count += 1) await one.open();
    await Promise.all([one.sendDue(), two.sendDue(), one.sendDue(), two.sendDue()]);
    await one.sendDue();
    const ids = shop.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
  });
});

describe('endpoints that fail', () => {
  test('500, then 200: tried again after the first wait, under the same id, with every try on record', async () => {
    const { server, make, open, sendDue, deliveries, delivery } = await bench();
    const shop = await receiver((answer, _received, count) =>
      count === 1
        ? void answer.writeHead(500).end('broken: card 4111 1111 1111 1111, mail me@shop.example')
        : void answer.writeHead(200).end('ok'),
    );
    const { endpoint_id, secret } = await make(shop.url, ['conversation.opened']);
    await open();
    await sendDue();
    const [waiting] = await deliveries(endpoint_id);
    expect(waiting).toMatchObject({ status: 'waiting', attempts: 1, trouble: 'The endpoint answered 500.' });
    expect(Date.parse(must(waiting?.next_at, 'a next try')) - Date.parse(server.now())).toBeLessThan(6_000);
    server.later(6_000);
    await sendDue();
    expect(shop.received).toHaveLength(2);
    expect(shop.received[0]?.headers['webhook-id']).toBe(shop.received[1]?.headers['webhook-id']);
    expect(shop.received[0]?.body).toBe(shop.received[1]?.body);
    expect(() => verified(must(shop.received[1], 'the second'), secret)).not.toThrow();
    const full = await delivery(endpoint_id, must(waiting, 'one').message_id);
    expect(full).toMatchObject({ status: 'delivered', attempts: 2, trouble: null });
    expect(full.tried.map(({ status_code }) => status_code)).toEqual([200, 500]);
    expect(full.tried[1]?.response).not.toMatch(/1111 1111|me@shop/);
    expect(full.body).toBe(shop.received[0]?.body);
  });

  test('a redirect is not followed, a hang is cut off, nothing that listens is told in words', async () => {
    const { make, open, sendDue, deliveries } = await bench();
    const inner = await receiver();
    const sends = await receiver((answer) => void answer.writeHead(302, { location: inner.url }).end());
    const hangs = await receiver(() => undefined);
    const gone = 'http://127.0.0.1:9/';
    const made = [await make(sends.url), await make(hangs.url), await make(gone)];
    await open();
    await sendDue();
    const troubles = await Promise.all(
      made.map(async ({ endpoint_id }) => (await deliveries(endpoint_id))[0]?.trouble),
    );
    expect(troubles[0]).toBe('The endpoint answered 302; redirects are not followed.');
    expect(troubles[1]).toMatch(/No answer within/);
    expect(troubles[2]).toBe('Nothing listens at the address.');
    expect(inner.received).toEqual([]);
  });

  test('an endpoint that hangs keeps nobody else waiting', async () => {
    const { make, open, sender } = await bench();
    const hangs = await receiver(() => undefined);
    const works = await receiver();
    await make(hangs.url, ['conversation.opened']);
    await make(works.url, ['conversation.opened']);
    for (let count = 0; count < 30; count += 1) await open();
    while (works.received.length < 30) await sender.runDue();
    expect(hangs.received.length).toBeLessThanOrEqual(8);
    await sender.idle();
  });

  test('Retry-After is honoured', async () => {
    const { server, make, open, sendDue, deliveries } = await bench();
    const shop = await receiver((answer) => void answer.writeHead(503, { 'retry-after': '900' }).end());
    const { endpoint_id } = await make(shop.url, ['conversation.opened']);
    await open();
    await sendDue();
    const next_at = must((await deliveries(endpoint_id))[0]?.next_at, 'a next try');
    expect(Date.parse(next_at) - Date.parse(server.now())).toBeGreaterThan(890_000);
  });

  test('410 turns the endpoint off at once; what comes meanwhile can be sent when it is on again', async () => {
    const { make, open, sendDue, leader, endpoint, turned_off, server } = await bench();
    const shop = await receiver(answers(410));
    const { endpoint_id } = await make(shop.url, ['conversation.opened']);
    const since = server.now();
    await open();
    await sendDue();
    expect(await endpoint(endpoint_id)).toMatchObject({ enabled: false, off_because: 'gone', failed: 1 });
    expect(turned_off).toMatchObject([{ endpoint_id, because: 'gone' }]);
    await open();
    await sendDue();
    expect(shop.received).toHaveLength(1);
    expect((await endpoint(endpoint_id)).failed).toBe(2);
    expect((await leader.post(`/api/webhooks/${endpoint_id}/test`)).json().error.code).toBe('webhook_off');
    shop.behave(answers(200));
    await leader.post(`/api/webhooks/${endpoint_id}/change`, { enabled: true });
    const again = await leader.post(`/api/webhooks/${endpoint_id}/again`, { since });
    expect(again.json()).toEqual({ messages: 2 });
    await sendDue();
    expect(await endpoint(endpoint_id)).toMatchObject({ enabled: true, delivered: 2, failed: 0 });
  });

  test('what is never accepted is given up within a day, and the endpoint is turned off with a note', async () => {
    const { make, open, sendDue, endpoint, turned_off, server, leader, deliveries } = await bench();
    const shop = await receiver(answers(500));
    const { endpoint_id } = await make(shop.url, ['conversation.opened']);
    await open();
    const mine = (): TurnedOff[] => turned_off.filter((one) => one.endpoint_id === endpoint_id);
    const began = Date.parse(server.now());
    for (let tries = 0; tries < 20 && mine().length === 0; tries += 1) {
      await sendDue();
      const next_at = (await deliveries(endpoint_id))[0]?.next_at ?? server.now();
      server.later(Math.max(0, Date.parse(next_at) - Date.parse(server.now())) + 1);
    }
    expect(shop.received).toHaveLength(10);
    expect(Date.parse(server.now()) - began).toBeLessThan(24 * HOUR_MS);
    expect(mine()).toMatchObject([{ because: 'failing' }]);
    expect(await endpoint(endpoint_id)).toMatchObject({ enabled: false, off_because: 'failing', failed: 1 });
    expect((await deliveries(endpoint_id))[0]).toMatchObject({ status: 'failed', next_at: null });
    expect((await leader.get('/api/audit?action=webhook_turned_off')).json().entries).toHaveLength(1);
  });
});

describe('a process that dies', () => {
  test('between sending and recording: sent again under the same id', async () => {
    const { make, open, server, sendDue, deliveries } = await bench();
    const shop = await receiver((answer, _received, count) => {
      if (count > 1) answer.writeHead(200).end();
    });
    const { endpoint_id } = await make(shop.url, ['conversation.opened']);
    await open();
    const script = fileURLToPath(new URL('../testing/webhook-sender-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, DATABASE_URL: held.url },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await shop.has(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await sendDue();
    expect(shop.received).toHaveLength(1);
    server.later(SENDING_LEASE_MS + 1);
    await sendDue();
    expect(shop.received).toHaveLength(2);
    expect(shop.received[0]?.headers['webhook-id']).toBe(shop.received[1]?.headers['webhook-id']);
    expect(await deliveries(endpoint_id)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });
});

describe('what people do with endpoints', () => {
  test('the secret is shown once, and while it is rotated both sign', async () => {
    const { make, leader, sendDue, server, endpoint } = await bench();
    const shop = await receiver();
    const { endpoint_id, secret } = await make(shop.url);
    expect((await leader.get('/api/webhooks')).body).not.toContain(secret);
    const [kept] = await held.owner<{ sealed: string }>(
      'select sealed from hark.webhook_secrets where endpoint_id = $1',
      [endpoint_id],
    );
    expect(kept?.sealed).not.toContain(secret.slice(6));
    const rotated = (await leader.post(`/api/webhooks/${endpoint_id}/rotate`, { overlap_hours: 2 })).json();
    expect((await endpoint(endpoint_id)).old_secret_ends_at).toBe(rotated.ends_at);
    await leader.post(`/api/webhooks/${endpoint_id}/test`);
    await sendDue();
    const both = must(shop.received[0], 'the first');
    for (const one of [secret, rotated.secret])
      expect(verified(both, one)).toMatchObject({ type: 'hark.test' });
    server.later(2 * HOUR_MS + 1);
    await leader.post(`/api/webhooks/${endpoint_id}/test`);
    await sendDue();
    const header = String(shop.received[1]?.headers['webhook-signature']);
    expect(header.split(' ')).toHaveLength(1);
  });

  test('one message is sent again under its id; a foreign shop sees and does nothing; all stands in the audit log', async () => {
    const { make, open, leader, sendDue, deliveries } = await bench();
    const shop = await receiver();
    const { endpoint_id } = await make(shop.url, ['conversation.opened']);
    await open();
    await sendDue();
    const { message_id } = must((await deliveries(endpoint_id))[0], 'one delivery');
    const stranger = (await bench()).leader;
    const paths = ['/change', '/rotate', '/remove', '/test', `/deliveries/${message_id}/again`];
    for (const path of paths) {
      const answer = await stranger.post(`/api/webhooks/${endpoint_id}${path}`);
      expect(answer.statusCode, path).toBe(404);
    }
    for (const path of ['/deliveries', `/deliveries/${message_id}`])
      expect((await stranger.get(`/api/webhooks/${endpoint_id}${path}`)).statusCode).toBe(404);
    expect(
      (await leader.post(`/api/webhooks/${endpoint_id}/deliveries/${message_id}/again`)).statusCode,
    ).toBe(200);
    await sendDue();
    expect(shop.received.map(({ headers }) => headers['webhook-id'])).toEqual([message_id, message_id]);
    const { entries } = (await leader.get('/api/audit')).json();
    const actions = entries.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['webhook_made', 'webhook_sent_again']));
  });

  test('an endpoint that was turned off or removed by a person is told nothing more', async () => {
    const { make, open, leader, sendDue } = await bench();
    const [off, removed] = [await receiver(), await receiver()];
    const [one, two] = [await make(off.url), await make(removed.url)];
    await open();
    await leader.post(`/api/webhooks/${one.endpoint_id}/change`, { enabled: false });
    await leader.post(`/api/webhooks/${two.endpoint_id}/remove`);
    await open();
    await sendDue();
    expect([off.received, removed.received]).toEqual([[], []]);
    expect((await leader.get('/api/webhooks')).json().endpoints).toHaveLength(1);
  });

  test('an address that cannot be is refused with a sentence, and there are at most twenty', async () => {
    const { leader } = await bench();
    const refused = await leader.post('/api/webhooks', {
      url: 'ftp://x',
      event_types: ['conversation.opened'],
    });
    expect(refused.json().error).toMatchObject({
      code: 'webhook_address_refused',
      message: 'The address must begin with https://. Nothing was changed.',
    });
    const wrong = await leader.post('/api/webhooks', {
      url: 'https://shop.example',
      event_types: ['nothing'],
    });
    expect(wrong.statusCode).toBe(422);
    const body = { url: 'http://127.0.0.1:9/', event_types: ['conversation.opened'] };
    for (let count = 0; count < 20; count += 1) await leader.post('/api/webhooks', body);
    expect((await leader.post('/api/webhooks', body)).json().error.code).toBe('too_many_webhooks');
  });

  test('deliveries come in pages, and are removed after 30 days', async () => {
    const { make, open, leader, sendDue, sender, server, deliveries } = await bench();
    const shop = await receiver();
    const { endpoint_id } = await make(shop.url, ['conversation.opened']);
    for (let count = 0; count < 55; count += 1) await open();
    await sendDue();
    const first = (await leader.get(`/api/webhooks/${endpoint_id}/deliveries?status=delivered`)).json();
    const place = encodeURIComponent(first.before);
    const second = (await leader.get(`/api/webhooks/${endpoint_id}/deliveries?before=${place}`)).json();
    const ids = [...first.deliveries, ...second.deliveries].map(({ message_id }) => message_id);
    expect(new Set(ids).size).toBe(55);
    expect(second.before).toBeNull();
    server.later(31 * 24 * HOUR_MS);
    expect(await sender.removeOld()).toBeGreaterThanOrEqual(55);
    expect(
      await held.owner('select from hark.webhook_attempts where endpoint_id = $1', [endpoint_id]),
    ).toEqual([]);
    await leader.signIn('shop_admin@x.example');
    expect(await deliveries(endpoint_id)).not.toHaveLength(55);
  });
});

test('the description of the interface names every event with its shape', async () => {
  const { server } = await bench();
  const described = (await server.app.inject('/openapi.json')).json();
  expect(Object.keys(described.webhooks)).toEqual([...EVENT_TYPE_NAMES, 'hark.test']);
  const { schema } = described.webhooks['action.refused'].post.requestBody.content['application/json'];
  expect(schema.properties.data.required).toContain('code');
});
