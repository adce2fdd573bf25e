import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What beside the folder `conversation` of core a fold is made with. */
const BESIDE = ['lib/hash.ts'];

/**
 * Which fold this is: a hash of its sources. A snapshot that another one has made may lack what this one would have put there, and
 * is folded anew; nobody has to remember to count a number up.
 */
export const FOLD_VERSION = versionOf(dirname(createRequire(import.meta.url).resolve('@hark/core')));

function versionOf(core: string): string {
  const folder = readdirSync(join(core, 'conversation')).filter((name) => !name.endsWith('.test.ts'));
  const hash = createHash('sha256');
  for (const path of [...folder.sort().map((name) => join('conversation', name)), ...BESIDE])
    hash.update(`${readFileSync(join(core, path), 'utf8').replaceAll('\r\n', '\n')}\0`);
  return hash.digest('hex').slice(0, 16);
}
