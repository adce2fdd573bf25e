import { createPublicKey } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** Who a marketplace says is there. */
export type BuyerClaim = { buyer_id: string; order_id: string | null };

/** How the marketplace signs: a shared secret (HS256), or its public key as PEM (EdDSA). */
export type BuyerKey = { kind: 'secret'; secret: string } | { kind: 'public_key'; pem: string };

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
  const verifier =
    key.kind === 'secret'
      ? { key: new TextEncoder().encode(key.secret), algorithms: ['HS256'] }
      : { key: createPublicKey(key.pem), algorithms: ['EdDSA'] };
  return {
    async read(token) {
      const currentDate = new Date(now());
      try {
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
        if (error instanceof errors.JOSEError) return 'refused';
        throw error;
      }
    },
  };
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
