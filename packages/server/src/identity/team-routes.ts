import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { personOf } from '../http/access.ts';
import { Refusal } from '../http/refusal.ts';
import type { IdentityParts } from './identity.ts';
import type { NewInvitation } from './invitations.ts';
import { grantableRoles, isShopRole, type Person, type Role } from './role.ts';
import * as shapes from './shapes.ts';

const READS = { access: { roles: ['shop_admin', 'admin'] as const, scope: 'people:read' as const } };
const CHANGES = { access: { roles: ['shop_admin', 'admin'] as const } };
const TAGS = ['team'];

/** Who works here: listing, inviting, changing roles, taking access away. */
export function teamRoutes(app: FastifyInstance, parts: IdentityParts): void {
  listRoute(app, parts);
  invitationRoutes(app, parts);
  memberRoutes(app, parts);
  secondFactorRoute(app, parts);
}

function listRoute(app: FastifyInstance, parts: IdentityParts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/people',
    {
      config: READS,
      schema: { summary: 'The people of the team', tags: TAGS, response: { 200: shapes.Team } },
    },
    async (request) => {
      const person = personOf(request);
      const [people, invitations] = await Promise.all([
        parts.people.list(person),
        parts.invitations.list(person),
      ]);
      const known = await parts.shops();
      const shops = person.shop_id === null ? known : known.filter(({ id }) => id === person.shop_id);
      return { people, invitations, roles: [...grantableRoles(person)], shops };
    },
  );
}

function invitationRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/invitations',
    {
      config: { ...CHANGES, audited: 'person_invited' },
      schema: {
        summary: 'Invite somebody by mail',
        description: 'The answer holds the link only where Hark has no mail server.',
        tags: TAGS,
        body: shapes.Invite,
        response: { 200: shapes.Invited },
      },
    },
    async (request) => {
      const by = personOf(request);
      const { name, email, role, shop_id } = request.body;
      const wanted: NewInvitation = { name, email, role, shop_id: shopFor(by, role, shop_id ?? null) };
      const known = await parts.accounts.find(email);
      if (known !== null && (await parts.people.find(known))) throw new Refusal('member_already');
      const { token } = await parts.invitations.make(by, wanted);
      const link = `${parts.origin()}/invitation#${token}`;
      parts.mail.send({
        to: email,
        subject: `${by.name} invites you to Hark`,
        text: `Hello ${name},\n\n${by.name} invites you to Hark as ${role.replace('_', ' ')}. Choose a password here within seven days:\n\n${link}\n`,
      });
      // Where no letter goes out, whoever invites hands the link over.
      return { done: true as const, link: parts.mail.delivers ? null : link };
    },
  );
  typed.post(
    '/api/invitations/:invitation/withdraw',
    {
      config: { ...CHANGES, audited: 'invitation_withdrawn' },
      schema: {
        summary: 'Withdraw an invitation',
        tags: TAGS,
        params: shapes.InvitationAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      if (!(await parts.invitations.withdraw(personOf(request), request.params.invitation)))
        throw new Refusal('no_such_member');
      return { done: true as const };
    },
  );
}

/** Which shop somebody will belong to: the inviter's own, or the one that a person of the platform names. */
function shopFor(by: Person, role: Role, shop_id: string | null): string | null {
  if (!grantableRoles(by).includes(role)) throw new Refusal('not_allowed');
  if (!isShopRole(role)) return null;
  if (by.shop_id !== null) {
    if (shop_id !== null && shop_id !== by.shop_id) throw new Refusal('not_allowed');
    return by.shop_id;
  }
  if (shop_id === null)
    throw new Refusal('wrong_fields', 'shop_id: must name the shop. Nothing was changed.');
  return shop_id;
}

function memberRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/people/:person/role',
    {
      config: { ...CHANGES, audited: 'role_changed' },
      schema: {
        summary: 'Change somebody’s role within their house',
        tags: TAGS,
        params: shapes.PersonAddress,
        body: shapes.ChangeRole,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      const by = personOf(request);
      const { role } = request.body;
      const person_id = request.params.person;
      if (person_id === by.person_id) throw new Refusal('last_admin');
      if (!grantableRoles(by).includes(role)) throw new Refusal('not_allowed');
      if (!(await parts.people.changeRole(by, { person_id, role }))) throw new Refusal('no_such_member');
      return { done: true as const };
    },
  );
  typed.post(
    '/api/people/:person/remove',
    {
      config: { ...CHANGES, audited: 'person_removed' },
      schema: {
        summary: 'Take away somebody’s access',
        description: 'Ends their sessions at once. What they did stays in the audit log.',
        tags: TAGS,
        params: shapes.PersonAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      const by = personOf(request);
      const person_id = request.params.person;
      if (person_id === by.person_id) throw new Refusal('last_admin');
      if (!(await parts.people.remove(by, person_id))) throw new Refusal('no_such_member');
      await parts.accounts.endAll(person_id);
      return { done: true as const };
    },
  );
}

function secondFactorRoute(app: FastifyInstance, parts: IdentityParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/people/:person/second-factors/remove',
    {
      config: { ...CHANGES, audited: 'second_factors_taken' },
      schema: {
        summary: 'Take away the second factors of somebody who lost them',
        description: 'Their app and their passkeys; ends their sessions. They are told by mail.',
        tags: TAGS,
        params: shapes.PersonAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      const by = personOf(request);
      const person_id = request.params.person;
      if (person_id === by.person_id) throw new Refusal('last_admin');
      const theirs = (await parts.people.list(by)).find((one) => one.person_id === person_id);
      if (!theirs || theirs.left_at !== null) throw new Refusal('no_such_member');
      await parts.accounts.removeSecondFactors(person_id);
      const { shop_id, email, name } = theirs;
      const entry = { shop_id, person: by.person_id, target: person_id };
      await parts.audit.write({ ...entry, action: 'second_factors_taken' });
      parts.mail.send({ to: email, subject: 'Your second factors for Hark', text: takenText(name, by.name) });
      return { done: true as const };
    },
  );
}

function takenText(name: string, by: string): string {
  return `Hello ${name},

${by} took away the second factors of your account: the app for codes and the passkeys. Your password is as it was, and every
session was ended. Sign in and set up a new one on the page of your account.

If you did not ask for this, tell somebody who leads your team.
`;
}
