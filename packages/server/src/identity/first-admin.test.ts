import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { peopleServer } from '../testing/people-server.ts';
import { firstAdmin } from './first-admin.ts';

const held = withDatabase();
const FIRST = 'first@platform.example';

test('many that start for the first time at the same moment leave one open invitation, and it opens', async () => {
  const { identity, app } = await peopleServer(held.database);
  const links = await Promise.all(Array.from({ length: 8 }, () => firstAdmin(identity, FIRST)));
  const open = await held.owner('select from hark.invitations where ended_at is null');
  expect(open).toHaveLength(1);
  const tokens = links.map((link) => link?.split('#')[1] ?? '');
  const read = await Promise.all(tokens.map((token) => identity.invitations.read(token)));
  expect(read.filter((shown) => shown !== null)).toEqual([expect.objectContaining({ email: FIRST })]);
  await app.close();
});

test('two who invite the same address at the same moment, written in two ways, leave one open invitation', async () => {
  const { identity, app } = await peopleServer(held.database);
  const by = {
    person_id: 'p',
    name: 'P',
    email: 'p@platform.example',
    role: 'admin' as const,
    shop_id: null,
  };
  await Promise.all(
    ['new@platform.example', 'New@Platform.Example', 'new@platform.example'].map((email) =>
      identity.invitations.make(by, { name: 'N', email, role: 'specialist', shop_id: null }),
    ),
  );
  const open = await held.owner(
    `select from hark.invitations where ended_at is null and lower(email) = 'new@platform.example'`,
  );
  expect(open).toHaveLength(1);
  await app.close();
});
