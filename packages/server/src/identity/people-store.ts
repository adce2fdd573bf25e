import { PLATFORM } from '@hark/core';
import type { Audit } from '../audit/audit.ts';
import { type Context, forPerson, type Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { homeOf, type Person, type Role } from './role.ts';

/** A person as the team's page lists them. */
export type Member = Person & { joined_at: string; left_at: string | null };

type PersonRow = {
  shop_id: string;
  person_id: string;
  name: string;
  email: string;
  role: Role;
  joined_at: Date;
  left_at: Date | null;
};

const COLUMNS = 'shop_id::text, person_id, name, email, role, joined_at, left_at';

/** Who works here. */
export type PeopleStore = {
  /** A person who may come in; null when there is none or they have left. */
  find(person_id: string): Promise<Person | null>;
  /** Everybody whom `viewer` may see, in order of name. */
  list(viewer: Person): Promise<Member[]>;
  /** Adds somebody. */
  add(person: Person, invited_by: string): Promise<void>;
  /** Gives a role of the same house; false when there is no such person within reach. */
  changeRole(by: Person, change: { person_id: string; role: Role }): Promise<boolean>;
  /** Somebody as their provider says they are: added, or given that role and house. False when they were let go here. */
  provided(person: Person): Promise<boolean>;
  /** Lets nobody in under this name any more; false when there is no such person within reach. */
  remove(by: Person, person_id: string): Promise<boolean>;
  /** Whether anybody of the platform is there who may invite others. */
  hasAdmin(): Promise<boolean>;
};

/** The people in the database, each change with its note in the audit log. */
export function makePeopleStore(database: Pick<Database, 'as'>, audit: Audit): PeopleStore {
  return {
    async find(person_id) {
      const context: Context = { role: 'app', shop_id: null, person: person_id };
      const [row] = await database.as(context, (transaction) =>
        transaction.query<PersonRow>(`select ${COLUMNS} from people where person_id = $1`, [person_id]),
      );
      return row && row.left_at === null ? personIn(row) : null;
    },
    async list(viewer) {
      const rows = await database.as(forPerson(viewer), (transaction) =>
        transaction.query<PersonRow>(
          `select ${COLUMNS} from people order by left_at is not null, lower(name), person_id`,
        ),
      );
      return rows.map(memberIn);
    },
    add(person, invited_by) {
      const context: Context = { role: 'app', shop_id: homeOf(person), person: person.person_id };
      return database.as(context, async (transaction) => {
        await insertPerson(transaction, person, invited_by);
        await audit.within(transaction, {
          shop_id: person.shop_id,
          person: person.person_id,
          action: 'person_joined',
          target: person.person_id,
          detail: { role: person.role },
        });
      });
    },
    changeRole(by, { person_id, role }) {
      return database.as(forPerson(by), async (transaction) => {
        const [before] = await lockPerson(transaction, person_id);
        if (!before || (role === 'agent' || role === 'shop_admin') !== (before.shop_id !== PLATFORM))
          return false;
        await transaction.query('update people set role = $2 where person_id = $1', [person_id, role]);
        await audit.within(transaction, {
          shop_id: ownerOf(before),
          person: by.person_id,
          action: 'role_changed',
          target: person_id,
          detail: { from: before.role, to: role },
        });
        return true;
      });
    },
    provided: (person) => database.as(EVERY_SHOP, (transaction) => provide({ transaction, audit }, person)),
    remove(by, person_id) {
      return database.as(forPerson(by), async (transaction) => {
        const [before] = await lockPerson(transaction, person_id);
        if (!before) return false;
        await transaction.query('update people set left_at = now() where person_id = $1', [person_id]);
        await audit.within(transaction, {
          shop_id: ownerOf(before),
          person: by.person_id,
          action: 'person_removed',
          target: person_id,
          detail: { role: before.role },
        });
        return true;
      });
    },
    hasAdmin: () => hasAdmin(database),
  };
}

async function hasAdmin(database: Pick<Database, 'as'>): Promise<boolean> {
  const context: Context = { role: 'app', shop_id: PLATFORM, person: null };
  const rows = await database.as(context, (transaction) =>
    transaction.query(`select from people where role = 'admin' and left_at is null limit 1`),
  );
  return rows.length > 0;
}

/** Before it is known whose they are, or when they move from one house to another. */
const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };

type Providing = { transaction: Transaction; audit: Audit };

async function provide({ transaction, audit }: Providing, person: Person): Promise<boolean> {
  const { person_id, role, shop_id } = person;
  const by = 'single sign-on';
  const entry = { person: person_id, target: person_id };
  const joined = { ...entry, shop_id, action: 'person_joined' as const, detail: { role, by } };
  const [before] = await transaction.query<PersonRow>(
    `select ${COLUMNS} from people where person_id = $1 for update`,
    [person_id],
  );
  if (!before) {
    await insertPerson(transaction, person, by);
    await audit.within(transaction, joined);
    return true;
  }
  if (before.left_at !== null) return false;
  const house = ownerOf(before);
  if (before.role === role && house === shop_id) return true;
  await transaction.query('update people set shop_id = $2, role = $3 where person_id = $1', [
    person_id,
    homeOf(person),
    role,
  ]);
  const left = { ...entry, shop_id: house };
  if (house === shop_id) {
    const detail = { from: before.role, to: role, by };
    await audit.within(transaction, { ...left, action: 'role_changed', detail });
    return true;
  }
  await audit.within(transaction, { ...left, action: 'person_removed', detail: { role: before.role, by } });
  await audit.within(transaction, joined);
  return true;
}

/** Adds a row within a transaction that may reach it. */
export async function insertPerson(
  transaction: Transaction,
  person: Person,
  invited_by: string,
): Promise<void> {
  const { person_id, name, email, role } = person;
  await transaction.query(
    `insert into people (shop_id, person_id, name, email, role, invited_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (shop_id, person_id) do update set role = excluded.role, name = excluded.name, left_at = null`,
    [homeOf(person), person_id, name, email, role, invited_by],
  );
}

function lockPerson(transaction: Transaction, person_id: string): Promise<PersonRow[]> {
  return transaction.query<PersonRow>(
    `select ${COLUMNS} from people where person_id = $1 and left_at is null for update`,
    [person_id],
  );
}

function ownerOf({ shop_id }: { shop_id: string }): string | null {
  return shop_id === PLATFORM ? null : shop_id;
}

function personIn(row: PersonRow): Person {
  const { person_id, name, email, role } = row;
  return { person_id, name, email, role, shop_id: ownerOf(row) };
}

function memberIn(row: PersonRow): Member {
  return {
    ...personIn(row),
    joined_at: row.joined_at.toISOString(),
    left_at: row.left_at?.toISOString() ?? null,
  };
}
