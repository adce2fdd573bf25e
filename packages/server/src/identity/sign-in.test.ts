import { describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { ORIGIN } from '../testing/people.ts';
import { browser, employ, PASSWORD, peopleServer } from '../testing/people-server.ts';

const held = withDatabase();

describe('who guesses', () => {
  test('a wrong password and an address that nobody has are answered alike', async () => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'strategist');
    const guesser = browser(server);
    const wrong = await guesser.signIn(email, 'something that is wrong');
    const nobody = await guesser.signIn('nobody@nowhere.example', 'something that is wrong');
    expect([wrong.statusCode, wrong.body]).toEqual([nobody.statusCode, nobody.body]);
    expect(wrong.statusCode).toBe(401);
    const [asked, unasked] = [
      await guesser.post('/api/password/ask', { email }),
      await guesser.post('/api/password/ask', { email: 'nobody@nowhere.example' }),
    ];
    expect([asked.statusCode, asked.body]).toEqual([unasked.statusCode, unasked.body]);
    expect(server.identity.mail.kept()?.map(({ to }) => to)).toEqual([email]);
    await server.app.close();
  });

  test('has to wait longer and longer, even with the right password, and is told for how long', async () => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'specialist');
    const guesser = browser(server, '192.0.2.7');
    for (let tries = 0; tries < 6; tries += 1)
      expect((await guesser.signIn(email, 'wrong')).statusCode).toBe(401);
    const locked = await guesser.signIn(email);
    expect(locked.statusCode).toBe(429);
    const first = Number(locked.headers['retry-after']);
    expect(first).toBeGreaterThan(0);
    server.later(first * 1_000);
    expect((await guesser.signIn(email, 'wrong')).statusCode).toBe(401);
    expect(Number((await guesser.signIn(email)).headers['retry-after'])).toBeGreaterThan(first);
    server.later(24 * 3_600_000);
    expect((await guesser.signIn(email)).statusCode).toBe(200);
    await server.app.close();
  });

  test('locks out nobody else by flooding a name: the person comes in from elsewhere, and from a browser that is known', async () => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'admin');
    const own = browser(server, '192.0.2.20');
    await own.signIn(email);
    await own.post('/api/sign-out');
    for (let tries = 0; tries < 8; tries += 1) await browser(server, '198.51.100.1').signIn(email, 'wrong');
    expect((await browser(server, '198.51.100.1').signIn(email)).statusCode).toBe(429);
    expect((await browser(server, '192.0.2.21').signIn(email)).statusCode).toBe(200);
    // From so many addresses that the name itself has to wait.
    for (let tries = 0; tries < 110; tries += 1)
      await server.identity.limits.failed({ email, address: `203.0.113.${tries}`, known_browser: null });
    expect((await browser(server, '192.0.2.22').signIn(email)).statusCode).toBe(429);
    expect((await own.signIn(email)).statusCode).toBe(200);
    const forged = browser(server, '192.0.2.23');
    forged.cookies.set('hark.known_browser', 'nonce.proof');
    expect((await forged.signIn(email)).statusCode).toBe(429);
    await server.app.close();
  });
});

describe('another page', () => {
  test('cannot change anything behind the back of who is signed in, nor sign them in as somebody else', async () => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'shop_admin', 'csrf');
    const chrome = browser(server);
    await chrome.signIn(email);
    const { cookie = '' } = chrome.headers();
    const invite = { name: 'N', email: 'n@n.example', role: 'agent' };
    const from = async (
      headers: Record<string, string>,
      url = '/api/invitations',
      payload: object = invite,
    ) =>
      (await server.app.inject({ method: 'POST', url, headers: { cookie, ...headers }, payload })).statusCode;
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await from({})).toBe(403);
    expect(
      await from({ origin: 'https://evil.example' }, '/api/sign-in', { email, password: PASSWORD }),
    ).toBe(403);
    const read = await server.app.inject({
      url: '/api/people',
      headers: { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    });
    expect(read.statusCode).toBe(403);
    expect(await from({ origin: ORIGIN })).toBe(200);
    await server.app.close();
  });

  test('cookies are for this server and for requests alone', async () => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'agent', 'cookies');
    const answer = await browser(server).signIn(email);
    const lines = [answer.headers['set-cookie'] ?? []].flat();
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line).toMatch(/HttpOnly/i);
      expect(line).toMatch(/SameSite=Lax/i);
      expect(line).not.toMatch(/Domain=/i);
    }
    await server.app.close();
  });
});

describe('rights', () => {
  test('nobody invites above themselves or into another shop, and nobody locks themselves out', async () => {
    const server = await peopleServer(held.database);
    const boss = await employ(server, 'shop_admin', 'lamps');
    const other = await employ(server, 'agent', 'chairs');
    const chrome = browser(server);
    await chrome.signIn(boss.email);
    const invite = async (given: object) =>
      (await chrome.post('/api/invitations', { name: 'N', email: 'new@lamps.example', ...given })).statusCode;
    expect(await invite({ role: 'admin' })).toBe(403);
    expect(await invite({ role: 'agent', shop_id: 'chairs' })).toBe(403);
    expect(await invite({ role: 'agent', email: other.email })).toBe(409);
    expect(await invite({ role: 'agent' })).toBe(200);
    const on = async (path: string, payload = {}) =>
      (await chrome.post(`/api/people/${path}`, payload)).statusCode;
    expect(await on(`${other.person_id}/remove`)).toBe(404);
    expect(await on(`${boss.person_id}/remove`)).toBe(409);
    expect(await on(`${boss.person_id}/role`, { role: 'agent' })).toBe(409);
    await server.app.close();
  });

  test('who is let go is out at once, and what they did stays', async () => {
    const server = await peopleServer(held.database);
    const boss = await employ(server, 'shop_admin', 'doors');
    const agent = await employ(server, 'agent', 'doors');
    const [theirs, chrome] = [browser(server), browser(server)];
    await theirs.signIn(agent.email);
    await chrome.signIn(boss.email);
    expect((await theirs.get('/api/me/sessions')).statusCode).toBe(200);
    expect((await chrome.post(`/api/people/${agent.person_id}/remove`)).statusCode).toBe(200);
    expect((await theirs.get('/api/me/sessions')).statusCode).toBe(401);
    expect((await theirs.signIn(agent.email)).statusCode).toBe(401);
    const log = (await chrome.get('/api/audit')).json().entries.map(({ says }: { says: string }) => says);
    expect(log.slice(0, 1)).toEqual(['took away access']);
    expect(log).toContain('signed in');
    await server.app.close();
  });

  test('changing the password ends the other sessions; ending one by name ends that one', async () => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'agent', 'windows');
    const [here, there, third] = [browser(server), browser(server), browser(server)];
    for (const one of [here, there, third]) await one.signIn(email);
    const { sessions } = (await here.get('/api/me/sessions')).json();
    expect(sessions).toHaveLength(3);
    const wrong = await here.post('/api/me/password', { from: 'not it', to: 'another few good words' });
    expect(wrong.statusCode).toBe(403);
    await here.post('/api/me/password', { from: PASSWORD, to: 'another few good words' });
    expect((await here.session()).person?.email).toBe(email);
    expect((await there.session()).person).toBe(null);
    await there.signIn(email, 'another few good words');
    const open = (await here.get('/api/me/sessions')).json().sessions;
    const other = open.find(({ here: mine }: { here: boolean }) => !mine);
    expect((await here.post(`/api/me/sessions/${other.session_id}/end`)).statusCode).toBe(200);
    expect((await there.session()).person).toBe(null);
    await server.app.close();
  });

  test('the database holds no password, key or link as it was given', async () => {
    const server = await peopleServer(held.database);
    const admin = await employ(server, 'admin');
    const { key } = await server.identity.keys.make(admin, {
      name: 'k',
      scopes: ['audit:read'],
      expires_at: null,
    });
    const { token } = await server.identity.invitations.make(admin, {
      name: 'N',
      email: 'x@y.example',
      role: 'admin',
      shop_id: null,
    });
    const tables = await held.owner<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('hark', 'hark_identity')`,
    );
    for (const { name } of tables) {
      const rows = await held.owner<{ row: string }>(`select t::text as row from ${name} t`);
      const text = rows.map(({ row }) => row).join('\n');
      for (const secret of [PASSWORD, key, key.slice(24), token.split('.')[1] ?? 'none'])
        expect(text.includes(secret), `${name} holds a secret`).toBe(false);
    }
    await server.app.close();
  });
});

test('a session that ends between the door and the answer is told as ended, and is no fault', async () => {
  const admin = await employ(await peopleServer(held.database), 'admin');
  // The door as it was a moment ago.
  const server = await peopleServer(held.database, {
    door: { session: async () => admin, second_factor_due: async () => false, key: async () => 'refused' },
  });
  const answers = [
    await server.app.inject({ url: '/api/me/sessions' }),
    await server.app.inject({ method: 'POST', url: '/api/me/sessions/x/end', headers: { origin: ORIGIN } }),
  ];
  expect(answers.map((answer) => [answer.statusCode, answer.json().error.code])).toEqual([
    [401, 'sign_in_first'],
    [401, 'sign_in_first'],
  ]);
  expect(server.faults).toEqual([]);
  await server.app.close();
});

test.each(['2026-13-45T9.Z/1', '2026-02-31T09:00:00Z/1', '4964-97-02T9.Z/1939389', '2026-01-01T::Z/1'])(
  'a place in the audit log that no page gave, %s, is refused',
  async (before) => {
    const server = await peopleServer(held.database);
    const { email } = await employ(server, 'shop_admin', 'attic');
    const chrome = browser(server);
    await chrome.signIn(email);
    for (const url of ['/api/audit', '/api/audit/export'])
      expect((await chrome.get(`${url}?before=${encodeURIComponent(before)}`)).statusCode).toBe(422);
    await server.app.close();
  },
);

test('names and links that hold what no text can are refused before the database sees them', async () => {
  const server = await peopleServer(held.database);
  const { email } = await employ(server, 'shop_admin', 'attic');
  const chrome = browser(server);
  await chrome.signIn(email);
  const password = 'four other words make one too';
  const invited = { email: 'n@attic.example', role: 'agent', shop_id: 'attic' };
  const answers = [
    await chrome.post('/api/password/reset', { token: '\u0000\u0007', password }),
    await chrome.post('/api/invitations/read', { token: '\u0000' }),
    await chrome.post('/api/invitations/accept', { token: '\ud800', password }),
    await chrome.post('/api/invitations', { ...invited, name: 'N\u0000' }),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422]);
  expect(server.faults).toEqual([]);
  await server.app.close();
});
