import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Json } from '@hark/core';
import { z } from 'zod';
import { Faults, faultBox } from './faults.ts';
import { fileJournal } from './journal.ts';
import { AnyLookup } from './lookups.ts';
import { type MoodyShop, moodyShop } from './moody-shop.ts';
import { openShop } from './shop.ts';
import type { World } from './world.ts';

const MAX_BODY_BYTES = 1_000_000;

/** What a call looks like on its way to the shop system. */
export const ActRequest = z.strictObject({
  call: z.string().min(1).max(100),
  args: z.record(z.string(), z.json()),
  key: z.string().min(1).max(200),
});

/** A shop system that serves: the world as it was when the journal began, and the journal's file. `control` opens the routes for tests. */
/** A fake shop system that is being served, and how to stop it. */
export type FakeServerOptions = {
  world: World;
  journal: string;
  port: number;
  control: boolean;
  /** The journal cannot be written: nothing may be answered any more. */
  onBroken(error: unknown): void;
};

/** A fake shop system that is being served, and how to stop it. */
export type FakeServer = { url: string; close(): Promise<void> };

type Answer = { status: number; body: Json } | 'silence';

class Misasked extends Error {}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  // Read to the end all the same: leaving early would close the connection before the answer.
  if (size > MAX_BODY_BYTES) throw new Misasked('The body is larger than 1 MB.');
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Misasked('The body is not JSON.');
  }
}

function fitted<S extends z.ZodType>(shape: S, body: unknown): z.output<S> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Misasked(z.prettifyError(parsed.error));
}

async function served(moody: MoodyShop, path: string, body: unknown): Promise<Answer> {
  const reply =
    path === '/act'
      ? await moody.act(fitted(ActRequest, body))
      : await moody.lookup(fitted(z.strictObject({ lookup: AnyLookup }), body).lookup);
  if (reply.reply === 'silence') return 'silence';
  if (reply.reply === 'unavailable')
    return { status: 503, body: { error: 'The shop system cannot serve now.' } };
  return { status: 200, body: { answer: z.json().parse(reply.value) } };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'silence') return;
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
}

/**
 * Serves a shop system on 127.0.0.1: `POST /act`, `POST /lookup`, `GET /health`; with `control` also `PUT /control/faults`,
 * `GET /control/journal` and `GET /control/world`. Silence keeps the connection open without an answer.
 */
export async function serveFake(options: FakeServerOptions): Promise<FakeServer> {
  const journal = fileJournal(options.journal);
  const shop = openShop(options.world, journal);
  const faults = faultBox({});
  const closed = new AbortController();
  const moody = moodyShop(shop, faults, closed.signal);

  async function controlled(route: string, request: IncomingMessage): Promise<Answer | null> {
    if (route === 'GET /control/journal') return { status: 200, body: z.json().parse(shop.entries()) };
    if (route === 'GET /control/world') return { status: 200, body: shop.world };
    if (route !== 'PUT /control/faults') return null;
    faults.set(fitted(Faults, await bodyOf(request)));
    return { status: 200, body: {} };
  }

  async function answered(request: IncomingMessage): Promise<Answer> {
    const route = `${request.method} ${request.url}`;
    if (route === 'GET /health') return { status: 200, body: { ok: true } };
    if (route === 'POST /act' || route === 'POST /lookup')
      return served(moody, request.url ?? '', await bodyOf(request));
    const control = options.control ? await controlled(route, request) : null;
    return control ?? { status: 404, body: { error: `There is no ${route}.` } };
  }

  const server = createServer((request, response) => {
    answered(request)
      .catch((error: unknown): Answer => {
        if (error instanceof Misasked) return { status: 400, body: { error: error.message } };
        options.onBroken(error);
        return 'silence';
      })
      .then((answer) => send(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      closed.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      journal.close();
    },
  };
}
