import { createHash } from 'node:crypto';
import { createRemoteJWKSet, EncryptJWT, errors, jwtDecrypt, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Granted, grantedBy, type OidcRole } from './oidc-roles.ts';
import { newSecret, sameSecret } from './secret.ts';

/** Where people of the house sign in for everything, and as whom Hark is known there. */
export type OidcConfig = {
  issuer: string;
  client_id: string;
  client_secret: string;
  /** What the button says. */
  label: string;
  /** What is asked of the provider, with blanks between. */
  scope: string;
  /** Null: roles are given here. Otherwise the provider's claims give them, and nobody else comes in by it. */
  roles: readonly OidcRole[] | null;
};

/** Who came back. `granted`: what the provider makes of them, where it does. */
export type CameBack = {
  email: string;
  name: string | null;
  granted: Granted | 'nothing' | null;
  then: string;
};

/** A way through the provider and back. */
export type Oidc = {
  label: string;
  /** Where the browser is sent, and what it keeps until it comes back. */
  begin(back_to: { redirect_uri: string; then: string }): Promise<{ url: string; kept: string }>;
  /** Who came back, by an e-mail address that the provider has verified; null when anything does not fit. */
  finish(came: { kept: string; query: Callback; redirect_uri: string }): Promise<CameBack | null>;
};

/** What the provider sends the browser back with. */
export type Callback = { code?: string | undefined; state?: string | undefined; iss?: string | undefined };

/** How long somebody may take at the provider. */
export const OIDC_SECONDS = 600;
const ANSWER_WITHIN_MS = 5_000;

const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
const Kept = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), then: z.string() });
const Tokens = z.object({ id_token: z.string() });
const Claims = z.looseObject({
  email: z.email(),
  email_verified: z.literal(true),
  nonce: z.string(),
  name: z.string().trim().min(1).max(100).optional().catch(undefined),
});

/** Authorization code with PKCE (RFC 7636), state, nonce, and the issuer of RFC 9207 where the provider names it. */
export function makeOidc(config: OidcConfig, secret: string): Oidc {
  const key = createHash('sha256').update(`oidc ${secret}`).digest();
  const provider = remembered(() => discover(config.issuer));
  return {
    label: config.label,
    async begin({ redirect_uri, then }) {
      const { authorization_endpoint } = await provider();
      const [state, nonce, verifier] = [newSecret(), newSecret(), newSecret()];
      const url = new URL(authorization_endpoint);
      const parameters = {
        response_type: 'code',
        client_id: config.client_id,
        redirect_uri,
        scope: config.scope,
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      const kept = await new EncryptJWT({ state, nonce, verifier, then })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(`${OIDC_SECONDS}s`)
        .encrypt(key);
      return { url: url.href, kept };
    },
    async finish({ kept, query, redirect_uri }) {
      const begun = await readKept(kept, key);
      if (!begun || !query.code || !query.state || !sameSecret(query.state, begun.state)) return null;
      if (query.iss !== undefined && query.iss !== config.issuer) return null;
      const { token_endpoint, jwks } = await provider();
      const id_token = await exchange(token_endpoint, {
        grant_type: 'authorization_code',
        code: query.code,
        redirect_uri,
        client_id: config.client_id,
        client_secret: config.client_secret,
        code_verifier: begun.verifier,
      });
      if (id_token === null) return null;
      const claims = await verifiedClaims({ id_token, jwks, config, nonce: begun.nonce });
      if (claims === null) return null;
      const granted = config.roles && (grantedBy(config.roles, claims) ?? ('nothing' as const));
      return { email: claims.email, name: claims.name ?? null, granted, then: begun.then };
    },
  };
}

type Provider = z.infer<typeof Discovery> & { jwks: ReturnType<typeof createRemoteJWKSet> };

async function discover(issuer: string): Promise<Provider> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  const found = Discovery.parse(await answer.json());
  if (found.issuer !== issuer)
    throw new Error(`the provider at ${issuer} calls itself ${found.issuer}; set HARK_OIDC_ISSUER to that`);
  return { ...found, jwks: createRemoteJWKSet(new URL(found.jwks_uri)) };
}

/** Asked once; after a failure it is asked again by whoever comes next. */
function remembered(ask: () => Promise<Provider>): () => Promise<Provider> {
  let asked: Promise<Provider> | null = null;
  return () => {
    asked ??= ask().catch((error) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function readKept(kept: string, key: Uint8Array): Promise<z.infer<typeof Kept> | null> {
  try {
    const { payload } = await jwtDecrypt(kept, key);
    return Kept.safeParse(payload).data ?? null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

async function exchange(endpoint: string, body: { [name: string]: string }): Promise<string | null> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!answer.ok) return null;
  return Tokens.safeParse(await answer.json().catch(() => null)).data?.id_token ?? null;
}

type IdToken = { id_token: string; jwks: Provider['jwks']; config: OidcConfig; nonce: string };

async function verifiedClaims({
  id_token,
  jwks,
  config,
  nonce,
}: IdToken): Promise<z.infer<typeof Claims> | null> {
  try {
    const { payload } = await jwtVerify(id_token, jwks, {
      issuer: config.issuer,
      audience: config.client_id,
      algorithms: ['RS256', 'ES256', 'EdDSA', 'PS256'],
      clockTolerance: 30,
    });
    const claims = Claims.safeParse(payload);
    return claims.success && sameSecret(claims.data.nonce, nonce) ? claims.data : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
