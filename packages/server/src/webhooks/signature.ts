import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** How secrets begin: Standard Webhooks. */
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret: `whsec_` and 256 random bits in base64. */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** What is signed: `timestamp` in seconds since 1970. */
export type Signed = { id: string; timestamp: number; body: string };

/** The header `webhook-signature` of Standard Webhooks: `v1` with each of the secrets, the newest first. */
export function signatureOf({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}

/** Keeps secrets so that a copy of the database does not tell them. */
export type SecretSeal = {
  seal(secret: string): string;
  /** Null when it was sealed with another key. */
  open(sealed: string): string | null;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a key that is derived from the secret of the sessions. */
export function makeSecretSeal(secret: string): SecretSeal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'hark webhooks', 32));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64');
      const [tag_at, text_at] = [NONCE_BYTES, NONCE_BYTES + TAG_BYTES];
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, tag_at));
        cipher.setAuthTag(bytes.subarray(tag_at, text_at));
        return Buffer.concat([cipher.update(bytes.subarray(text_at)), cipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
