import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Store } from '../conversations/store.ts';
import type { BuyerClaim, BuyerTokens } from '../identity/buyer-token.ts';
import type { ConversationTokens } from '../identity/conversation-tokens.ts';
import { sameSecret } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';

/**
 * Who may call a route: anybody, a buyer with a token of the marketplace, whoever may read the conversation in the address (the
 * bearer of its token, or the buyer whose it is), or people who run the shop.
 */
export type Access = 'public' | 'buyer' | 'conversation' | 'operator';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** What the guard compares tokens with. */
export type AccessParts = {
  tokens: ConversationTokens;
  buyers: BuyerTokens;
  store: Pick<Store, 'load'>;
  operator_token: string;
};

/** Puts the guard before every route that is added afterwards; a route that does not say who may call it stops the start. */
export function guard(app: FastifyInstance, parts: AccessParts): void {
  app.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`the route ${String(route.method)} ${route.url} does not say who may call it`);
  });
  app.addHook('onRequest', async (request) => {
    // An address without a route is answered by the handler for those, which tells nothing.
    if (request.is404) return;
    await admit(request, parts);
  });
}

async function admit(request: FastifyRequest, parts: AccessParts): Promise<void> {
  switch (request.routeOptions.config.access) {
    case 'public':
      return;
    case 'operator':
      if (!sameSecret(bearer(request), parts.operator_token)) throw new Refusal('token_refused');
      return;
    case 'buyer':
      await buyerOf(bearer(request), parts.buyers);
      return;
    case 'conversation':
      // Whether somebody else's conversation exists is nobody's business: no and not yours are the same answer.
      if (!(await mayRead(parts, conversationId(request), bearer(request))))
        throw new Refusal('no_such_conversation');
      return;
    default:
      throw new Refusal('token_refused');
  }
}

async function mayRead(parts: AccessParts, conversation_id: string, token: string): Promise<boolean> {
  if (await parts.tokens.fits(conversation_id, token)) return true;
  const claim = await parts.buyers.read(token);
  if (typeof claim === 'string') return false;
  const found = await parts.store.load(conversation_id);
  return found?.state.identity?.buyer_id === claim.buyer_id;
}

/** The buyer whom a token of the marketplace names; refuses one that is not good. */
export async function buyerOf(token: string, buyers: BuyerTokens): Promise<BuyerClaim> {
  const claim = await buyers.read(token);
  if (claim === 'expired') throw new Refusal('token_expired');
  if (claim === 'refused') throw new Refusal('token_refused');
  return claim;
}

const Params = z.object({ id: z.string().max(100) });

function conversationId(request: FastifyRequest): string {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new Refusal('no_such_conversation');
  return params.data.id;
}

/** The token of the request; refuses when there is none. */
export function bearer(request: FastifyRequest): string {
  const token = optionalBearer(request);
  if (token === null) throw new Refusal('token_missing');
  return token;
}

/** The token of the request, or null when it has none. */
export function optionalBearer(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const match = /^Bearer +([!-~]{1,4096})$/i.exec(header);
  if (!match?.[1]) throw new Refusal('token_refused');
  return match[1];
}
