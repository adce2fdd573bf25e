import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallServer, smallServer } from '../testing/small-server.ts';

const SHOP = 'https://shop.example';
let server: SmallServer;
beforeAll(async () => {
  server = await smallServer({ origins: [SHOP] });
});
afterAll(() => server.app.close());

const open = (origin?: string, at = server) =>
  at.app.inject({
    method: 'POST',
    url: '/api/conversations',
    headers: origin === undefined ? {} : { origin },
    payload: {},
  });

const preflight = (origin: string, url = '/api/conversations') =>
  server.app.inject({
    method: 'OPTIONS',
    url,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

test('a page of a named origin may open a conversation, and send its token in a header', async () => {
  const asked = await preflight(SHOP);
  expect(asked.statusCode).toBe(204);
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': SHOP,
    'access-control-allow-headers': expect.stringContaining('authorization'),
  });
  const opened = await open(SHOP);
  expect([opened.statusCode, opened.headers['access-control-allow-origin']]).toEqual([201, SHOP]);
});

test.each(['https://other.example', 'http://shop.example', 'https://shop.example.evil.example', 'null'])(
  'a page of %s is not let in',
  async (origin) => {
    expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined();
    expect((await open(origin)).headers['access-control-allow-origin']).toBeUndefined();
  },
);

test('nobody is let in unless origins are named', async () => {
  const closed = await smallServer();
  expect((await open(SHOP, closed)).headers['access-control-allow-origin']).toBeUndefined();
  await closed.app.close();
});

test('cookies are never allowed, refusals can be read, and answers differ by origin for whoever keeps them', async () => {
  const refused = await server.app.inject({ url: '/api/conversations', headers: { origin: SHOP } });
  expect(refused.statusCode).toBe(401);
  expect(refused.headers).toMatchObject({ 'access-control-allow-origin': SHOP, vary: 'Origin' });
  expect(refused.headers['access-control-allow-credentials']).toBeUndefined();
});

test('pages are not opened to other origins, only the API is', async () => {
  const page = await server.app.inject({ url: '/', headers: { origin: SHOP } });
  expect(page.headers['access-control-allow-origin']).toBeUndefined();
  expect((await preflight(SHOP, '/chat')).statusCode).toBe(405);
});
