import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bans, docstrings, shortcuts, sizes } from './tidy/habits.ts';
import { manifests } from './tidy/manifests.ts';
import { type Fault, isCode, readSource, type TextFile } from './tidy/source.ts';
import { EXCEPTIONS, type Exception } from './tidy/table.ts';
import { rings, walls } from './tidy/walls.ts';
import { words } from './tidy/words.ts';

const LEFT_OUT = new Set(['node_modules', '.git', '.hark', 'dist', 'coverage']);
const TEXT = new Set([
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.mjs',
  '.js',
  '.json',
  '.yaml',
  '.yml',
  '.md',
  '.sql',
  '.css',
  '.html',
  '.txt',
  '.sh',
  '.csv',
]);

/** Every rule of the house that these files break, told in sentences; `exceptions` must all be needed. */
export function tidy(files: readonly TextFile[], exceptions: readonly Exception[] = EXCEPTIONS): Fault[] {
  const sources = files.filter((file) => isCode(file.path)).map(readSource);
  const faults = [
    ...sources.flatMap((source) => [
      ...walls(source),
      ...bans(source),
      ...sizes(source),
      ...docstrings(source),
      ...shortcuts(source),
    ]),
    ...rings(sources),
    ...manifests(files, sources),
    ...files.flatMap(words),
  ];
  const excused = (fault: Fault, by: Exception): boolean =>
    by.file === fault.file && by.rule === fault.rule && (by.name === undefined || by.name === fault.name);
  const unused = exceptions.filter((exception) => !faults.some((fault) => excused(fault, exception)));
  return [
    ...faults.filter((fault) => !exceptions.some((exception) => excused(fault, exception))),
    ...unused.map(({ file, rule }) => ({
      file,
      line: 1,
      rule: 'exception',
      message: `has an exception from "${rule}" that nothing needs any more; take it out of scripts/tidy/table.ts`,
    })),
  ];
}

/** Every text file below a folder, without what is installed, built or stored. */
export function readTree(root: string): TextFile[] {
  const files: TextFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (LEFT_OUT.has(entry.name) || entry.name.endsWith('.log')) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && TEXT.has(extname(entry.name)))
        files.push({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') });
    }
  };
  walk(root);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function main(): number {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const files = readTree(root);
  const faults = tidy(files);
  for (const fault of faults)
    process.stdout.write(`${fault.file}:${fault.line} ${fault.message} [${fault.rule}]\n`);
  process.stdout.write(
    faults.length === 0
      ? `${files.length} files keep the rules of the house\n`
      : `${faults.length} rules broken\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
