import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from './canonical.ts';
import type { Json } from './json.ts';

const SHORT_LENGTH = 16;

/** SHA-256 of the UTF-8 bytes of `text`, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of a JSON value; the order of keys does not matter. */
export function digest(json: Json): string {
  return sha256Hex(canonical(json));
}

/** The first 16 hexadecimal digits of {@link digest}: enough to tell values of one log or playbook apart. */
export function shortDigest(json: Json): string {
  return digest(json).slice(0, SHORT_LENGTH);
}
