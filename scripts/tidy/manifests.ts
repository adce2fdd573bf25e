import type { Fault, Source, TextFile } from './source.ts';
import { FREE_FOLDERS, PACKAGES } from './table.ts';

type Manifest = { dependencies: string[]; devDependencies: string[] };

/** Dependencies that are imported and not listed, or listed and not used; and compilers that see more than the table says. */
export function manifests(files: readonly TextFile[], sources: readonly Source[]): Fault[] {
  const root = manifest(files, 'package.json');
  const faults = Object.keys(PACKAGES).flatMap((name) => [
    ...listed({ name, root, own: manifest(files, `packages/${name}/package.json`) }, sources),
    ...compiler(name, files),
  ]);
  // npm puts every package's libraries where the root's folders find them.
  const all = Object.keys(PACKAGES).flatMap(
    (name) => manifest(files, `packages/${name}/package.json`).dependencies,
  );
  const free = sources.filter((source) => FREE_FOLDERS.some((folder) => folder === source.area));
  return [
    ...faults,
    ...free.flatMap((source) => missing(source, [...root.dependencies, ...root.devDependencies, ...all])),
  ];
}

function listed(of: { name: string; root: Manifest; own: Manifest }, sources: readonly Source[]): Fault[] {
  const here = sources.filter((source) => source.path.startsWith(`packages/${of.name}/`));
  const faults = here.flatMap((source) => {
    const shipped = source.path.startsWith(`packages/${of.name}/src/`) && !source.test;
    return missing(
      source,
      shipped ? of.own.dependencies : [...of.own.dependencies, ...of.root.devDependencies],
    );
  });
  const strings = new Set(
    here.flatMap((source) =>
      source.code.tokens
        .filter((token) => token.kind === 'string')
        .map((token) => libraryOf(token.text.slice(1, -1))),
    ),
  );
  const unused = of.own.dependencies.filter((library) => !strings.has(library));
  return [
    ...faults,
    ...unused.map((library) => ({
      file: `packages/${of.name}/package.json`,
      line: 1,
      rule: 'manifest',
      name: library,
      message: `lists ${library}, which nothing in the package uses; take it out`,
    })),
  ];
}

function missing(source: Source, dependencies: readonly string[]): Fault[] {
  return source.imports
    .filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:') && !from.startsWith('@hark/'))
    .filter(
      ({ from }) =>
        !dependencies.includes(libraryOf(from)) && !dependencies.includes(`@types/${libraryOf(from)}`),
    )
    .map(({ from, line }) => ({
      file: source.path,
      line,
      rule: 'manifest',
      name: libraryOf(from),
      message: `imports ${libraryOf(from)}, which its package.json does not list`,
    }));
}

function libraryOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function compiler(name: string, files: readonly TextFile[]): Fault[] {
  const path = `packages/${name}/tsconfig.json`;
  const text = files.find((file) => file.path === path)?.text ?? '';
  const wanted = PACKAGES[name]!.compiled_with;
  const dom = /"DOM/.test(text);
  const node = /"types":\s*\[[^\]]*"node"/.test(text);
  const types = /"types":/.test(text);
  if (types && dom === wanted.dom && node === wanted.node) return [];
  const should = `${wanted.dom ? 'with' : 'without'} DOM and ${wanted.node ? 'with' : 'without'} Node ("types": [${wanted.node ? '"node"' : ''}])`;
  return [
    {
      file: path,
      line: 1,
      rule: 'compiler',
      message: `${name} must be compiled ${should}: it is ${PACKAGES[name]!.is}`,
    },
  ];
}

function manifest(files: readonly TextFile[], path: string): Manifest {
  const text = files.find((file) => file.path === path)?.text ?? '{}';
  const parsed: unknown = JSON.parse(text);
  return { dependencies: keysOf(parsed, 'dependencies'), devDependencies: keysOf(parsed, 'devDependencies') };
}

function keysOf(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null || !(key in value)) return [];
  const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
}
