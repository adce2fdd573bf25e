import { assert } from '@hark/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AuditedAction } from '../audit/audit.ts';
import type { Store } from '../conversations/store.ts';
import type { ApiScope } from '../identity/api-scope.ts';
import type { BuyerClaim, BuyerTokens } from '../identity/buyer-token.ts';
import type { ConversationTokens } from '../identity/conversation-tokens.ts';
import type { Door } from '../identity/door.ts';
import { mayReach, type Person, type Role } from '../identity/role.ts';
import { Refusal } from './refusal.ts';
import { fromOwnPage } from './same-origin.ts';

/**
 * Who may call a route: anybody, a buyer with a token of the marketplace, whoever may read the conversation in the address (the
 * bearer of its token, or the buyer whose it is), or people with one of the roles; `scope` opens it to programs with a key too.
 */
export type Access =
  | 'public'
  | 'buyer'
  | 'conversation'
  | {
      readonly roles: readonly Role[];
      readonly scope?: ApiScope;
      /** Open to those who have yet to set up the second factor that their role asks for. */
      readonly before_second_factor?: true;
    };

/** How a change that people make stands in the audit log; `nothing`: it does not, and why. */
export type Audited = AuditedAction | { readonly nothing: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    audited?: Audited;
  }
  interface FastifyRequest {
    /** Set by the guard on routes for people; read it with `personOf`. */
    person: Person | null;
  }
}

/** What the guard asks. */
export type AccessParts = {
  tokens: ConversationTokens;
  buyers: BuyerTokens;
  store: Pick<Store, 'load'>;
  door: Door;
  /** The origin under which people reach Hark; null: the one that the request names as its host. */
  public_origin: string | null;
};

/**
 * Puts the guard before every route that is added afterwards. A route that does not say who may call it stops the start, and so does
 * one by which people change something that does not say how that stands in the audit log.
 */
export function guard(app: FastifyInstance, parts: AccessParts): void {
  app.decorateRequest('person', null);
  app.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`the route ${String(route.method)} ${route.url} does not say who may call it`);
    const { access, audited } = route.config;
    if (typeof access !== 'string' && route.method !== 'GET' && audited === undefined)
      throw new Error(
        `the route ${String(route.method)} ${route.url} does not say how it stands in the audit log`,
      );
  });
  app.addHook('onRequest', async (request) => {
    // An address without a route is answered by the handler for those, which tells nothing.
    if (request.is404) return;
    await admit(request, parts);
  });
}

/** The person who calls a route that is for people, or the key of a program that acts like one. */
export function personOf(request: FastifyRequest): Person {
  assert(request.person !== null, 'only routes that declare roles have a person');
  return request.person;
}

async function admit(request: FastifyRequest, parts: AccessParts): Promise<void> {
  const { access } = request.routeOptions.config;
  if (access === 'public') return;
  if (access === 'buyer') {
    await buyerOf(bearer(request), parts.buyers);
    return;
  }
  if (access === 'conversation') {
    // Whether somebody else's conversation exists is nobody's business: no and not yours are the same answer.
    if (!(await mayRead(parts, conversationId(request), bearer(request))))
      throw new Refusal('no_such_conversation');
    return;
  }
  if (access === undefined) throw new Refusal('token_refused');
  request.person = await admitPerson(request, parts, access);
  await reachesConversation(request, parts, request.person);
}

async function admitPerson(
  request: FastifyRequest,
  parts: AccessParts,
  access: Extract<Access, { roles: unknown }>,
): Promise<Person> {
  const token = optionalBearer(request);
  if (token !== null) return admitKey(await parts.door.key(token), access);
  const person = await parts.door.session({ cookie: request.headers.cookie });
  if (person === null) throw new Refusal('sign_in_first');
  // A cookie travels with every request, also one that another page makes behind the person's back.
  if (!fromOwnPage(request, parts.public_origin)) throw new Refusal('foreign_page');
  if (!access.roles.includes(person.role)) throw new Refusal('not_allowed');
  if (!access.before_second_factor && (await parts.door.second_factor_due(person)))
    throw new Refusal('second_factor_due');
  return person;
}

function admitKey(
  key: Awaited<ReturnType<Door['key']>>,
  { roles, scope }: Extract<Access, { roles: unknown }>,
): Person {
  if (key === 'expired') throw new Refusal('key_expired');
  if (key === 'refused') throw new Refusal('token_refused');
  const allowed = scope !== undefined && key.scopes.includes(scope) && roles.includes(key.person.role);
  if (!allowed) throw new Refusal('not_allowed');
  return key.person;
}

/** The one place where a conversation in the address is held against the shop of whoever asks. */
async function reachesConversation(
  request: FastifyRequest,
  { store }: AccessParts,
  person: Person,
): Promise<void> {
  if (!request.routeOptions.url?.includes('/conversations/:id')) return;
  const found = await store.load(conversationId(request));
  if (!found || !mayReach(person, found.shop_id)) throw new Refusal('no_such_conversation');
}

async function mayRead(parts: AccessParts, conversation_id: string, token: string): Promise<boolean> {
  if (await parts.tokens.fits(conversation_id, token)) return true;
  const claim = await parts.buyers.read(token);
  // Whose signature is good may be told that it is too old.
  if (claim === 'expired') throw new Refusal('token_expired');
  if (claim === 'refused') return false;
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
