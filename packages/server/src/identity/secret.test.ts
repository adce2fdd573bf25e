import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSecret, newSecret, sameSecret } from './secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hark secret '));
});
afterEach(() => rm(folder, { recursive: true }));

test('a secret is made once, also when many start at once, and only its owner may read it', async () => {
  const data = join(folder, 'data');
  const secrets = await Promise.all(Array.from({ length: 10 }, () => keptSecret(data, 'token')));
  expect(new Set([...secrets, await keptSecret(data, 'token')]).size).toBe(1);
  expect(secrets[0]).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect((await stat(join(data, 'token'))).mode & 0o777).toBe(0o600);
  expect(await readdir(data)).toEqual(['token']);
});

test('a file without a usable secret is refused with the way out', async () => {
  await writeFile(join(folder, 'token'), '\n');
  await expect(keptSecret(folder, 'token')).rejects.toThrow('delete the file');
});

test('secrets are compared whole', () => {
  const secret = newSecret();
  expect(sameSecret(secret, secret)).toBe(true);
  expect(sameSecret(secret.slice(0, -1), secret)).toBe(false);
  expect(sameSecret('', secret)).toBe(false);
  expect(sameSecret(newSecret(), secret)).toBe(false);
});
