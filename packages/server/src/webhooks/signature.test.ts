import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { makeSecretSeal, newSigningSecret, signatureOf } from './signature.ts';

test('the signature is the one of the published example', () => {
  // https://github.com/standard-webhooks/standard-webhooks, the test vector of its libraries.
  const signed = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  expect(signatureOf(signed, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});

test('the library of the standard verifies with either secret while one is rotated, and with no other', () => {
  const [before, present, other] = [newSigningSecret(), newSigningSecret(), newSigningSecret()];
  const timestamp = Math.floor(Date.now() / 1_000);
  const body = '{"type":"hark.test","data":{"says":"Grüße"}}';
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf({ id: 'msg_1', timestamp, body }, [present, before]),
  };
  for (const secret of [present, before])
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(other).verify(body, headers)).toThrow();
  expect(() => new Webhook(present).verify(`${body} `, headers)).toThrow();
});

test('a sealed secret is read with the key it was sealed with alone, and changed bytes are noticed', () => {
  const secret = newSigningSecret();
  const seal = makeSecretSeal('one secret of the sessions, long enough');
  const sealed = seal.seal(secret);
  expect(sealed).not.toContain(secret.slice(6, 20));
  expect(seal.open(sealed)).toBe(secret);
  expect(makeSecretSeal('another secret of the sessions').open(sealed)).toBeNull();
  const bytes = Buffer.from(sealed, 'base64');
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  expect(seal.open(bytes.toString('base64'))).toBeNull();
});
