import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** Who a marketplace says is there. */
export type BuyerClaim = { buyer_id: string; order_id: string | null };

/** How the marketplace signs: a shared secret (HS256), or its public key as PEM (EdDSA). */
export type BuyerKey =
  | { kind: 'secret'; secret: string }
  | { kind: 'public_key'; pem: string }
  /** Several at once, each under the `kid` that tokens name: how keys are changed without a moment in which none is good. */
  | { kind: 'keys'; keys: { [kid: string]: OneBuyerKey } };

/** One key of a marketplace. */
export type OneBuyerKey = { secret: string } | { public_key: string };

/** Reads a buyer's token; refusals are values, so that the caller says them. */
export type BuyerTokens = {
  read(token: string): Promise<BuyerClaim | 'expired' | 'refused'>;
};

const LONGEST_SECONDS = 3_600;
/** Clocks of two machines differ a little. */
const LEEWAY_SECONDS = 30;

const Claims = z.object({
  sub: z.string().min(1).max(200),
  order: z.string().min(1).max(200).optional(),
  exp: z.number(),
});

/** Buyer tokens of one marketplace, which each names as its audience; `now` gives the time in ISO 8601. */
export function makeBuyerTokens(audience: string, key: BuyerKey, now: () => string): BuyerTokens {
  const verifierOf = verifiers(key);
  return {
    async read(token) {
      const currentDate = new Date(now());
      try {
        const verifier = verifierOf(decodeProtectedHeader(token).kid);
        if (verifier === null) return 'refused';
        const { payload } = await jwtVerify(token, verifier.key, {
          algorithms: verifier.algorithms,
          audience,
          clockTolerance: LEEWAY_SECONDS,
          currentDate,
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success) return 'refused';
        // A token that lives for long is as good as a password: it is not taken however well it is signed.
        if (claims.data.exp > currentDate.getTime() / 1000 + LONGEST_SECONDS + LEEWAY_SECONDS)
          return 'refused';
        return { buyer_id: claims.data.sub, order_id: claims.data.order ?? null };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'expired';
        if (error instanceof errors.JOSEError || error instanceof TypeError) return 'refused';
        throw error;
      }
    },
  };
}

type Verifier = { key: Uint8Array | KeyObject; algorithms: string[] };

/** The key that a token's `kid` names; with one key alone, that one whatever the token says. The algorithm is the key's, never the token's. */
function verifiers(key: BuyerKey): (kid: string | undefined) => Verifier | null {
  if (key.kind === 'secret') return () => verifierOf({ secret: key.secret });
  if (key.kind === 'public_key') return () => verifierOf({ public_key: key.pem });
  const known = new Map(Object.entries(key.keys).map(([kid, one]) => [kid, verifierOf(one)]));
  return (kid) => (kid === undefined ? null : (known.get(kid) ?? null));
}

function verifierOf(key: OneBuyerKey): Verifier {
  return 'secret' in key
    ? { key: new TextEncoder().encode(key.secret), algorithms: ['HS256'] }
    : { key: createPublicKey(key.public_key), algorithms: ['EdDSA'] };
}

/** Signs a token as a marketplace does that shares a secret with Hark: for the demo and for tests. */
export function signBuyerToken(
  secret: string,
  claim: { audience: string; buyer_id: string; order_id: string | null },
  until: Date,
): Promise<string> {
  const order = claim.order_id === null ? {} : { order: claim.order_id };
  return new SignJWT(order)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(claim.audience)
    .setSubject(claim.buyer_id)
    .setExpirationTime(until)
    .sign(new TextEncoder().encode(secret));
}
