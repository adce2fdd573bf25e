import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoWorld } from '../marketplace/demo.ts';
import { fakeMarketplace } from '../marketplace/fake.ts';
import { type SmallServer, smallServer } from '../testing/small-server.ts';

let server: SmallServer;
beforeAll(async () => {
  const ana = {
    id: 'ana-solana',
    name: 'Ana Solana',
    note: '',
    order_id: '#H1000001',
    language: 'en' as const,
  };
  const owen = {
    id: 'owen-ashby',
    name: 'Owen "Ash" <Ashby>',
    note: '',
    order_id: null,
    language: 'en' as const,
  };
  server = await smallServer({
    marketplace: fakeMarketplace(demoWorld(1, '2026-11-23T10:00:00.000Z')),
    demo: { buyers: [ana, owen], token: async ({ id, order_id }) => `${id}/${order_id}` },
  });
});
afterAll(() => server.app.close());

const get = (url: string) => server.app.inject({ url });

test('my orders are those of the buyer who is signed in, each with a way to its page', async () => {
  const { body } = await get('/demo/shop');
  expect(body).toContain('/demo/shop/order/%23H1000001?as=ana-solana&amp;lang=en');
  expect(body).toContain('#H1000004');
  expect(body).not.toContain('#H1000002');
  expect((await get('/demo/shop?as=owen-ashby')).body).toContain('#H1000002');
});

test('an order page has the one script tag of the chat, with the token for this order, and no other script', async () => {
  const { body, headers } = await get('/demo/shop/order/%23H1000001?lang=es');
  expect(body.match(/<script[^>]*>/g)).toEqual([
    '<script src="/widget.js" data-token="ana-solana/#H1000001" data-order="#H1000001" data-lang="es" async>',
  ]);
  expect(body).toContain('Pedido #H1000001');
  expect(headers['content-security-policy']).toContain("style-src 'self'");
  expect(headers['cache-control']).toBe('no-store');
});

test('the order of another buyer, an order that is not there and an unknown buyer are not shown', async () => {
  for (const url of ['/demo/shop/order/%23H1000002', '/demo/shop/order/none', '/demo/shop?as=nobody'])
    expect((await get(url)).statusCode).toBe(404);
});

test('names are shown as text, never as markup', async () => {
  const { body } = await get('/demo/shop?as=owen-ashby');
  expect(body).toContain('Owen &quot;Ash&quot; &lt;Ashby&gt;');
});

test('without a demo there is no demo shop', async () => {
  const none = await smallServer();
  expect((await none.app.inject({ url: '/demo/shop' })).statusCode).toBe(404);
  await none.app.close();
});
