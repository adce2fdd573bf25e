import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { makeBuyerTokens, signBuyerToken } from './buyer-token.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const SECONDS = Date.parse(NOW) / 1000;
const SECRET = 'a secret between the shop and the tests, long enough';

test('a shop may sign with a key whose public half we hold', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const tokens = makeBuyerTokens('lamps', { kind: 'public_key', pem }, () => NOW);
  const claim = (alg: string) =>
    new SignJWT({ aud: 'lamps', order: 'L-1' })
      .setProtectedHeader({ alg })
      .setSubject('anna')
      .setExpirationTime(SECONDS + 600);
  expect(await tokens.read(await claim('EdDSA').sign(privateKey))).toEqual({
    buyer_id: 'anna',
    order_id: 'L-1',
  });
  const other = generateKeyPairSync('ed25519').privateKey;
  expect(await tokens.read(await claim('EdDSA').sign(other))).toBe('refused');
  // The public half is known to everybody: whoever signs with it as if it were a secret is not the shop.
  const forged = claim('HS256').sign(new TextEncoder().encode(pem));
  expect(await tokens.read(await forged)).toBe('refused');
});

test('the time that counts is ours: a token is good until it expires, and an hour at most', async () => {
  const claim = { audience: 'lamps', buyer_id: 'anna', order_id: null };
  const sign = (seconds: number) => signBuyerToken(SECRET, claim, new Date((SECONDS + seconds) * 1000));
  const tokens = makeBuyerTokens('lamps', { kind: 'secret', secret: SECRET }, () => NOW);
  expect(await tokens.read(await sign(3_600))).toEqual({ buyer_id: 'anna', order_id: null });
  expect(await tokens.read(await sign(-3_600))).toBe('expired');
  expect(await tokens.read(await sign(7_200))).toBe('refused');
});
