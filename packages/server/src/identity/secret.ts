import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../input-error.ts';

/** A new unguessable secret that may stand in a header or an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a secret; a secret of 256 random bits needs no slower hash. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in a time that tells nothing of where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(secretHash(given), secretHash(expected));
}

/** The secret kept in the file, made on the first start; only its owner may read it. */
export async function keptSecret(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const mine = `${path}.${process.pid}.${newSecret().slice(0, 8)}`;
  await writeFile(mine, `${newSecret()}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link succeeds for one of several that start at once, and the file is whole when it appears.
    await link(mine, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(mine, { force: true });
  }
  await chmod(path, 0o600);
  const kept = (await readFile(path, 'utf8')).trim();
  if (kept.length < 32)
    throw new InputError(
      `${path} holds no usable secret: delete the file, and a new one is made at the next start`,
    );
  return kept;
}
