import type { FastifyInstance } from 'fastify';

const HOUR_SECONDS = '3600';

/**
 * Lets pages of the named origins use the API from a browser (CORS). Whoever is not named gets the same answers, which the browser
 * then keeps from the page. Nothing here proves who is there: tokens do, and they travel in a header, so no cookie is ever allowed.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return;
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', 'retry-after');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
      return;
    return reply
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization, content-type, last-event-id, x-file-name',
        'access-control-max-age': HOUR_SECONDS,
      })
      .code(204)
      .send();
  });
}
