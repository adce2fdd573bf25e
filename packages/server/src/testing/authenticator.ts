import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** What a software authenticator does otherwise than it should. */
export type Oddness = { origin?: string; host?: string; verified?: boolean };

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** Bytes as CBOR (RFC 8949), up to 65535 of them. */
function bytes(data: Buffer): Buffer {
  if (data.length < 256) return Buffer.concat([Buffer.from([0x58, data.length]), data]);
  return Buffer.concat([Buffer.from([0x59, data.length >> 8, data.length & 255]), data]);
}

function words(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

/**
 * An authenticator in software (WebAuthn level 2, ES256, attestation `none`): makes passkeys for `host` and answers for them on pages
 * of `origin`. The bytes are laid out here by hand, so that they test what reads them.
 */
export function authenticator(origin: string, host: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  const data = (given: Oddness, attested: Buffer | null): Buffer => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 0x01 | (given.verified === false ? 0 : 0x04) | (attested === null ? 0 : 0x40);
    return Buffer.concat([
      sha256(given.host ?? host),
      Buffer.from([flags]),
      count,
      ...(attested === null ? [] : [attested]),
    ]);
  };
  const client = (type: string, challenge: string, given: Oddness): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: given.origin ?? origin, crossOrigin: false }));
  const answer = (response: { [name: string]: Buffer }) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response: Object.fromEntries(
      Object.entries(response).map(([name, value]) => [name, value.toString('base64url')]),
    ),
  });
  return {
    /** The answer to a question that makes a passkey. */
    make(challenge: string, given: Oddness = {}) {
      const jwk = publicKey.export({ format: 'jwk' });
      const coordinate = (text: string | undefined): Buffer => bytes(Buffer.from(text ?? '', 'base64url'));
      // {1: 2, 3: -7, -1: 1, -2: x, -3: y}: an EC2 key for ES256 (RFC 9053).
      const key = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
        coordinate(jwk.x),
        Buffer.from([0x22]),
        coordinate(jwk.y),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        ...[words('fmt'), words('none'), words('attStmt'), Buffer.from([0xa0])],
        ...[words('authData'), bytes(data(given, attested))],
      ]);
      return answer({ attestationObject, clientDataJSON: client('webauthn.create', challenge, given) });
    },
    /** The answer to a question that signs in. */
    use(challenge: string, given: Oddness = {}) {
      const clientDataJSON = client('webauthn.get', challenge, given);
      const authenticatorData = data(given, null);
      const signature = createSign('sha256')
        .update(Buffer.concat([authenticatorData, sha256(clientDataJSON)]))
        .sign(privateKey);
      return answer({ clientDataJSON, authenticatorData, signature });
    },
  };
}
