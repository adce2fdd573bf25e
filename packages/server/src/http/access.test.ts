import { randomUUID } from 'node:crypto';
import { isOpenedConversation, type OpenedConversation } from '@hark/wire';
import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../conversations/memory-store.ts';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { makeConversationTokens, memoryTokenStore } from '../identity/conversation-tokens.ts';
import { asPerson, memoryDoor, somebody } from '../testing/people.ts';
import { SMALL, type SmallServer, smallServer } from '../testing/small-server.ts';
import { guard } from './access.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function open({ app }: SmallServer): Promise<OpenedConversation> {
  const answer = await app.inject({ method: 'POST', url: '/api/conversations', payload: {} });
  const body: unknown = answer.json();
  if (!isOpenedConversation(body)) throw new Error(`not an opened conversation: ${answer.body}`);
  return body;
}

type Caller = { name: string; headers: Record<string, string> };

/** What each kind of caller gets: 2xx where it may, otherwise the status of the refusal. */
const EXPECTED: { [route: string]: { [caller: string]: number } } = {
  'POST /api/conversations': {
    nobody: 201,
    buyer: 201,
    owner: 401,
    stranger: 401,
    strategist: 201,
    forger: 401,
  },
  'GET /api/conversations': {
    nobody: 401,
    buyer: 401,
    owner: 401,
    stranger: 401,
    strategist: 200,
    forger: 401,
  },
  'GET /api/conversations/mine': {
    nobody: 401,
    buyer: 200,
    owner: 401,
    stranger: 401,
    strategist: 401,
    forger: 401,
  },
  'GET /api/conversations/:id/messages': {
    nobody: 401,
    buyer: 404,
    owner: 200,
    stranger: 404,
    strategist: 401,
    forger: 404,
  },
  'POST /api/conversations/:id/messages': {
    nobody: 401,
    buyer: 404,
    owner: 202,
    stranger: 404,
    strategist: 401,
    forger: 404,
  },
  'GET /api/conversations/:id/stream': {
    nobody: 401,
    buyer: 404,
    owner: 200,
    stranger: 404,
    strategist: 401,
    forger: 404,
  },
  'GET /api/conversations/:id/trace': {
    nobody: 401,
    buyer: 401,
    owner: 401,
    stranger: 401,
    strategist: 200,
    forger: 401,
  },
};
describe('who may call what', () => {
  test('buyers, strangers and people each get what the table says', async () => {
    const watched = await smallServer();
    const [mine, theirs] = [await open(watched), await open(watched)];
    const claim = { audience: SMALL.audience, buyer_id: 'anna', order_id: null };
    const soon = new Date(Date.now() + 600_000);
    const callers: Caller[] = [
      { name: 'nobody', headers: {} },
      { name: 'buyer', headers: bearer(await signBuyerToken(SMALL.buyer_secret, claim, soon)) },
      { name: 'owner', headers: bearer(mine.token) },
      { name: 'stranger', headers: bearer(theirs.token) },
      { name: 'strategist', headers: asPerson(somebody('strategist')) },
      {
        name: 'forger',
        headers: bearer(await signBuyerToken('another secret that is long enough to sign', claim, soon)),
      },
    ];
    const found: typeof EXPECTED = {};
    for (const route of Object.keys(EXPECTED)) {
      for (const { name, headers } of callers) {
        const [method = '', url = ''] = route.split(' ');
        const status = await statusOf(watched, {
          method,
          url: url.replace(':id', mine.conversation_id),
          headers,
        });
        found[route] = { ...found[route], [name]: status };
      }
    }
    expect(found).toEqual(EXPECTED);
    await watched.app.close();
  });

  test('whether a conversation exists is told to nobody else', async () => {
    const server = await smallServer();
    const [mine, theirs] = [await open(server), await open(server)];
    const ask = (id: string) =>
      server.app.inject({ url: `/api/conversations/${id}/messages`, headers: bearer(mine.token) });
    const [foreign, unknown] = [await ask(theirs.conversation_id), await ask(randomUUID())];
    expect([foreign.statusCode, foreign.body]).toEqual([unknown.statusCode, unknown.body]);
    await server.app.close();
  });

  test('a conversation is read by the buyer whose it is, with a token of the marketplace, and by no other buyer', async () => {
    const server = await smallServer();
    const claim = { audience: SMALL.audience, buyer_id: 'anna', order_id: null };
    const soon = new Date(Date.now() + 600_000);
    const anna = bearer(await signBuyerToken(SMALL.buyer_secret, claim, soon));
    const bert = bearer(await signBuyerToken(SMALL.buyer_secret, { ...claim, buyer_id: 'bert' }, soon));
    const opened = await server.app.inject({
      method: 'POST',
      url: '/api/conversations',
      headers: anna,
      payload: {},
    });
    const { conversation_id } = opened.json();
    await open(server);
    const mine = async (headers: Record<string, string>): Promise<unknown> =>
      (await server.app.inject({ url: '/api/conversations/mine', headers })).json();
    expect(await mine(anna)).toMatchObject({
      conversations: [{ conversation_id, status: 'open', title: null }],
    });
    expect(await mine(bert)).toEqual({ conversations: [] });
    const url = `/api/conversations/${conversation_id}/messages`;
    expect((await server.app.inject({ url, headers: anna })).statusCode).toBe(200);
    expect((await server.app.inject({ url, headers: bert })).statusCode).toBe(404);
    await server.app.close();
  });

  test('a route that does not say who may call it, or how what people change stands in the audit log, stops the start', async () => {
    const app = Fastify();
    guard(app, {
      tokens: makeConversationTokens(memoryTokenStore()),
      buyers: { read: async () => 'refused' },
      store: memoryStore(),
      door: memoryDoor(),
      public_origin: null,
    });
    expect(() => app.get('/open', async () => 'to everybody')).toThrow('does not say who may call it');
    const config = { access: { roles: ['admin'] as const } };
    expect(() => app.post('/change', { config }, async () => 'changed')).toThrow('audit log');
    await app.close();
  });
});

async function statusOf(
  at: SmallServer,
  request: { method: string; url: string; headers: Record<string, string> },
): Promise<number> {
  const post = request.method === 'POST';
  const payload = request.url.endsWith('/messages') ? { client_id: randomUUID(), text: 'hello' } : {};
  const answer = await at.app.inject({
    method: post ? 'POST' : 'GET',
    url: request.url,
    headers: request.headers,
    payloadAsStream: true,
    ...(post ? { payload } : {}),
  });
  answer.stream().destroy();
  return answer.statusCode;
}
