import { parseArgs } from 'node:util';
import { IMPORTERS, InputError, worldInWords, writeWorld } from '@hark/server';

/** It was asked for wrongly. */
class UsageError extends Error {
  override name = 'UsageError';
}

function usage(wrong: string): UsageError {
  const names = IMPORTERS.map((importer) => importer.name).join('|');
  return new UsageError(`${wrong}\nUsage: hark import ${names} DIR --out WORLDDIR`);
}

function parsed(argv: string[]) {
  try {
    return parseArgs({ args: argv, allowPositionals: true, options: { out: { type: 'string' } } });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function imported(argv: string[]): string {
  const { values, positionals } = parsed(argv);
  const [name, dir, ...more] = positionals;
  const importer = IMPORTERS.find((candidate) => candidate.name === name);
  if (name === undefined) throw usage('What kind of data is it, and where?');
  if (!importer) throw usage(`There is no kind of data "${name}".`);
  if (dir === undefined) throw usage('Which folder is it in?');
  if (values.out === undefined) throw usage('Where to, is not said: --out is missing.');
  if (more.length > 0) throw usage(`There is one folder too many: ${more.join(' ')}`);
  const world = importer.read(dir);
  writeWorld(values.out, world);
  return `${values.out}: ${worldInWords(world)}`;
}

/** `hark import KIND DIR --out WORLDDIR`: makes a world of a data folder; 0 when it is written, 1 with a message otherwise, 2 when asked for wrongly. */
export async function importWorld(argv: string[]): Promise<number> {
  try {
    process.stdout.write(`${imported(argv)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError || error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
