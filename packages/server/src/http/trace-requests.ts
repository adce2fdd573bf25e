import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TracedRequest, Tracing } from '../telemetry/traces.ts';

const Params = z.object({ id: z.string().max(100) });

/** Puts every request from here on into a trace, by its route; streams, which last for hours, are left out. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  const traced = new WeakMap<object, TracedRequest>();
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || route.endsWith('/stream')) return done();
    const params = route.includes('/conversations/:id') ? Params.safeParse(request.params) : null;
    const one = tracing.request({
      method: request.method,
      route,
      headers: request.headers,
      about: params?.success ? { conversation_id: params.data.id } : {},
    });
    traced.set(request, one);
    one.within(done);
  });
  // What arrives over the socket, such as a body, does not carry on what the request began with.
  app.addHook('preHandler', (request, _reply, done) => {
    const one = traced.get(request);
    if (one) one.within(done);
    else done();
  });
  app.addHook('onResponse', async (request, reply) => {
    traced.get(request)?.end(reply.statusCode);
  });
}
