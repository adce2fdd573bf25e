import { request } from 'node:http';
import { connect } from 'node:net';
import { isApiError, isOpenedConversation, type OpenedConversation } from '@hark/wire';
import type { InjectOptions } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { SMALL, type SmallServer, smallServer } from '../testing/small-server.ts';

const AddressInfo = z.object({ port: z.number() });
const REQUEST_MS = 200;

let server: SmallServer;
let port = 0;
beforeAll(async () => {
  const plenty = 1_000_000;
  server = await smallServer({
    limits: {
      body_bytes: 65_536,
      per_address: plenty,
      per_conversation: plenty,
      per_person: plenty,
      request_ms: REQUEST_MS,
      upload_ms: 60_000,
    },
  });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  port = AddressInfo.parse(server.app.server.address()).port;
});
afterAll(() => server.app.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function open(): Promise<OpenedConversation> {
  const answer = await server.app.inject({ method: 'POST', url: '/api/conversations', payload: {} });
  const body: unknown = answer.json();
  if (!isOpenedConversation(body)) throw new Error(`not an opened conversation: ${answer.body}`);
  return body;
}

async function send(body: InjectOptions['payload'], headers: Record<string, string> = {}) {
  const { conversation_id, token } = await open();
  return server.app.inject({
    method: 'POST',
    url: `/api/conversations/${conversation_id}/messages`,
    headers: { ...bearer(token), 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
}

function said({ body }: { body: string }): { code: string; message: string } {
  const parsed: unknown = JSON.parse(body);
  if (!isApiError(parsed)) throw new Error(`not an error answer: ${body}`);
  return parsed.error;
}

/** What the server answers on a bare connection until it closes it. */
function raw(bytes: string, then: (write: (more: string) => void) => void = () => undefined) {
  return new Promise<{ status: number; code: string }>((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      then((more) => void (socket.destroyed || socket.write(more)));
    });
    socket.setEncoding('utf8');
    socket.on('data', (piece) => {
      text += String(piece);
    });
    // Whoever is cut off while still sending hears so after the answer, or instead of its last piece.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const body = text.slice(text.indexOf('\r\n\r\n') + 4);
      const status = Number(text.slice('HTTP/1.1 '.length).slice(0, 3));
      if (text === '') reject(new Error('closed without an answer'));
      else resolve({ status, code: said({ body }).code });
    });
  });
}

const post = (path: string, head: string[], body = '') =>
  [`POST ${path} HTTP/1.1`, 'host: hark.test', 'content-type: application/json', ...head, '', body].join(
    '\r\n',
  );

describe('a request that does not come to its end', () => {
  // Whatever was cut off is let go, or the server would run out of connections.
  afterEach(async () => {
    const open = () => new Promise<number>((told) => server.app.server.getConnections((_, n) => told(n)));
    await vi.waitUntil(async () => (await open()) === 0, { timeout: 30_000 });
  });

  test('a body that never arrives whole is cut off with a reason', async () => {
    const slow = post('/api/conversations', ['content-length: 50'], '{');
    expect(await raw(slow)).toEqual({ status: 408, code: 'too_slow' });
  });

  test('a header that never arrives whole is cut off with a reason', async () => {
    expect(await raw('GET /health HTTP/1.1\r\nhost: x\r\n')).toEqual({ status: 408, code: 'too_slow' });
  });

  test('a body in pieces without end is cut off at the limit', async () => {
    const endless = post('/api/conversations', ['transfer-encoding: chunked']);
    const piece = `2000\r\n${'a'.repeat(8_192)}\r\n`;
    const answer = await raw(endless, (write) => {
      for (let index = 0; index < 12; index += 1) write(piece);
    });
    expect(answer).toEqual({ status: 413, code: 'too_large' });
  });

  test('a header without end is refused with a reason', async () => {
    const huge = `GET /health HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`;
    expect(await raw(huge)).toEqual({ status: 431, code: 'header_too_large' });
  });

  test('who asks for the head alone is refused without a body', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { x: 'a'.repeat(100_000) };
      const asked = request({ port, method: 'HEAD', path: '/health', headers, agent: false });
      asked.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode)));
      asked.on('error', reject).end();
    });
    expect(status).toBe(431);
  });

  test('a stream that is open for longer is no such request', async () => {
    const { conversation_id, token } = await open();
    const url = `http://127.0.0.1:${port}/api/conversations/${conversation_id}/stream`;
    const stream = await fetch(url, { headers: bearer(token) });
    const reader = stream.body?.getReader();
    // Slow requests are looked for in the same rounds: when this one is cut off, the stream has been looked at.
    for (let round = 0; round < 3; round += 1)
      await raw(post('/api/conversations', ['content-length: 50'], '{'));
    await server.turns.receive(conversation_id, { client_id: 'late', text: 'still there', button: null });
    let text = '';
    while (!text.includes('still there'))
      text += new TextDecoder().decode((await reader?.read())?.value ?? new Uint8Array());
    await reader?.cancel();
  });
});

describe('a body', () => {
  test.each<[string, Buffer, Record<string, string>, number, string]>([
    ['with halves of characters', Buffer.from([0x22, 0xff, 0xfe, 0x22]), {}, 400, 'wrong_json'],
    ['in UTF-16', Buffer.from('{"client_id":"a","text":"hello"}', 'utf16le'), {}, 400, 'wrong_json'],
    ['that is packed', Buffer.from('{}'), { 'content-encoding': 'gzip' }, 415, 'wrong_media_type'],
    ['that is text', Buffer.from('{}'), { 'content-type': 'text/plain' }, 415, 'wrong_media_type'],
    ['that goes for the prototype', Buffer.from('{"__proto__":{"a":1}}'), {}, 400, 'wrong_json'],
  ])('%s is refused', async (_what, body, headers, status, code) => {
    const answer = await send(body, headers);
    expect([answer.statusCode, said(answer).code]).toEqual([status, code]);
  });

  test.each([
    [{ client_id: 'a' }, 'text: is missing.'],
    [{ client_id: 7, text: 'hello' }, 'client_id: must be a text.'],
    [[], 'body: must be an object.'],
    [{ client_id: 'a', text: 'hello', button: '' }, 'button: must not be empty.'],
    [{ client_id: 'a', text: 'hello', button: 'b'.repeat(501) }, 'button: must have at most 500 characters.'],
    [{ client_id: 'a', text: 'hello', role: 'x' }, 'body: has what is not known here: role.'],
  ])('%j is refused in words', async (body, words) => {
    expect(said(await send(body)).message).toBe(`${words} Nothing was accepted.`);
  });

  test.each(['\u200b\u200d\ufeff', '\u202e', '\u2800', '\u3164', '\u00a0\u2003'])(
    'text in which there is nothing to see, %j, is empty',
    async (text) => {
      expect(said(await send({ client_id: 'a', text })).code).toBe('empty_text');
    },
  );
});

test('an address called in the wrong way says in which it is called', async () => {
  const { conversation_id, token } = await open();
  const url = `/api/conversations/${conversation_id}/messages?after=3`;
  const answer = await server.app.inject({ method: 'DELETE', url, headers: bearer(token) });
  expect([answer.statusCode, answer.headers.allow, said(answer).code]).toEqual([
    405,
    'GET, POST',
    'wrong_method',
  ]);
  const unknown = await server.app.inject({ method: 'DELETE', url: '/api/nothing' });
  expect([unknown.statusCode, unknown.headers.allow]).toEqual([404, undefined]);
});

test('a buyer whose token has expired is told so where a conversation is read', async () => {
  const claim = { audience: SMALL.audience, buyer_id: 'ana', order_id: null };
  const old = await signBuyerToken(SMALL.buyer_secret, claim, new Date(Date.now() - 60_000));
  const { conversation_id } = await open();
  const url = `/api/conversations/${conversation_id}/messages`;
  const answer = await server.app.inject({ url, headers: bearer(old) });
  expect([answer.statusCode, said(answer).code]).toEqual([401, 'token_expired']);
});
