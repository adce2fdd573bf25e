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

test('keys are changed without a gap: the old and the new are both good by name, and a removed one no more', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const both = { old: { secret: SECRET }, new: { public_key: pem } };
  const during = makeBuyerTokens('lamps', { kind: 'keys', keys: both }, () => NOW);
  const after = makeBuyerTokens('lamps', { kind: 'keys', keys: { new: both.new } }, () => NOW);
  const claim = (alg: string, kid?: string) =>
    new SignJWT({})
      .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
      .setAudience('lamps')
      .setSubject('anna')
      .setExpirationTime(SECONDS + 600);
  const secret = new TextEncoder().encode(SECRET);
  const [old_one, new_one] = [
    await claim('HS256', 'old').sign(secret),
    await claim('EdDSA', 'new').sign(privateKey),
  ];
  const anna = { buyer_id: 'anna', order_id: null };
  expect([await during.read(old_one), await during.read(new_one)]).toEqual([anna, anna]);
  expect([await after.read(old_one), await after.read(new_one)]).toEqual(['refused', anna]);
  // Nor may one key be used under the name of another, or without a name.
  expect(await during.read(await claim('HS256', 'new').sign(secret))).toBe('refused');
  expect(await during.read(await claim('HS256').sign(secret))).toBe('refused');
  expect(await during.read('no token at all')).toBe('refused');
});
