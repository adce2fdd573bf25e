import type { FastifyRequest } from 'fastify';

/** What accounts need to know of a request: its cookies, and from where and with what it comes. */
export function browserHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ 'x-hark-address': request.ip });
  const { cookie } = request.headers;
  const agent = request.headers['user-agent'];
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, 300));
  return headers;
}
