import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AuditedAction } from '../audit/audit.ts';
import { personOf } from '../http/access.ts';
import { Refusal } from '../http/refusal.ts';
import { ownOrigin } from '../http/same-origin.ts';
import { browserHeaders } from './browser-headers.ts';
import type { IdentityParts } from './identity.ts';
import { type Person, ROLES } from './role.ts';
import { hasSecondFactor } from './second-factors.ts';
import * as shapes from './shapes.ts';
import { noteFailure, notTooMany, ownPageOnly, settle, tryOf } from './sign-in-steps.ts';

const OPEN = { access: 'public' as const };
const ANYBODY = { access: { roles: ROLES, before_second_factor: true as const } };
const SIGN_IN = ['sign-in'];
const ACCOUNT = ['account'];

/** Passkeys (WebAuthn): signing in by one, and those of one's own account. */
export function passkeyRoutes(app: FastifyInstance, parts: IdentityParts): void {
  signInRoutes(app, parts);
  addRoutes(app, parts);
  keepingRoutes(app, parts);
}

/** Refuses to take away the last second factor of somebody whose role asks for one. */
export async function notTheLast(
  { accounts, second_factor_roles }: IdentityParts,
  { person_id, role }: Person,
  less: 'app' | 'passkey',
): Promise<void> {
  if (!second_factor_roles.includes(role)) return;
  const { app, passkeys, password } = await accounts.secondFactors(person_id);
  const left =
    less === 'app' ? { app: false, passkeys, password } : { app, passkeys: passkeys - 1, password };
  if (!hasSecondFactor(left)) throw new Refusal('last_second_factor');
}

/** What is held against the origin that the authenticator signed: ours, and never what the request says of itself. */
function ceremonyHeaders(request: FastifyRequest, { public_origin }: IdentityParts): Headers {
  const headers = browserHeaders(request);
  headers.set('origin', public_origin ?? ownOrigin(request));
  return headers;
}

function signInRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/sign-in/passkey/question',
    {
      config: OPEN,
      schema: {
        summary: 'What a browser asks for a passkey with',
        description: 'Options of WebAuthn in JSON, for five minutes; the challenge is kept in a cookie.',
        tags: SIGN_IN,
        response: { 200: shapes.PasskeyQuestion },
      },
    },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const { value, cookies } = await parts.accounts.passkeyQuestion(ceremonyHeaders(request, parts));
      reply.header('set-cookie', cookies);
      return shapes.PasskeyQuestion.parse(value);
    },
  );
  typed.post(
    '/api/sign-in/passkey',
    {
      config: OPEN,
      schema: {
        summary: 'Sign in with a passkey',
        description: 'Sets the session cookie. Nothing else is asked: a passkey is both factors.',
        tags: SIGN_IN,
        body: shapes.PasskeySignIn,
        response: { 200: shapes.SignedIn },
      },
    },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const { answer } = request.body;
      const attempt = tryOf(request, 'passkey');
      await notTooMany(parts, attempt, reply);
      const step = await parts.accounts.signInByPasskey({ answer, headers: ceremonyHeaders(request, parts) });
      if (step.value === 'refused')
        await noteFailure(parts, await parts.accounts.ownerOfPasskey(answer.id), 'passkey');
      return settle(parts, { step, attempt, reply, by: 'passkey' });
    },
  );
}

function addRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/me/passkeys/question',
    {
      config: { ...ANYBODY, audited: { nothing: 'a question changes nothing' } },
      schema: {
        summary: 'What a browser makes a passkey with',
        description:
          'Asks for the present password; who has none must have signed in within the last quarter of an hour.',
        tags: ACCOUNT,
        body: shapes.AgainIfAny,
        response: { 200: shapes.PasskeyQuestion },
      },
    },
    async (request, reply) => {
      const headers = ceremonyHeaders(request, parts);
      await confirmed(parts, { password: request.body.password, headers });
      const question = await parts.accounts.newPasskeyQuestion(headers);
      if (question === null) throw new Refusal('too_many_passkeys');
      reply.header('set-cookie', question.cookies);
      return shapes.PasskeyQuestion.parse(question.value);
    },
  );
  typed.post(
    '/api/me/passkeys',
    {
      config: { ...ANYBODY, audited: 'passkey_added' },
      schema: {
        summary: 'Keep a passkey that the browser has made',
        tags: ACCOUNT,
        body: shapes.NewPasskey,
        response: { 200: shapes.Done },
      },
    },
    async (request, reply) => {
      const headers = ceremonyHeaders(request, parts);
      const added = await parts.accounts.addPasskey({ ...request.body, headers });
      if (added === null) throw new Refusal('passkey_not_kept');
      reply.header('set-cookie', added.cookies);
      const { passkey_id, synced } = added.value;
      await note(parts, personOf(request), { action: 'passkey_added', passkey: passkey_id, synced });
      return { done: true as const };
    },
  );
}

function keepingRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/me/passkeys',
    {
      config: ANYBODY,
      schema: { summary: 'One’s own passkeys', tags: ACCOUNT, response: { 200: shapes.Passkeys } },
    },
    async (request) => ({ passkeys: await parts.accounts.passkeys(browserHeaders(request)) }),
  );
  typed.post(
    '/api/me/passkeys/:passkey/rename',
    {
      config: { ...ANYBODY, audited: 'passkey_renamed' },
      schema: {
        summary: 'Call a passkey by another name',
        tags: ACCOUNT,
        params: shapes.PasskeyAddress,
        body: shapes.RenamePasskey,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      const given = { passkey_id: request.params.passkey, headers: browserHeaders(request) };
      if (!(await parts.accounts.renamePasskey({ ...given, name: request.body.name })))
        throw new Refusal('no_such_member');
      await note(parts, personOf(request), { action: 'passkey_renamed', passkey: given.passkey_id });
      return { done: true as const };
    },
  );
  typed.post(
    '/api/me/passkeys/:passkey/remove',
    {
      config: { ...ANYBODY, audited: 'passkey_removed' },
      schema: {
        summary: 'Remove a passkey',
        description: 'It opens nothing any more. The last second factor stays where the role asks for one.',
        tags: ACCOUNT,
        params: shapes.PasskeyAddress,
        body: shapes.AgainIfAny,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      const person = personOf(request);
      const headers = browserHeaders(request);
      await confirmed(parts, { password: request.body.password, headers });
      const passkey_id = request.params.passkey;
      const own = await parts.accounts.passkeys(headers);
      if (!own.some((one) => one.passkey_id === passkey_id)) throw new Refusal('no_such_member');
      await notTheLast(parts, person, 'passkey');
      if (!(await parts.accounts.removePasskey({ passkey_id, headers }))) throw new Refusal('no_such_member');
      await note(parts, person, { action: 'passkey_removed', passkey: passkey_id });
      return { done: true as const };
    },
  );
}

type Confirming = { password: string | null; headers: Headers };

async function confirmed({ accounts }: IdentityParts, given: Confirming): Promise<void> {
  const answer = await accounts.confirm(given);
  if (answer !== 'yes') throw new Refusal(answer);
}

type Noted = { action: AuditedAction; passkey: string; synced?: boolean };

function note({ audit }: IdentityParts, person: Person, { action, ...detail }: Noted): Promise<void> {
  const { person_id, shop_id } = person;
  return audit.write({ shop_id, person: person_id, action, target: person_id, detail });
}
