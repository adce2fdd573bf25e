import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import type { ImportFound } from './imports.ts';
import { type Fault, isTestCode, type Source } from './source.ts';
import { CORE_GROUPS, FREE_FOLDERS, PACKAGES, SERVER_NOUNS, TEST_LIBRARIES, type Wall } from './table.ts';

const BUILTIN = new Set(builtinModules);

/** Imports that go where the table has a wall. */
export function walls(source: Source): Fault[] {
  const wall = PACKAGES[source.area];
  const free = FREE_FOLDERS.some((folder) => folder === source.area);
  if (!wall && !free) return [];
  return source.imports.flatMap((found) => {
    const message = found.from.startsWith('.')
      ? relative(source, found)
      : wall
        ? outward(source, wall, found)
        : null;
    return message ? [{ file: source.path, line: found.line, rule: 'wall', message }] : [];
  });
}

/** The file a relative import means. */
export function target(source: Source, found: ImportFound): string {
  return posix.normalize(posix.join(posix.dirname(source.path), found.from));
}

function outward(source: Source, wall: Wall, found: ImportFound): string | null {
  const library = found.from
    .split('/')
    .slice(0, found.from.startsWith('@') ? 2 : 1)
    .join('/');
  if (library.startsWith('@hark/')) return ours(source, wall, found);
  const builtin = found.from.startsWith('node:') || BUILTIN.has(library);
  if (builtin && !found.from.startsWith('node:'))
    return `write "node:${found.from}", so that it is seen to be Node's own`;
  const shipped = source.path.startsWith(`packages/${source.area}/src/`) && !source.test;
  if (builtin) return wall.node || !shipped ? null : `${source.area} has no Node; it is ${wall.is}`;
  const allowed = wall.libraries.includes(library) || (!shipped && isTool(source, library));
  return allowed
    ? null
    : `"${library}" is not among the libraries of ${source.area} (scripts/tidy/table.ts); it is ${wall.is}`;
}

/** Tests have their own libraries, and a package's build script has the bundler. */
function isTool(source: Source, library: string): boolean {
  return source.test ? TEST_LIBRARIES.some((name) => name === library) : library === 'esbuild';
}

function ours(source: Source, wall: Wall, found: ImportFound): string | null {
  const [, name, ...rest] = found.from.split('/');
  if (rest.length > 0)
    return `a package has one face: import "@hark/${name}" and export there what is needed`;
  if (name === source.area) return `inside ${name} import the file you mean, not the package's own face`;
  if (wall.ours.includes(name!) || source.test) return null;
  if (!wall.ours_types?.includes(name!))
    return `${source.area} may not import ${name}: ${source.area} is ${wall.is}`;
  return found.types_only
    ? null
    : `${source.area} may import only types of ${name} (import type …): it is ${wall.is}`;
}

function relative(source: Source, found: ImportFound): string | null {
  const path = target(source, found);
  const free = FREE_FOLDERS.some((folder) => folder === source.area);
  if (!free && !path.startsWith(`packages/${source.area}/`))
    return `reaches out of its package; import another package by its name ("@hark/…")`;
  if (!/\.(?:tsx?|mts|mjs|js|json|css)$/.test(path)) return 'name the file with its ending (.ts)';
  if (!source.test && !free && isTestCode(path))
    return 'takes code of the tests into what runs; move what both need into a file of its own';
  if (source.test) return null;
  const inside = path.replace(/^packages\/[^/]+\/src\//, '');
  if (source.area === 'core') return insideCore(source.inside, inside);
  return source.area === 'server' ? insideServer(source.inside, inside) : null;
}

function groupOf(inside: string): { level: number; name: string } {
  const names = CORE_GROUPS.flatMap((group, level) => group.map((name) => ({ level, name })));
  const found = names
    .filter(({ name }) => inside === name || inside.startsWith(`${name}/`))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found ?? { level: -1, name: inside };
}

function insideCore(from: string, to: string): string | null {
  const here = groupOf(from);
  const there = groupOf(to);
  if (here.level < 0) return `${from} has no place in CORE_GROUPS (scripts/tidy/table.ts); give it one`;
  if (there.level < 0 || there.level < here.level || there.name === here.name) return null;
  return there.level === here.level
    ? `${here.name} and ${there.name} are peers in core and do not import each other; what both need belongs below them`
    : `${here.name} lies below ${there.name} in core; move what is needed down, or this line up into ${there.name}`;
}

function insideServer(from: string, to: string): string | null {
  const [noun, ...file] = from.split('/');
  const [other, ...target] = to.split('/');
  if (file.length === 0 || noun === other) return null;
  if (target.length === 0)
    return to === 'main.ts' ? 'only the outside starts main.ts; take what is needed as an argument' : null;
  const allowed = SERVER_NOUNS[noun!];
  if (!allowed)
    return `${noun} has no row in SERVER_NOUNS (scripts/tidy/table.ts); say there what it may use`;
  return allowed.includes(other!)
    ? null
    : `${noun} may not use ${other} (scripts/tidy/table.ts); let main.ts bring the two together`;
}

/** Rings of files that import each other, types included; each is told once, at its first file. */
export function rings(sources: readonly Source[]): Fault[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const told = new Set<string>();
  const faults: Fault[] = [];
  const walk = (source: Source, trail: Source[]): void => {
    const start = trail.indexOf(source);
    if (start >= 0) {
      const ring = trail.slice(start);
      const key = ring
        .map((one) => one.path)
        .sort()
        .join(' ');
      if (!told.has(key)) faults.push(ringFault(ring));
      told.add(key);
      return;
    }
    if (done.has(source.path)) return;
    for (const found of source.imports.filter((one) => one.from.startsWith('.'))) {
      const next = byPath.get(target(source, found));
      if (next) walk(next, [...trail, source]);
    }
    done.add(source.path);
  };
  for (const source of sources) walk(source, []);
  return faults;
}

function ringFault(ring: readonly Source[]): Fault {
  const names = [...ring, ring[0]!].map((one) => one.path).join(' → ');
  return {
    file: ring[0]!.path,
    line: 1,
    rule: 'ring',
    message: `imports itself in a ring: ${names}; move what they share into a file below both`,
  };
}
