import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const LastEventId = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** Where a client that comes back stood, by its own word. */
export function lastEventId(request: FastifyRequest): number | null {
  const header = LastEventId.safeParse(request.headers['last-event-id']);
  return header.success ? header.data : null;
}

/** Begins a stream of server-sent events; what follows is written to `reply.raw`. */
export function startStream(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that gather answers would hold messages back.
    'x-accel-buffering': 'no',
  });
  reply.raw.write('retry: 1000\n\n');
}
