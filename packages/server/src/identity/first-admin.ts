import { makeAudit } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import type { IdentityParts } from './identity.ts';
import { makeInvitations, type NewInvitation } from './invitations.ts';
import type { Person } from './role.ts';

/** What invites the first administrator, when nobody is there who could. */
const HARK: Person = { person_id: 'hark', name: 'Hark', email: '', role: 'admin', shop_id: null };

/** While there is no administrator: a link that makes whoever opens it with this address the first one. Otherwise null. */
export async function firstAdmin(
  { people, invitations, origin }: Pick<IdentityParts, 'people' | 'invitations' | 'origin'>,
  email: string | null,
): Promise<string | null> {
  if (email === null || (await people.hasAdmin())) return null;
  const { token } = await invitations.make(HARK, { name: email, email, role: 'admin', shop_id: null });
  return `${origin()}/invitation#${token}`;
}

/** Invites somebody from the command line, where whoever runs it may do everything anyway; the secret of the link. */
export async function invitePerson(database: Pick<Database, 'as'>, wanted: NewInvitation): Promise<string> {
  const now = (): string => new Date().toISOString();
  const invitations = makeInvitations({ database, audit: makeAudit(database, now), now });
  return (await invitations.make(HARK, wanted)).token;
}
