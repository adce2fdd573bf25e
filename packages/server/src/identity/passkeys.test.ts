import { describe, expect, test } from 'vitest';
import { verifyAudit } from '../audit/read.ts';
import { withDatabase } from '../db/test-database.ts';
import { authenticator, type Oddness } from '../testing/authenticator.ts';
import { ORIGIN } from '../testing/people.ts';
import { browser, employ, PASSWORD, type PeopleServer, peopleServer } from '../testing/people-server.ts';

const held = withDatabase();
const HOST = 'hark.test';

type Chrome = ReturnType<typeof browser>;
type Device = ReturnType<typeof authenticator>;

/** Adds a passkey; what the server said. */
async function add(chrome: Chrome, device: Device, oddness: Oddness = {}) {
  const question = await chrome.post('/api/me/passkeys/question', { password: PASSWORD });
  expect(question.statusCode).toBe(200);
  const answer = device.make(question.json().challenge, oddness);
  return chrome.post('/api/me/passkeys', { answer, name: 'Telephone' });
}

async function comeIn(chrome: Chrome, device: Device, oddness: Oddness = {}) {
  const { challenge } = (await chrome.post('/api/sign-in/passkey/question')).json();
  return chrome.post('/api/sign-in/passkey', { answer: device.use(challenge, oddness) });
}

async function withPasskey(server: PeopleServer, role: 'agent' | 'admin' = 'agent', shop = 'lamps') {
  const person = await employ(server, role, shop);
  const chrome = browser(server);
  await chrome.signIn(person.email);
  const device = authenticator(ORIGIN, HOST);
  expect((await add(chrome, device)).statusCode).toBe(200);
  return { person, chrome, device };
}

const actionsOf = (person_id: string) =>
  held
    .owner<{ action: string }>('select action from hark.audit where target = $1 order by seq', [person_id])
    .then((rows) => rows.map(({ action }) => action));

describe('a passkey', () => {
  test('is added under its name, opens the account alone, and from then on the password alone does not', async () => {
    const server = await peopleServer(held.database);
    const { person, chrome, device } = await withPasskey(server);
    const { passkeys } = (await chrome.get('/api/me/passkeys')).json();
    expect(passkeys).toMatchObject([{ name: 'Telephone', synced: false }]);
    await chrome.post('/api/sign-out');
    expect((await chrome.signIn(person.email)).json()).toEqual({ next: 'passkey' });
    expect((await chrome.session()).person).toBeNull();
    expect((await comeIn(chrome, device)).json()).toEqual({ next: 'in' });
    expect((await chrome.session()).person?.person_id).toBe(person.person_id);
    expect(await actionsOf(person.person_id)).toEqual([
      'person_joined',
      'signed_in',
      'passkey_added',
      'signed_out',
      'signed_in',
    ]);
    await server.app.close();
  });

  test.each<[string, string, Oddness]>([
    ['made or used on another page', 'attic', { origin: 'https://phish.example' }],
    ['of another host', 'loft', { host: 'phish.example' }],
    ['whose device did not check who holds it', 'porch', { verified: false }],
  ])('%s is neither kept nor opens anything', async (_, shop, oddness) => {
    const server = await peopleServer(held.database);
    const { chrome, device } = await withPasskey(server, 'agent', shop);
    const kept = await add(chrome, authenticator(ORIGIN, HOST), oddness);
    expect(kept.json().error.code).toBe('passkey_not_kept');
    await chrome.post('/api/sign-out');
    const refused = await comeIn(chrome, device, oddness);
    expect([refused.statusCode, refused.json().error.code]).toEqual([401, 'passkey_refused']);
    expect((await chrome.session()).person).toBeNull();
    expect(server.faults).toEqual([]);
    await server.app.close();
  });

  test('that nobody knows, an answer that was given before, and words that are none open nothing', async () => {
    const server = await peopleServer(held.database);
    const { chrome, device } = await withPasskey(server, 'agent', 'cellar');
    await chrome.post('/api/sign-out');
    expect((await comeIn(chrome, authenticator(ORIGIN, HOST))).statusCode).toBe(401);
    const { challenge } = (await chrome.post('/api/sign-in/passkey/question')).json();
    const answer = device.use(challenge);
    expect((await chrome.post('/api/sign-in/passkey', { answer })).statusCode).toBe(200);
    await chrome.post('/api/sign-out');
    expect((await chrome.post('/api/sign-in/passkey', { answer })).statusCode).toBe(401);
    await chrome.post('/api/sign-in/passkey/question');
    const words = { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' };
    const odd = await chrome.post('/api/sign-in/passkey', { answer: { ...answer, response: words } });
    expect(odd.statusCode).toBe(401);
    const less = await chrome.post('/api/sign-in/passkey', { answer: { ...answer, response: {} } });
    expect(less.statusCode).toBe(422);
    expect(server.faults).toEqual([]);
    await server.app.close();
  });

  test('of somebody else is neither renamed nor removed, and one’s own goes only with the password', async () => {
    const server = await peopleServer(held.database);
    const { chrome } = await withPasskey(server, 'agent', 'hall');
    const [passkey] = (await chrome.get('/api/me/passkeys')).json().passkeys;
    const path = `/api/me/passkeys/${passkey.passkey_id}`;
    const other = browser(server);
    await other.signIn((await employ(server, 'strategist')).email);
    expect((await other.post(`${path}/rename`, { name: 'Mine' })).statusCode).toBe(404);
    expect((await other.post('/api/me/passkeys/%00/rename', { name: 'Mine' })).statusCode).toBe(422);
    expect(server.faults).toEqual([]);
    expect((await other.post(`${path}/remove`, { password: PASSWORD })).statusCode).toBe(404);
    expect((await chrome.post(`${path}/remove`, { password: 'wrong' })).statusCode).toBe(403);
    expect((await chrome.post(`${path}/remove`, { password: null })).statusCode).toBe(403);
    expect((await chrome.post(`${path}/rename`, { name: 'Key ring' })).statusCode).toBe(200);
    expect((await chrome.get('/api/me/passkeys')).json().passkeys).toMatchObject([{ name: 'Key ring' }]);
    expect((await chrome.post(`${path}/remove`, { password: PASSWORD })).statusCode).toBe(200);
    expect((await chrome.get('/api/me/passkeys')).json().passkeys).toEqual([]);
    await server.app.close();
  });

  test('that was lost is taken away by whoever leads the house, and by nobody of another', async () => {
    const server = await peopleServer(held.database);
    const { person, chrome } = await withPasskey(server, 'agent', 'yard');
    const path = `/api/people/${person.person_id}/second-factors/remove`;
    const foreign = browser(server);
    await foreign.signIn((await employ(server, 'shop_admin', 'chairs')).email);
    expect((await foreign.post(path)).statusCode).toBe(404);
    const own = browser(server);
    await own.signIn((await employ(server, 'shop_admin', 'yard')).email);
    expect((await own.post(path)).statusCode).toBe(200);
    expect((await chrome.session()).person).toBeNull();
    expect((await chrome.signIn(person.email)).json()).toEqual({ next: 'in' });
    expect(server.identity.mail.kept()?.at(0)?.to).toBe(person.email);
    expect(await actionsOf(person.person_id)).toContain('second_factors_taken');
    expect((await verifyAudit(held.database)).every(({ whole }) => whole)).toBe(true);
    await server.app.close();
  });
});

describe('a role that needs a second factor', () => {
  test('comes no further than its own account without one, and its last one stays', async () => {
    const server = await peopleServer(held.database, { second_factor_roles: ['admin'] });
    const { email } = await employ(server, 'admin');
    const chrome = browser(server);
    await chrome.signIn(email);
    const refused = await chrome.get('/api/people');
    expect([refused.statusCode, refused.json().error.code]).toEqual([403, 'second_factor_due']);
    expect((await chrome.session()).second_factors).toMatchObject({ required: true, passkeys: 0 });
    const device = authenticator(ORIGIN, HOST);
    expect((await add(chrome, device)).statusCode).toBe(200);
    expect((await chrome.get('/api/people')).statusCode).toBe(200);
    const [passkey] = (await chrome.get('/api/me/passkeys')).json().passkeys;
    const last = await chrome.post(`/api/me/passkeys/${passkey.passkey_id}/remove`, { password: PASSWORD });
    expect([last.statusCode, last.json().error.code]).toEqual([409, 'last_second_factor']);
    expect((await add(chrome, authenticator(ORIGIN, HOST))).statusCode).toBe(200);
    const first = await chrome.post(`/api/me/passkeys/${passkey.passkey_id}/remove`, { password: PASSWORD });
    expect(first.statusCode).toBe(200);
    await server.app.close();
  });
});
