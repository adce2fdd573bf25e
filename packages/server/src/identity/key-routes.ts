import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { personOf } from '../http/access.ts';
import { Refusal } from '../http/refusal.ts';
import { API_SCOPES, isApiScope } from './api-scope.ts';
import type { IdentityParts } from './identity.ts';
import * as shapes from './shapes.ts';

const CONFIG = { access: { roles: ['shop_admin', 'admin'] as const } };
const TAGS = ['keys'];

/** Keys of programs: listing, making, revoking. No key opens these itself. */
export function keyRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/keys',
    { config: CONFIG, schema: { summary: 'The API keys', tags: TAGS, response: { 200: shapes.ApiKeys } } },
    async (request) => ({
      keys: await parts.keys.list(personOf(request)),
      scopes: Object.entries(API_SCOPES).flatMap(([scope, allows]) =>
        isApiScope(scope) ? [{ scope, allows }] : [],
      ),
    }),
  );
  typed.post(
    '/api/keys',
    {
      config: { ...CONFIG, audited: 'key_made' },
      schema: {
        summary: 'Make an API key',
        description: 'The key is in this answer and nowhere else.',
        tags: TAGS,
        body: shapes.MakeKey,
        response: { 200: shapes.MadeKey },
      },
    },
    async (request) => {
      const { name, scopes, expires_at } = request.body;
      const wanted = { name, scopes: scopes.filter(isApiScope), expires_at: expires_at ?? null };
      const { key } = await parts.keys.make(personOf(request), wanted);
      return { key };
    },
  );
  typed.post(
    '/api/keys/:key/revoke',
    {
      config: { ...CONFIG, audited: 'key_revoked' },
      schema: {
        summary: 'Revoke an API key',
        tags: TAGS,
        params: shapes.KeyAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      if (!(await parts.keys.revoke(personOf(request), request.params.key)))
        throw new Refusal('no_such_member');
      return { done: true as const };
    },
  );
}
