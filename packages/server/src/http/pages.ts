import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type DemoBuyer, INDEX_STYLE, indexPage } from './index-page.ts';
import { Refusal } from './refusal.ts';

/** Where the built pages lie, and the demo shop's buyers as whom a newcomer may look around, if there is one. */
export type PageParts = {
  folders: { widget: string; web: string };
  demo: { buyers: DemoBuyer[]; token(buyer: DemoBuyer): Promise<string> } | null;
};

const TYPES: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.json': 'application/json',
};

/** The index, the chat, the trace and their files. */
export function pageRoutes(app: FastifyInstance, parts: PageParts): void {
  const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
  const { widget, web } = parts.folders;
  app.get('/', hidden, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(indexPage(parts.demo?.buyers ?? [])),
  );
  app.get('/index.css', hidden, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(INDEX_STYLE),
  );
  app.get('/chat', hidden, async (_request, reply) => sendFile(reply, widget, 'chat.html'));
  app.get('/trace', hidden, async (_request, reply) => sendFile(reply, web, 'trace.html'));
  app.get<{ Params: { file: string } }>('/chat/:file', hidden, async (request, reply) =>
    sendFile(reply, widget, request.params.file),
  );
  app.get<{ Params: { file: string } }>('/trace/:file', hidden, async (request, reply) =>
    sendFile(reply, web, request.params.file),
  );
  app.get<{ Params: { buyer: string } }>('/demo/:buyer', hidden, async (request, reply) => {
    const buyer = parts.demo?.buyers.find((one) => one.id === request.params.buyer);
    if (!parts.demo || !buyer) throw new Refusal('no_such_page');
    // Behind the number sign, so that the token is in no log of addresses.
    return reply.redirect(`/chat#token=${await parts.demo.token(buyer)}`, 302);
  });
}

/** Only names that the folder itself lists are served, so that no name can lead out of it. */
async function sendFile(reply: FastifyReply, folder: string, name: string): Promise<FastifyReply> {
  const names: string[] = await readdir(folder).catch(() => []);
  const type = TYPES[extname(name)];
  if (!names.includes(name) || type === undefined) throw new Refusal('no_such_page');
  return reply
    .header('cache-control', 'no-cache')
    .type(type)
    .send(await readFile(join(folder, name)));
}
