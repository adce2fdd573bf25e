import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswer } from './errors.ts';
import { Refusal, type RefusalCode } from './refusal.ts';

/** Node's names for what is wrong before a request can be read. */
const UNREADABLE: { readonly [code: string]: RefusalCode } = {
  ERR_HTTP_REQUEST_TIMEOUT: 'too_slow',
  HPE_HEADER_OVERFLOW: 'header_too_large',
};

/** How long a caller may go on after it was told that the request cannot be read. */
const LINGER_MS = 2_000;

/** Answers on the bare connection what never becomes a request: no HTTP, headers without end, bytes that do not come. */
export function answerUnreadable(
  error: Error & { code?: string; rawPacket?: unknown },
  socket: Socket,
): void {
  // It was answered already, and does not end what nobody reads any more.
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = errorAnswer(new Refusal(UNREADABLE[error.code ?? ''] ?? 'wrong_request'));
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  // Whoever asks for the head alone takes a body for the next answer.
  const head_only = Buffer.isBuffer(error.rawPacket) && error.rawPacket.toString('latin1', 0, 5) === 'HEAD ';
  socket.end(`${head.join('\r\n')}\r\n\r\n${head_only ? '' : text}`);
  // What is still on its way is read and dropped, or the caller would lose the answer; but not for ever.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Bodies are JSON in UTF-8 and nothing else: what is packed, or broken into halves of characters, is refused and not guessed at. */
export function takeJsonAlone(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const packed = request.headers['content-encoding'] ?? 'identity';
    if (packed !== 'identity') return done(new Refusal('wrong_media_type'));
    const text = utf8(body);
    if (text === null) return done(new Refusal('wrong_json'));
    parse(request, text, done);
  });
}

/** A route that declares it takes as long to arrive as the server lets any request. */
declare module 'fastify' {
  interface FastifyContextConfig {
    takes_long?: boolean;
  }
}

/** Cuts off a request whose body has not arrived after `ms`; only routes that bring files may take longer. */
export function cutOffSlow(app: FastifyInstance, ms: number): void {
  app.addHook('onRequest', async ({ raw, routeOptions, headers }, reply) => {
    const brings = headers['content-length'] ?? headers['transfer-encoding'];
    if (brings === undefined || routeOptions.config.takes_long) return;
    const slow = Object.assign(new Error('the body does not come'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    const timer = setTimeout(() => raw.complete || answerUnreadable(slow, raw.socket), ms);
    const done = (): void => clearTimeout(timer);
    raw.once('end', done).once('close', done);
    // Who was answered already is waited for no longer than anybody.
    reply.raw.once('finish', done);
  });
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Tells an address that there is not from one that is called in the wrong way. Hears of the routes that come after it. */
export function answerUnknown(app: FastifyInstance): void {
  const routes: { methods: string[]; matches: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+');
    routes.push({ methods: [method].flat(), matches: new RegExp(`^${pattern}$`) });
  });
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const [path = ''] = request.url.split('?', 1);
    const allowed = routes.filter(({ matches }) => matches.test(path)).flatMap(({ methods }) => methods);
    if (allowed.length === 0) throw new Refusal('no_such_page');
    reply.header('allow', [...new Set(allowed)].join(', '));
    throw new Refusal(allowed.includes(request.method) ? 'no_such_page' : 'wrong_method');
  });
}
