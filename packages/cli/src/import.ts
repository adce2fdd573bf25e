import { parseArgs } from 'node:util';
import { IMPORTERS, InputError, worldInWords, writeWorld } from '@hark/server';

function usage(): string {
  const names = IMPORTERS.map((importer) => importer.name).join(' | ');
  return `hark import (${names}) DIR --out WORLDDIR`;
}

function imported(argv: string[]): string {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { out: { type: 'string' } },
  });
  const [name, dir, ...more] = positionals;
  const importer = IMPORTERS.find((candidate) => candidate.name === name);
  if (!importer || dir === undefined || values.out === undefined || more.length > 0)
    throw new InputError(usage());
  const world = importer.read(dir);
  writeWorld(values.out, world);
  return `${values.out}: ${worldInWords(world)}`;
}

/** `hark import KIND DIR --out WORLDDIR`: makes a world of a data folder; 0 when it is written, 1 with a message otherwise. */
export async function importWorld(argv: string[]): Promise<number> {
  try {
    process.stdout.write(`${imported(argv)}\n`);
    return 0;
  } catch (error) {
    const expected = error instanceof InputError || (error instanceof Error && 'code' in error);
    if (!expected) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
