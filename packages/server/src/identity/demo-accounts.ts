import type { DemoAccount } from '@hark/wire';
import type { Database } from '../db/database.ts';
import type { IdentityParts } from './identity.ts';
import { homeOf, type Person, type Role } from './role.ts';

/** Who works at the demo: one of each role. */
const STAFF: readonly { role: Role; name: string; email: string }[] = [
  { role: 'agent', name: 'Ada Lindqvist', email: 'ada@shop.example' },
  { role: 'shop_admin', name: 'Bruno Keller', email: 'bruno@shop.example' },
  { role: 'specialist', name: 'Chiara Rossi', email: 'chiara@platform.example' },
  { role: 'strategist', name: 'Daniel Okafor', email: 'daniel@platform.example' },
  { role: 'admin', name: 'Eva Nowak', email: 'eva@platform.example' },
];

/** Those of the demo's accounts who answer buyers; `shop_id` is `platform` for the marketplace's own. */
export async function demoStaff({
  accounts,
  people,
  demo_accounts,
}: Pick<IdentityParts, 'accounts' | 'people' | 'demo_accounts'>): Promise<
  { id: string; name: string; shop_id: string }[]
> {
  const staff: { id: string; name: string; shop_id: string }[] = [];
  for (const { email, role } of demo_accounts) {
    if (role !== 'agent' && role !== 'specialist') continue;
    const id = await accounts.find(email);
    const person = id === null ? null : await people.find(id);
    if (person) staff.push({ id: person.person_id, name: person.name, shop_id: homeOf(person) });
  }
  return staff;
}

/** Makes the accounts of the demo that are missing; what the sign-in page of the demo shows. */
export async function demoAccounts(
  parts: Pick<IdentityParts, 'accounts' | 'people'> & { database: Pick<Database, 'as'> },
  { shop_id, password }: { shop_id: string; password: string },
): Promise<DemoAccount[]> {
  const shown: DemoAccount[] = [];
  for (const { role, name, email } of STAFF) {
    const home = role === 'agent' || role === 'shop_admin' ? shop_id : null;
    shown.push({ role, shop_id: home, email, password });
    await oneProcessAtATime(parts.database, async () => {
      const known = await parts.accounts.find(email);
      if (known !== null && (await parts.people.find(known))) return;
      const person_id = await parts.accounts.make({ name, email, password });
      const person: Person = { person_id, name, email, role, shop_id: home };
      await parts.people.add(person, 'demo');
    });
  }
  return shown;
}

const LOCK = 6_610_238_377;

/** Processes that start at the same moment would each find the account missing and make it. */
async function oneProcessAtATime(database: Pick<Database, 'as'>, work: () => Promise<void>): Promise<void> {
  await database.as({ role: 'worker', shop_id: null, person: null }, async (transaction) => {
    await transaction.query(`set local lock_timeout = '14s'`);
    await transaction.query(`select pg_advisory_xact_lock(${LOCK})`);
    await work();
  });
}
