import type { Order } from '@hark/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { orderPage, ordersPage } from './demo-shop-page.ts';
import { DEMO_SHOP_STYLE } from './demo-shop-style.ts';
import type { Visit } from './demo-shop-visit.ts';
import type { DemoBuyer } from './index-page.ts';
import { Refusal } from './refusal.ts';

/** What the pages of the demo shop are made from. */
export type DemoShopParts = {
  marketplace: Pick<Marketplace, 'lookup'>;
  now: () => string;
  demo: {
    buyers: DemoBuyer[];
    token(buyer: { id: string; order_id: string | null }): Promise<string>;
  } | null;
};

const HIDDEN = { config: { access: 'public' as const }, schema: { hide: true } };
const Asked = z.object({ as: z.string().optional(), lang: z.enum(['en', 'es']).optional().catch(undefined) });
const OrderAddress = z.object({ id: z.string().max(100) });

/** The demo marketplace as its buyers see it: my orders, and one order, each with the script tag of the chat. */
export function demoShopRoutes(app: FastifyInstance, parts: DemoShopParts): void {
  app.get('/demo/shop.css', HIDDEN, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(DEMO_SHOP_STYLE),
  );
  app.get('/demo/shop', HIDDEN, async (request, reply) => {
    const { visit, orders } = await visitOf(request, parts, null);
    return page(reply, ordersPage(visit, orders));
  });
  app.get('/demo/shop/order/:id', HIDDEN, async (request, reply) => {
    const { id } = OrderAddress.parse(request.params);
    const { visit, orders } = await visitOf(request, parts, id);
    const order = orders.find((one) => one.id === id);
    if (!order) throw new Refusal('no_such_page');
    return page(reply, orderPage(visit, order));
  });
}

function page(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html);
}

/** Whoever looks at the demo is signed in as one of its buyers: the first, or the one named in the address. */
async function visitOf(
  request: FastifyRequest,
  { demo, marketplace, now }: DemoShopParts,
  order_id: string | null,
): Promise<{ visit: Visit; orders: Order[] }> {
  const { as, lang } = Asked.parse(request.query);
  const buyer = demo?.buyers.find((one) => as === undefined || one.id === as);
  if (!demo || !buyer) throw new Refusal('no_such_page');
  const [orders, account] = await Promise.all([
    marketplace.lookup({ read: 'orders', buyer_id: buyer.id }),
    marketplace.lookup({ read: 'buyer', buyer_id: buyer.id }),
  ]);
  const known = orders.some((one) => one.id === order_id) ? order_id : null;
  const token = await demo.token({ id: buyer.id, order_id: known });
  const language = lang ?? buyer.language;
  const visit = { buyer, others: demo.buyers, language, token, account, now: now() };
  return { visit, orders: newestFirst(orders) };
}

function newestFirst(orders: Order[]): Order[] {
  return orders.toSorted((a, b) => ((a.placed_at ?? '') < (b.placed_at ?? '') ? 1 : -1));
}
