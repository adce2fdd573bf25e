import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { httpMarketplace } from './http-marketplace.ts';
import { Unavailable } from './marketplace.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function marketAt(url: string, deadline_ms: number) {
  const market = httpMarketplace({ url, deadline_ms });
  open.push(() => market.close());
  return market;
}

async function marketOf(answer: RequestListener) {
  return marketAt(await listening(createServer(answer)), 5000);
}

function answering(status: number, body: string) {
  return marketOf((_request, response) => void response.writeHead(status).end(body));
}

const args = { thought: 'hm' };

describe('an act', () => {
  test('that nobody listened to has failed for certain', async () => {
    const server = createTcpServer();
    const url = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect((await marketAt(url, 5000).act('think', args, 'k')).outcome).toBe('failed');
  });

  test('that was sent and not answered in time is unknown', async () => {
    const heard: Buffer[] = [];
    const url = await listening(
      createTcpServer((socket) => void socket.on('data', (chunk) => heard.push(chunk))),
    );
    expect((await marketAt(url, 1500).act('think', args, 'key-1')).outcome).toBe('unknown');
    expect(Buffer.concat(heard).toString()).toContain('"key":"key-1"');
  });

  test('whose connection breaks after it was sent is unknown', async () => {
    const url = await listening(createTcpServer((socket) => void socket.on('data', () => socket.destroy())));
    expect((await marketAt(url, 5000).act('think', args, 'k')).outcome).toBe('unknown');
  });

  test.each([
    ['half an answer', 200, '{"answer":{"outcome":"do'],
    ['an answer of another shape', 200, '{"answer":{"outcome":"perhaps"}}'],
    ['a fault of the server', 500, '{"error":"boom"}'],
    ['a gateway that gave up waiting', 504, '{"error":"late"}'],
    ['a page of a proxy', 502, '<html>'],
  ])('answered with %s is unknown', async (_name, status, body) => {
    expect((await (await answering(status, body)).act('think', args, 'k')).outcome).toBe('unknown');
  });

  test.each([[400], [404], [429], [503]])('turned away with %d has failed for certain', async (status) => {
    const market = await answering(status, '{"error":"not now"}');
    expect(await market.act('think', args, 'k')).toEqual({
      outcome: 'failed',
      error: `status ${status}: not now`,
    });
  });

  test('is sent again when a kept connection turns out closed, and stays unknown when nobody listens then', async () => {
    let asked = 0;
    const server = createServer((request, response) => {
      asked++;
      if (asked === 2) request.socket.resetAndDestroy();
      else response.end('{"answer":{"outcome":"done","result":{}}}');
    });
    const url = await listening(server);
    const market = marketAt(url, 5000);
    expect((await market.act('think', args, 'k1')).outcome).toBe('done');
    expect((await market.act('think', args, 'k2')).outcome).toBe('done');
    expect(asked).toBe(3);
    server.removeAllListeners('request');
    server.on('request', (request) => {
      server.close();
      request.socket.resetAndDestroy();
    });
    expect((await market.act('think', args, 'k3')).outcome).toBe('unknown');
  });
});

describe('a lookup', () => {
  test.each([
    ['a fault', 500, '{"error":"boom"}'],
    ['something that is no buyer', 200, '{"answer":{"id":7}}'],
    ['nothing', 200, '{}'],
    ['no JSON', 200, 'ok'],
  ])('answered with %s throws Unavailable', async (_name, status, body) => {
    const market = await answering(status, body);
    await expect(market.lookup({ read: 'buyer', buyer_id: 'b' })).rejects.toBeInstanceOf(Unavailable);
  });

  test('takes an answer in the right shape', async () => {
    const market = await answering(200, '{"answer":null}');
    expect(await market.lookup({ read: 'buyer', buyer_id: 'b' })).toBeNull();
  });
});
