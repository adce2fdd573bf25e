import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refusal } from '../http/refusal.ts';
import { browserHeaders } from './browser-headers.ts';
import type { IdentityParts } from './identity.ts';
import * as shapes from './shapes.ts';
import type { Try } from './sign-in-limits.ts';
import { noteOf, notTooMany, ownPageOnly, settle, tryOf } from './sign-in-steps.ts';

const OPEN = { access: 'public' as const };
/** Of a marketplace with more shops than a page should carry, the others are called by their ids. */
const MOST_NAMES = 1_000;
const TAGS = ['sign-in'];

/** Who is here; signing in, by password and second factor; signing out; a new password by mail; accepting an invitation. */
export function signInRoutes(app: FastifyInstance, parts: IdentityParts): void {
  sessionRoute(app, parts);
  passwordRoutes(app, parts);
  resetRoutes(app, parts);
  invitationRoutes(app, parts);
}

function sessionRoute(app: FastifyInstance, parts: IdentityParts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/session',
    {
      config: OPEN,
      schema: {
        summary: 'Who is here, and which ways in there are',
        tags: TAGS,
        response: { 200: shapes.Session },
      },
    },
    async (request) => {
      const session = await parts.accounts.session(browserHeaders(request));
      const person = session ? await parts.people.find(session.person_id) : null;
      const demo = person === null ? parts.demo_accounts : [];
      const here = [person?.shop_id, ...demo.map(({ shop_id }) => shop_id)];
      // People of the platform read of every shop.
      const all = person !== null && person.shop_id === null;
      const named = (await parts.shops()).filter(({ id }) => all || here.includes(id));
      return {
        person,
        second_factors: person && {
          ...(await parts.accounts.secondFactors(person.person_id)),
          required: parts.second_factor_roles.includes(person.role),
        },
        passkey_host: parts.passkey_host,
        demo,
        shop_names: Object.fromEntries(named.slice(0, MOST_NAMES).map(({ id, name }) => [id, name])),
        single_sign_on: parts.single_sign_on?.label ?? null,
      };
    },
  );
}

function passwordRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/sign-in',
    {
      config: OPEN,
      schema: {
        summary: 'Sign in with e-mail address and password',
        description: 'Sets the session cookie, or asks for the second factor.',
        tags: TAGS,
        body: shapes.SignIn,
        response: { 200: shapes.SignedIn },
      },
    },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const { email, password } = request.body;
      const attempt = tryOf(request, email);
      await notTooMany(parts, attempt, reply);
      const step = await parts.accounts.signIn({ email, password, headers: browserHeaders(request) });
      return settle(parts, { step, attempt, reply });
    },
  );
  typed.post(
    '/api/sign-in/second-factor',
    {
      config: OPEN,
      schema: {
        summary: 'Finish signing in with a code of the app, or a recovery code',
        tags: TAGS,
        body: shapes.Code,
        response: { 200: shapes.SignedIn },
      },
    },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const { code, kind } = request.body;
      // Whose it is says the cookie of the first step; better-auth counts per account, we per address.
      const attempt = tryOf(request, 'second factor');
      await notTooMany(parts, attempt, reply);
      const step = await parts.accounts.verify({ code, kind, headers: browserHeaders(request) });
      return settle(parts, { step, attempt, reply });
    },
  );
  typed.post(
    '/api/sign-out',
    { config: OPEN, schema: { summary: 'Sign out', tags: TAGS, response: { 200: shapes.Done } } },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const headers = browserHeaders(request);
      const session = await parts.accounts.session(headers);
      const { cookies } = await parts.accounts.signOut(headers);
      if (session) await noteOf(parts, session.person_id, { action: 'signed_out' });
      reply.header('set-cookie', cookies);
      return { done: true as const };
    },
  );
}

function resetRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/password/ask',
    {
      config: OPEN,
      schema: {
        summary: 'Ask for a link that sets a new password',
        description: 'The answer is the same whether the address is somebody’s or nobody’s.',
        tags: TAGS,
        body: shapes.AskReset,
        response: { 200: shapes.Done },
      },
    },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const attempt: Try = { email: `reset ${request.body.email}`, address: request.ip, known_browser: null };
      await notTooMany(parts, attempt, reply);
      // Each request counts: otherwise somebody's mailbox could be filled.
      await parts.limits.failed(attempt);
      await parts.accounts.requestReset(request.body.email);
      return { done: true as const };
    },
  );
  typed.post(
    '/api/password/reset',
    {
      config: OPEN,
      schema: {
        summary: 'Set a new password with the token of a link',
        description: 'Ends every session of the person.',
        tags: TAGS,
        body: shapes.Reset,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      ownPageOnly(request, parts);
      const person_id = await parts.accounts.reset(request.body);
      if (person_id === null) throw new Refusal('link_ended');
      const person = await parts.people.find(person_id);
      if (person)
        await parts.audit.write({
          shop_id: person.shop_id,
          person: person_id,
          action: 'password_reset',
          target: person_id,
        });
      return { done: true as const };
    },
  );
}

function invitationRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/invitations/read',
    {
      config: OPEN,
      schema: {
        summary: 'Whom a link invites, and as what',
        tags: TAGS,
        body: z.strictObject({ token: shapes.Token }),
        response: { 200: shapes.InvitationShown },
      },
    },
    async (request) => {
      const invited = await parts.invitations.read(request.body.token);
      if (!invited) throw new Refusal('link_ended');
      const shop = (await parts.shops()).find(({ id }) => id === invited.shop_id);
      return { ...invited, shop_name: shop?.name ?? null };
    },
  );
  typed.post(
    '/api/invitations/accept',
    {
      config: OPEN,
      schema: {
        summary: 'Accept an invitation with a password of one’s own',
        tags: TAGS,
        body: shapes.Accept,
        response: { 200: shapes.SignedIn },
      },
    },
    async (request, reply) => {
      ownPageOnly(request, parts);
      const { token, password } = request.body;
      const invited = await parts.invitations.read(token);
      if (!invited) throw new Refusal('link_ended');
      const { email, name } = invited;
      const before = await parts.accounts.find(email);
      if (before !== null && (await parts.people.find(before))) throw new Refusal('member_already');
      const person_id = await parts.accounts.make({ name, email, password });
      if (!(await parts.invitations.accept(token, person_id))) throw new Refusal('link_ended');
      const step = await parts.accounts.signIn({ email, password, headers: browserHeaders(request) });
      return settle(parts, { step, attempt: tryOf(request, email), reply });
    },
  );
}
