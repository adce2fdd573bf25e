import type { FastifyRequest } from 'fastify';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that may change something was made by one of our own pages. A browser says where a request comes from and no
 * page can make it lie; one that says nothing is refused. Beside this, the session's cookie is `SameSite=Lax`.
 */
export function fromOwnPage(request: FastifyRequest, public_origin: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (READS.has(request.method)) {
    // What only reads may be opened from anywhere as a page, yet not be fetched or embedded by another site.
    return site === undefined || site === 'same-origin' || site === 'none' || navigates(request);
  }
  const { origin } = request.headers;
  if (origin !== undefined) return origin === (public_origin ?? ownOrigin(request));
  return site === 'same-origin';
}

function navigates(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-mode'] === 'navigate';
}

/** The origin that the request itself names as its host. */
export function ownOrigin(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
