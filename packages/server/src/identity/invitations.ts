import { randomUUID, timingSafeEqual } from 'node:crypto';
import { PLATFORM } from '@hark/core';
import type { Invitation, InvitationShown } from '@hark/wire';
import type { Audit } from '../audit/audit.ts';
import { type Context, forPerson, type Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { insertPerson } from './people-store.ts';
import { homeOf, type Person, type Role } from './role.ts';
import { newSecret, secretHash } from './secret.ts';

/** Whom to invite, as what; the inviter's rights were looked at before. */
export type NewInvitation = { name: string; email: string; role: Role; shop_id: string | null };

/** Invitations by link; role and shop are fixed when somebody is invited. */
export type Invitations = {
  /** The secret that stands in the link; it is kept nowhere. */
  make(by: Person, wanted: NewInvitation): Promise<{ token: string; invitation_id: string }>;
  list(viewer: Person): Promise<Invitation[]>;
  /** False when there is no open one within reach. */
  withdraw(by: Person, invitation_id: string): Promise<boolean>;
  /** Whom a link invites, or null when it is not open any more. */
  read(token: string): Promise<Omit<InvitationShown, 'shop_name'> | null>;
  /** Lets the person in whom the link invites; null when it is not open any more. */
  accept(token: string, person_id: string): Promise<Person | null>;
  /** The open invitation of an address that a provider has verified, for those who come by single sign-on. */
  forAddress(
    email: string,
  ): Promise<{ name: string; accept(person_id: string): Promise<Person | null> } | null>;
};

type Row = {
  shop_id: string;
  invitation_id: string;
  name: string;
  email: string;
  role: Role;
  hash: Buffer;
  invited_by: string;
  invited_at: Date;
  expires_at: Date;
};

const COLUMNS = 'shop_id::text, invitation_id, name, email, role, hash, invited_by, invited_at, expires_at';
const LIVES_MS = 7 * 24 * 3_600_000;

type Parts = { database: Pick<Database, 'as'>; audit: Audit; now: () => string };

/** Invitations in the database; `now` gives the time in ISO 8601. */
export function makeInvitations(parts: Parts): Invitations {
  const { database, audit, now } = parts;
  return {
    make: (by, wanted) => make(parts, by, wanted),
    async list(viewer) {
      const rows = await database.as(forPerson(viewer), (transaction) =>
        transaction.query<Row>(
          `select ${COLUMNS} from invitations where ended_at is null and expires_at > $1 order by invited_at desc`,
          [now()],
        ),
      );
      return rows.map(shown);
    },
    withdraw(by, invitation_id) {
      return database.as(forPerson(by), async (transaction) => {
        const [row] = await transaction.query<{ shop_id: string }>(
          `update invitations set ended_at = $2 where invitation_id = $1 and ended_at is null returning shop_id::text`,
          [invitation_id, now()],
        );
        if (!row) return false;
        await audit.within(transaction, {
          shop_id: ownerOf(row),
          person: by.person_id,
          action: 'invitation_withdrawn',
          target: invitation_id,
        });
        return true;
      });
    },
    async read(token) {
      const row = await openInvitation(parts, token);
      if (!row) return null;
      return { name: row.name, email: row.email, role: row.role, shop_id: ownerOf(row) };
    },
    async accept(token, person_id) {
      const row = await openInvitation(parts, token);
      return row ? accept(parts, row, person_id) : null;
    },
    async forAddress(email) {
      // Before it is known whose they are: what is asked here is the system, not a person.
      const [row] = await database.as(EVERY_SHOP, (transaction) =>
        transaction.query<Row>(
          `select ${COLUMNS} from invitations where lower(email) = lower($1) and ended_at is null and expires_at > $2
           order by invited_at desc limit 1`,
          [email, now()],
        ),
      );
      return row ? { name: row.name, accept: (person_id) => accept(parts, row, person_id) } : null;
    },
  };
}

function make({ database, audit, now }: Parts, by: Person, wanted: NewInvitation) {
  const invitation_id = randomUUID();
  const secret = newSecret();
  const { name, email, role } = wanted;
  const until = new Date(Date.parse(now()) + LIVES_MS);
  return database.as(forPerson(by), async (transaction) => {
    // Who is invited anew has one open link, not two; of two who invite at once, the second ends the first one's.
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `invitation ${email.toLowerCase()}`,
    ]);
    await transaction.query(
      'update invitations set ended_at = $2 where lower(email) = lower($1) and ended_at is null',
      [email, now()],
    );
    await transaction.query(
      `insert into invitations (shop_id, invitation_id, email, name, role, hash, invited_by, invited_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [homeOf(wanted), invitation_id, email, name, role, secretHash(secret), by.person_id, now(), until],
    );
    await audit.within(transaction, {
      shop_id: wanted.shop_id,
      person: by.person_id,
      action: 'person_invited',
      target: invitation_id,
      detail: { role },
    });
    return { token: `${invitation_id}.${secret}`, invitation_id };
  });
}

async function openInvitation({ database, now }: Parts, token: string): Promise<Row | null> {
  const [invitation_id, secret] = token.split('.');
  if (!invitation_id || !secret || !/^[0-9a-f-]{36}$/.test(invitation_id)) return null;
  const context: Context = { role: 'app', shop_id: null, person: `invitation:${invitation_id}` };
  const [row] = await database.as(context, (transaction) =>
    transaction.query<Row>(
      `select ${COLUMNS} from invitations where invitation_id = $1 and ended_at is null and expires_at > $2`,
      [invitation_id, now()],
    ),
  );
  return row && timingSafeEqual(row.hash, secretHash(secret)) ? row : null;
}

const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };

async function accept(parts: Parts, row: Row, person_id: string): Promise<Person | null> {
  const { name, email, role } = row;
  const person: Person = { person_id, name, email, role, shop_id: ownerOf(row) };
  const context: Context = { role: 'app', shop_id: row.shop_id, person: person_id };
  return parts.database.as(context, async (transaction) => {
    if (!(await close(transaction, row, parts.now()))) return null;
    await insertPerson(transaction, person, row.invited_by);
    await parts.audit.within(transaction, {
      shop_id: person.shop_id,
      person: person_id,
      action: 'person_joined',
      target: person_id,
      detail: { role, invitation: row.invitation_id },
    });
    return person;
  });
}

/** Only the first of two who press at once comes in by a link. */
async function close(transaction: Transaction, row: Row, at: string): Promise<boolean> {
  const closed = await transaction.query(
    'update invitations set ended_at = $2 where invitation_id = $1 and ended_at is null returning 1',
    [row.invitation_id, at],
  );
  return closed.length === 1;
}

function ownerOf({ shop_id }: { shop_id: string }): string | null {
  return shop_id === PLATFORM ? null : shop_id;
}

function shown(row: Row): Invitation {
  const { invitation_id, name, email, role } = row;
  return {
    invitation_id,
    shop_id: ownerOf(row),
    name,
    email,
    role,
    invited_at: row.invited_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}
