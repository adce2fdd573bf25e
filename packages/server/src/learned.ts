import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { makeUnderstander, type Understander, type UnderstanderSpec } from '@hark/core';
import { z } from 'zod';

const words = z.custom<ReadonlySet<string>>((value) => value instanceof Set);

/** An understander as it is kept. */
const Kept: z.ZodType<Understander> = z.object({
  languages: z.array(z.object({ language: z.string(), words })),
  threshold: z.number(),
  model: z.object({
    topics: z.array(z.string()),
    space: z.object({ feature_of: z.instanceof(Int32Array), idf: z.instanceof(Float32Array) }),
    rows: z.object({ width: z.int(), values: z.instanceof(Int8Array), scale: z.instanceof(Float32Array) }),
    bias: z.instanceof(Float32Array),
    temperature: z.number(),
    oos_threshold: z.number(),
    bytes: z.int(),
  }),
  verbs: words,
  details: words,
});

/**
 * Trains an understander once and keeps it in the first of the folders that can be written: a later start with the same topics,
 * trained by the same sources, reads it back from any of them. What cannot be read back is trained anew.
 */
export function learnOnce(...folders: string[]): (spec: UnderstanderSpec) => Understander {
  return (spec) => {
    const name = `${keyOf(spec)}.bin`;
    for (const folder of folders) {
      const known = readKept(join(folder, name));
      if (known) return known;
    }
    const understander = makeUnderstander(spec);
    folders.some((folder) => keep(folder, name, understander));
    return understander;
  };
}

function readKept(file: string): Understander | null {
  try {
    return Kept.parse(deserialize(readFileSync(file)));
  } catch {
    return null;
  }
}

/** So many stay, the newest; where nothing can be written the next start trains again. */
const KEPT = 12;

function keep(folder: string, name: string, understander: Understander): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${name}.${process.pid}`);
    writeFileSync(draft, serialize(understander));
    renameSync(draft, join(folder, name));
    const age = (one: string) => statSync(join(folder, one), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const old = readdirSync(folder).sort((one, other) => age(other) - age(one));
    for (const one of old.slice(KEPT)) rmSync(join(folder, one), { force: true });
    return true;
  } catch {
    return false;
  }
}

/** What the result depends on: the examples, the sources that learn from them, and how this Node writes it down. */
function keyOf(spec: UnderstanderSpec): string {
  const hash = createHash('sha256').update(process.versions.v8).update(JSON.stringify(spec));
  const core = dirname(createRequire(import.meta.url).resolve('@hark/core'));
  for (const folder of ['language', 'lib']) {
    const names = readdirSync(join(core, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const path of names.filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts')))
      hash.update(path).update(readFileSync(join(core, folder, path)));
  }
  return hash.digest('hex').slice(0, 32);
}
