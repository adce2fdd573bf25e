import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refusal } from '../http/refusal.ts';
import type { IdentityParts } from './identity.ts';
import { type CameBack, OIDC_SECONDS, type Oidc } from './oidc.ts';
import type { Granted } from './oidc-roles.ts';
import type { Person } from './role.ts';
import { noteFailure } from './sign-in-steps.ts';

const KEPT = 'hark.oidc';
const PATH = '/api/sign-in/oidc';
const FAILED = '/sign-in?failed=1';
const OPEN = { access: 'public' as const };
const TAGS = ['sign-in'];

const Begin = z.object({ then: z.string().max(500).optional() });
const Back = z.object({
  code: z.string().max(2_000).optional(),
  state: z.string().max(500).optional(),
  iss: z.string().max(500).optional(),
});

/** Single sign-on: to the provider and back. Who comes back must be known here, or invited. */
export function oidcRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    PATH,
    { config: OPEN, schema: { summary: 'Sign in by single sign-on', tags: TAGS, querystring: Begin } },
    async (request, reply) => {
      const then = safePlace(request.query.then);
      const { url, kept } = await provider(parts).begin({ redirect_uri: redirectUri(parts), then });
      return reply.header('set-cookie', keptCookie(kept, OIDC_SECONDS, parts.secure)).redirect(url, 302);
    },
  );
  typed.get(
    `${PATH}/callback`,
    {
      config: OPEN,
      schema: { summary: 'Where the provider sends the browser back to', tags: TAGS, querystring: Back },
    },
    async (request, reply) => {
      const kept = cookieOf(request);
      reply.header('set-cookie', keptCookie('', 0, parts.secure));
      const { query } = request;
      const came = await provider(parts).finish({ kept, query, redirect_uri: redirectUri(parts) });
      const person_id = came === null ? null : await personFor(parts, came);
      if (came === null || person_id === null) return reply.redirect(FAILED, 302);
      reply.header('set-cookie', await parts.accounts.openSession(person_id));
      return reply.redirect(came.then, 302);
    },
  );
}

function provider({ single_sign_on }: IdentityParts): Oidc {
  if (single_sign_on === null) throw new Refusal('no_such_page');
  return single_sign_on;
}

function redirectUri(parts: IdentityParts): string {
  return `${parts.origin()}${PATH}/callback`;
}

/** Who it is here; null: nobody who may come in. */
async function personFor(parts: IdentityParts, came: CameBack): Promise<string | null> {
  const { email, granted } = came;
  if (granted === 'nothing') {
    await noteFailure(parts, await parts.accounts.find(email), 'single sign-on');
    return null;
  }
  return granted === null ? knownOrInvited(parts, email) : providedPerson(parts, came, granted);
}

/** What the provider says, somebody is: joined, or changed, when it says something new. Who was let go here stays out. */
async function providedPerson(
  parts: IdentityParts,
  { email, name }: CameBack,
  { role, shop_id }: Granted,
): Promise<string | null> {
  const person_id = await parts.accounts.make({ name: name ?? email, email, password: null });
  const person: Person = { person_id, name: name ?? email, email, role, shop_id };
  if (!(await parts.people.provided(person))) return null;
  await noteSignedIn(parts, person);
  return person_id;
}

/** Who has the address here: somebody who works here, or somebody invited, who thereby accepts. */
async function knownOrInvited(parts: IdentityParts, email: string): Promise<string | null> {
  const known = await parts.accounts.find(email);
  const person = known === null ? null : await parts.people.find(known);
  if (person) {
    await noteSignedIn(parts, person);
    return person.person_id;
  }
  const invited = await parts.invitations.forAddress(email);
  if (invited === null) return null;
  const person_id = await parts.accounts.make({ name: invited.name, email, password: null });
  return (await invited.accept(person_id)) === null ? null : person_id;
}

function noteSignedIn({ audit }: IdentityParts, { person_id, shop_id }: Person): Promise<void> {
  const entry = { shop_id, person: person_id, target: person_id };
  return audit.write({ ...entry, action: 'signed_in', detail: { by: 'single sign-on' } });
}

/** Only places of our own: a link from outside must not say where signing in leads to. */
function safePlace(then: string | undefined): string {
  return then !== undefined && /^\/(?![/\\])[^\\\r\n]*$/.test(then) ? then : '/';
}

function keptCookie(value: string, seconds: number, secure: boolean): string {
  return `${KEPT}=${value}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

function cookieOf(request: FastifyRequest): string {
  const cookies = (request.headers.cookie ?? '').split(/; */);
  return cookies.find((one) => one.startsWith(`${KEPT}=`))?.slice(KEPT.length + 1) ?? '';
}
