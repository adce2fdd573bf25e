import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AuditedAction } from '../audit/audit.ts';
import { personOf } from '../http/access.ts';
import { Refusal } from '../http/refusal.ts';
import { browserHeaders } from './browser-headers.ts';
import type { IdentityParts } from './identity.ts';
import { notTheLast } from './passkey-routes.ts';
import { type Person, ROLES } from './role.ts';
import * as shapes from './shapes.ts';

/** Everybody, also those who have yet to set up the second factor that their role asks for. */
const ANYBODY = { access: { roles: ROLES, before_second_factor: true as const } };
const TAGS = ['account'];

/** What everybody may do with their own account. */
export function accountRoutes(app: FastifyInstance, parts: IdentityParts): void {
  passwordRoute(app, parts);
  sessionRoutes(app, parts);
  secondFactorRoutes(app, parts);
  removalRoutes(app, parts);
}

function note(parts: IdentityParts, person: Person, action: AuditedAction): Promise<void> {
  const { person_id, shop_id } = person;
  return parts.audit.write({ shop_id, person: person_id, action, target: person_id });
}

function passwordRoute(app: FastifyInstance, parts: IdentityParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/me/password',
    {
      config: { ...ANYBODY, audited: 'password_changed' },
      schema: {
        summary: 'Change one’s password',
        description: 'Ends every other session.',
        tags: TAGS,
        body: shapes.ChangePassword,
        response: { 200: shapes.Done },
      },
    },
    async (request, reply) => {
      const headers = browserHeaders(request);
      const { value, cookies } = await parts.accounts.changePassword({ ...request.body, headers });
      if (!value) throw new Refusal('password_refused');
      reply.header('set-cookie', cookies);
      await note(parts, personOf(request), 'password_changed');
      return { done: true as const };
    },
  );
}

function sessionRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/me/sessions',
    {
      config: ANYBODY,
      schema: { summary: 'Where one is signed in', tags: TAGS, response: { 200: shapes.OpenSessions } },
    },
    async (request) => ({ sessions: await parts.accounts.sessions(browserHeaders(request)) }),
  );
  typed.post(
    '/api/me/sessions/:session/end',
    {
      config: { ...ANYBODY, audited: 'session_ended' },
      schema: {
        summary: 'End one of one’s sessions',
        tags: TAGS,
        params: shapes.SessionAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      const ended = await parts.accounts.endSession({
        session_id: request.params.session,
        headers: browserHeaders(request),
      });
      if (!ended) throw new Refusal('no_such_member');
      await note(parts, personOf(request), 'session_ended');
      return { done: true as const };
    },
  );
}

function secondFactorRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/me/second-factor',
    {
      config: { ...ANYBODY, audited: { nothing: 'it counts once it is confirmed' } },
      schema: {
        summary: 'Begin a second factor',
        description:
          'It counts once a code of the app was confirmed. The recovery codes are shown only here.',
        tags: TAGS,
        body: shapes.Again,
        response: { 200: shapes.SecondFactor },
      },
    },
    async (request) => {
      const { password } = request.body;
      const made = await parts.accounts.addSecondFactor({ password, headers: browserHeaders(request) });
      if (!made) throw new Refusal('password_refused');
      return { ...made, secret: new URL(made.uri).searchParams.get('secret') ?? '' };
    },
  );
  typed.post(
    '/api/me/second-factor/confirm',
    {
      config: { ...ANYBODY, audited: 'second_factor_added' },
      schema: {
        summary: 'Confirm the second factor with a code of the app',
        tags: TAGS,
        body: shapes.Confirm,
        response: { 200: shapes.Done },
      },
    },
    async (request, reply) => {
      const { code } = request.body;
      const step = await parts.accounts.confirmSecondFactor({ code, headers: browserHeaders(request) });
      if (!step.value) throw new Refusal('code_refused');
      reply.header('set-cookie', step.cookies);
      await note(parts, personOf(request), 'second_factor_added');
      return { done: true as const };
    },
  );
}

function removalRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/me/second-factor/remove',
    {
      config: { ...ANYBODY, audited: 'second_factor_removed' },
      schema: {
        summary: 'Remove the second factor',
        tags: TAGS,
        body: shapes.Again,
        response: { 200: shapes.Done },
      },
    },
    async (request, reply) => {
      const { password } = request.body;
      const person = personOf(request);
      await notTheLast(parts, person, 'app');
      const step = await parts.accounts.removeSecondFactor({ password, headers: browserHeaders(request) });
      if (!step.value) throw new Refusal('password_refused');
      reply.header('set-cookie', step.cookies);
      await note(parts, person, 'second_factor_removed');
      return { done: true as const };
    },
  );
  typed.post(
    '/api/me/recovery-codes',
    {
      config: { ...ANYBODY, audited: 'recovery_codes_made' },
      schema: {
        summary: 'Make new recovery codes',
        description: 'The old ones open nothing any more.',
        tags: TAGS,
        body: shapes.Again,
        response: { 200: shapes.RecoveryCodes },
      },
    },
    async (request) => {
      const { password } = request.body;
      const codes = await parts.accounts.newRecoveryCodes({ password, headers: browserHeaders(request) });
      if (!codes) throw new Refusal('password_refused');
      await note(parts, personOf(request), 'recovery_codes_made');
      return { recovery_codes: codes };
    },
  );
}
