import type { FastifyInstance } from 'fastify';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { demoShopRoutes } from './demo-shop.ts';
import { sendFile } from './files.ts';
import { type DemoBuyer, INDEX_SCRIPT, INDEX_STYLE, indexPage } from './index-page.ts';
import { Refusal } from './refusal.ts';

/** Where the built pages lie, and the demo shop's buyers as whom a newcomer may look around, if there is one. */
export type PageParts = {
  folders: { widget: string; web: string };
  demo: {
    buyers: DemoBuyer[];
    token(buyer: { id: string; order_id: string | null }): Promise<string>;
  } | null;
  marketplace: Pick<Marketplace, 'lookup'>;
  now: () => string;
  /** How far the demo's history is loaded; null where there is none. */
  history: () => { loaded: number; total: number } | null;
};

const HIDDEN = { config: { access: 'public' as const }, schema: { hide: true } };

/** The index, the chat, the chat for shop pages, the demo shop, and their files. */
export function pageRoutes(app: FastifyInstance, parts: PageParts): void {
  const { widget } = parts.folders;
  app.get('/', HIDDEN, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(indexPage({ buyers: parts.demo?.buyers ?? [], history: parts.history() })),
  );
  app.get('/index.css', HIDDEN, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(INDEX_STYLE),
  );
  app.get('/index.js', HIDDEN, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(INDEX_SCRIPT),
  );
  app.get('/chat', HIDDEN, async (request, reply) =>
    sendFile(request, reply, { folder: widget, name: 'chat.html' }),
  );
  app.get<{ Params: { file: string } }>('/chat/:file', HIDDEN, async (request, reply) =>
    sendFile(request, reply, { folder: widget, name: request.params.file }),
  );
  widgetRoutes(app, widget);
  demoShopRoutes(app, parts);
  app.get<{ Params: { buyer: string } }>('/demo/:buyer', HIDDEN, async (request, reply) => {
    const buyer = parts.demo?.buyers.find((one) => one.id === request.params.buyer);
    if (!parts.demo || !buyer) throw new Refusal('no_such_page');
    // Behind the number sign, so that the token is in no log of addresses.
    return reply.redirect(`/chat#token=${await parts.demo.token(buyer)}`, 302);
  });
}

/** What the one script tag of a shop page loads: any page may, what it then may do the API's origins say. */
function widgetRoutes(app: FastifyInstance, folder: string): void {
  const anywhere = { 'cross-origin-resource-policy': 'cross-origin' };
  app.get('/widget.js', HIDDEN, async (request, reply) =>
    sendFile(request, reply.headers(anywhere), { folder, name: 'widget.js' }),
  );
  app.get<{ Params: { file: string } }>('/widget/:file', HIDDEN, async (request, reply) => {
    const name = request.params.file;
    if (!/^(?:panel-en|panel-es|rating|files|paper)-[A-Z0-9]+\.js$/.test(name))
      throw new Refusal('no_such_page');
    return sendFile(request, reply.headers(anywhere), { folder, name, kept: true });
  });
}
