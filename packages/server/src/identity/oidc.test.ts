import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { browser, employ, peopleServer } from '../testing/people-server.ts';
import { makeOidc } from './oidc.ts';

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

async function signOn(claims: JWTPayload) {
  provider.claims = claims;
  const oidc = makeOidc(
    { issuer: provider.issuer, ...CLIENT, label: 'Sign in with the house' },
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
