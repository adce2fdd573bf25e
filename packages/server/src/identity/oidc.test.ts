import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../audit/read.ts';
import { readConfig } from '../config.ts';
import { withDatabase } from '../db/test-database.ts';
import { browser, employ, peopleServer } from '../testing/people-server.ts';
import { makeOidc } from './oidc.ts';
import { grantedBy, type OidcRole } from './oidc-roles.ts';

const held = withDatabase();
const CLIENT = { client_id: 'hark', client_secret: 'between the provider and Hark' };

/** A provider that behaves: code once, PKCE checked, tokens signed by the key that its JWKS shows. */
class Provider {
  issuer = '';
  /** What its users claim, changed by tests. */
  claims: JWTPayload = {};
  /** Signs with a key that the JWKS does not show. */
  forges = false;
  private server: Server | null = null;
  private readonly codes = new Map<string, { challenge: string; nonce: string; redirect_uri: string }>();
  private readonly keys = generateKeyPair('ES256', { extractable: true });
  private readonly others = generateKeyPair('ES256');

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += String(piece);
      });
      request.on('end', () => {
        void this.answer(request.url ?? '/', new URLSearchParams(body)).then(({ status, json }) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
        });
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.issuer = `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.server?.close();
  }

  /** Somebody signs in at the provider, which sends the browser back. */
  signIn(authorization: string): string {
    const { searchParams } = new URL(authorization);
    const asked = (name: string): string => searchParams.get(name) ?? '';
    expect([asked('response_type'), asked('client_id'), asked('code_challenge_method')]).toEqual([
      'code',
      'hark',
      'S256',
    ]);
    const code = randomUUID();
    this.codes.set(code, {
      challenge: asked('code_challenge'),
      nonce: asked('nonce'),
      redirect_uri: asked('redirect_uri'),
    });
    const back = new URL(asked('redirect_uri'));
    for (const [name, value] of Object.entries({ code, state: asked('state'), iss: this.issuer }))
      back.searchParams.set(name, value);
    return back.pathname + back.search;
  }

  private async answer(path: string, form: URLSearchParams): Promise<{ status: number; json: unknown }> {
    if (path === '/.well-known/openid-configuration') {
      const { issuer } = this;
      return {
        status: 200,
        json: {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
        },
      };
    }
    if (path === '/jwks')
      return {
        status: 200,
        json: { keys: [{ ...(await exportJWK((await this.keys).publicKey)), alg: 'ES256', kid: 'k1' }] },
      };
    const code = form.get('code') ?? '';
    const given = this.codes.get(code);
    this.codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      given &&
      given.challenge === challenge &&
      given.redirect_uri === form.get('redirect_uri') &&
      form.get('client_secret') === CLIENT.client_secret;
    if (!fits) return { status: 400, json: { error: 'invalid_grant' } };
    const { privateKey } = await (this.forges ? this.others : this.keys);
    const id_token = await new SignJWT({ nonce: given.nonce, ...this.claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(typeof this.claims.iss === 'string' ? this.claims.iss : this.issuer)
      .setAudience(this.claims.aud ?? CLIENT.client_id)
      .setSubject('u1')
      .setIssuedAt()
      .setExpirationTime(this.claims.exp ?? '5m')
      .sign(privateKey);
    return { status: 200, json: { id_token, access_token: 'a', token_type: 'Bearer' } };
  }
}

const provider = new Provider();
beforeAll(() => provider.start());
afterAll(() => provider.stop());

async function signOn(claims: JWTPayload, roles: readonly OidcRole[] | null = null) {
  provider.claims = claims;
  const oidc = makeOidc(
    { issuer: provider.issuer, ...CLIENT, label: 'Sign in with the house', scope: 'openid email', roles },
    'a secret of the tests',
  );
  const server = await peopleServer(held.database, { oidc });
  const person = await employ(server, 'specialist');
  const chrome = browser(server);
  const out = await chrome.get('/api/sign-in/oidc?then=/audit');
  expect(out.statusCode).toBe(302);
  return { server, person, chrome, back: provider.signIn(String(out.headers.location)) };
}

test('somebody who works here comes in by an address that the provider has verified, and goes on to where they were going', async () => {
  const { server, person, chrome, back } = await signOn({
    email: 'specialist@platform.example',
    email_verified: true,
  });
  const answer = await chrome.get(back);
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/audit']);
  expect((await chrome.session()).person).toEqual(person);
  // The code and what the browser kept are used up.
  expect((await chrome.get(back)).headers.location).toBe('/sign-in?failed=1');
  await server.app.close();
});

test('somebody who is invited accepts by coming that way; a stranger does not come in', async () => {
  const { server, person, chrome, back } = await signOn({
    email: 'new@platform.example',
    email_verified: true,
  });
  expect((await chrome.get(back)).headers.location).toBe('/sign-in?failed=1');
  await server.identity.invitations.make(
    { ...person, role: 'admin' },
    { name: 'New', email: 'new@platform.example', role: 'strategist', shop_id: null },
  );
  const out = await chrome.get('/api/sign-in/oidc');
  await chrome.get(provider.signIn(String(out.headers.location)));
  expect((await chrome.session()).person).toMatchObject({ name: 'New', role: 'strategist', shop_id: null });
  await server.app.close();
});

const GOOD = { email: 'specialist@platform.example', email_verified: true };
test.each([
  ['the address is not verified', { ...GOOD, email_verified: false }],
  ['the token is for another program', { ...GOOD, aud: 'another' }],
  ['the token is of another issuer', { ...GOOD, iss: 'https://evil.example' }],
  ['the nonce is of another sign-in', { ...GOOD, nonce: 'another' }],
  ['the token has expired', { ...GOOD, exp: 1_000_000 }],
])('nobody comes in when %s', async (_why, claims) => {
  const { server, chrome, back } = await signOn(claims);
  expect((await chrome.get(back)).headers.location).toBe('/sign-in?failed=1');
  expect((await chrome.session()).person).toBe(null);
  await server.app.close();
});

test('nobody comes in by a forged token, another state, another browser, or to a place outside', async () => {
  provider.forges = true;
  const forged = await signOn(GOOD);
  expect((await forged.chrome.get(forged.back)).headers.location).toBe('/sign-in?failed=1');
  provider.forges = false;
  const { server, chrome, back } = await signOn(GOOD);
  expect((await browser(server).get(back)).headers.location).toBe('/sign-in?failed=1');
  const other = back.replace(/state=[^&]+/, 'state=other');
  expect((await chrome.get(other)).headers.location).toBe('/sign-in?failed=1');
  const out = await chrome.get(`/api/sign-in/oidc?then=${encodeURIComponent('//evil.example')}`);
  expect((await chrome.get(provider.signIn(String(out.headers.location)))).headers.location).toBe('/');
  await server.app.close();
  await forged.server.app.close();
});

describe('roles from claims', () => {
  const RULES: OidcRole[] = [
    { claim: 'groups', value: 'hark-admins', role: 'admin' },
    { claim: 'groups', value: 'sellers', role: 'agent', shop_claim: 'shop' },
    { claim: 'team', value: 'lamps', role: 'shop_admin', shop: 'lamps' },
  ];

  test('the first rule that fits says role and shop; no other value, no shop, and the platform’s own name make nobody anything', () => {
    const granted = (claims: { [claim: string]: unknown }) => grantedBy(RULES, claims);
    expect(granted({ groups: ['x', 'hark-admins'], team: 'lamps' })).toEqual({
      role: 'admin',
      shop_id: null,
    });
    expect(granted({ groups: 'sellers', shop: 'chairs' })).toEqual({ role: 'agent', shop_id: 'chairs' });
    expect(granted({ team: 'lamps' })).toEqual({ role: 'shop_admin', shop_id: 'lamps' });
    expect(granted({ groups: ['sellers'], team: 'lamps' })).toEqual({ role: 'shop_admin', shop_id: 'lamps' });
    for (const claims of [
      {},
      { groups: ['Hark-Admins', 'hark-admins2'] },
      { groups: ['sellers'] },
      { groups: ['sellers'], shop: 'platform' },
      { groups: ['sellers'], shop: '*' },
      { groups: ['sellers'], shop: ['lamps'] },
      { groups: { 'hark-admins': true } },
    ])
      expect(granted(claims)).toBeNull();
  });

  test('a stranger joins as what the claims say, is changed and moved when they say something else, and is out when they say nothing', async () => {
    const email = 'sol@house.example';
    const claims = { email, email_verified: true, name: 'Sol Reyes', groups: ['sellers'], shop: 'lamps' };
    const { server, chrome, back } = await signOn(claims, RULES);
    expect((await chrome.get(back)).headers.location).toBe('/audit');
    const joined = (await chrome.session()).person;
    expect(joined).toMatchObject({ name: 'Sol Reyes', email, role: 'agent', shop_id: 'lamps' });
    const again = async (changed: JWTPayload): Promise<string> => {
      provider.claims = { ...claims, ...changed };
      const out = await chrome.get('/api/sign-in/oidc');
      return String((await chrome.get(provider.signIn(String(out.headers.location)))).headers.location);
    };
    expect(await again({ groups: [], team: 'lamps' })).toBe('/');
    expect((await chrome.session()).person).toMatchObject({ role: 'shop_admin', shop_id: 'lamps' });
    expect(await again({ groups: ['hark-admins'] })).toBe('/');
    expect((await chrome.session()).person).toMatchObject({
      person_id: joined?.person_id,
      role: 'admin',
      shop_id: null,
    });
    expect(await again({ groups: [] })).toBe('/sign-in?failed=1');
    const rows = await held.owner<{ log: string; action: string }>(
      'select shop_id::text as log, action from hark.audit where target = $1 order by at, seq',
      [joined?.person_id ?? ''],
    );
    expect(rows.map(({ log, action }) => `${log} ${action}`)).toEqual([
      'lamps person_joined',
      'lamps signed_in',
      'lamps role_changed',
      'lamps signed_in',
      'lamps person_removed',
      'platform person_joined',
      'platform signed_in',
      'platform sign_in_failed',
    ]);
    expect((await verifyAudit(held.database)).every(({ whole }) => whole)).toBe(true);
    await server.app.close();
  });

  test('who was let go here stays out, whatever the provider says', async () => {
    const email = 'lea@house.example';
    const claims = { email, email_verified: true, groups: ['hark-admins'] };
    const { server, person, chrome, back } = await signOn(claims, RULES);
    await chrome.get(back);
    const { person: lea } = await chrome.session();
    await server.identity.people.remove({ ...person, role: 'admin' }, lea?.person_id ?? '');
    const out = await chrome.get('/api/sign-in/oidc');
    const location = (await chrome.get(provider.signIn(String(out.headers.location)))).headers.location;
    expect(location).toBe('/sign-in?failed=1');
    await server.app.close();
  });

  test('a rule that names no shop for a role of shops, or one for another role, stops the start', () => {
    const set = {
      HARK_OIDC_ISSUER: 'https://id.example',
      HARK_OIDC_CLIENT_ID: 'a',
      HARK_OIDC_CLIENT_SECRET: 'b',
    };
    const read = (rules: unknown) => readConfig({ ...set, HARK_OIDC_ROLES: JSON.stringify(rules) }).oidc;
    expect(read(RULES)).toMatchObject({ roles: RULES, scope: 'openid email' });
    for (const rule of [
      { claim: 'g', value: 'v', role: 'agent' },
      { claim: 'g', value: 'v', role: 'admin', shop: 'lamps' },
      { claim: 'g', value: 'v', role: 'agent', shop: 'platform' },
      { claim: 'g', value: 'v', role: 'owner' },
    ])
      expect(() => read([rule])).toThrow('HARK_OIDC_ROLES must be');
  });
});
