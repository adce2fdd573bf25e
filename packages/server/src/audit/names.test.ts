import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { browser, employ, peopleServer } from '../testing/people-server.ts';

const held = withDatabase();

test('whoever reads the log, the team or an invitation reads names: of people, keys, invited people and shops', async () => {
  const server = await peopleServer(held.database);
  const leader = browser(server);
  await leader.signIn((await employ(server, 'shop_admin')).email);
  await leader.post('/api/keys', { name: 'Nightly export', scopes: ['audit:read'] });
  const wanted = { name: 'Grace', email: 'grace@lamps.example', role: 'agent' };
  await leader.post('/api/invitations', wanted);
  const { entries } = (await leader.get('/api/audit')).json();
  const told = entries.map(({ action, person_name, target_name }: { [name: string]: string }) => [
    action,
    person_name,
    target_name,
  ]);
  expect(told.slice(0, 2)).toEqual([
    ['person_invited', 'The shop_admin', 'Grace'],
    ['key_made', 'The shop_admin', 'Nightly export'],
  ]);
  expect((await leader.get('/api/people')).json().shops).toEqual([{ id: 'lamps', name: 'Lamps & Co' }]);
  expect((await leader.session()).shop_names).toEqual({ lamps: 'Lamps & Co' });
  const token = /invitation#(\S+)/.exec(server.identity.mail.kept()?.at(0)?.text ?? '')?.[1];
  const shown = await browser(server).post('/api/invitations/read', { token });
  expect(shown.json()).toMatchObject({ shop_id: 'lamps', shop_name: 'Lamps & Co' });

  const admin = browser(server);
  await admin.signIn((await employ(server, 'admin')).email);
  expect((await admin.session()).shop_names).toEqual({ lamps: 'Lamps & Co', chairs: 'Chairs' });
  expect((await browser(server).session()).shop_names).toEqual({});
  await server.app.close();
});
