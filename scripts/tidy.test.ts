import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFunctions } from './tidy/functions.ts';
import { findImports } from './tidy/imports.ts';
import { scan } from './tidy/scan.ts';
import type { TextFile } from './tidy/source.ts';
import { syntax } from './tidy/syntax.ts';
import type { Exception } from './tidy/table.ts';
import { tidy } from './tidy.ts';

const TEMPLATE = '`';

/** Faults of these files, as `rule line message`; the packages' manifests are looked at in tests of their own. */
function faults(files: Record<string, string>, exceptions: Exception[] = []): string[] {
  const texts: TextFile[] = Object.entries(files).map(([path, text]) => ({ path, text }));
  return tidy(texts, exceptions)
    .filter(({ rule }) => rule !== 'manifest' && rule !== 'compiler')
    .map(({ rule, line, message }) => `${rule} ${line} ${message}`);
}

const rulesOf = (path: string, text: string): string[] =>
  faults({ [path]: text }).map((line) => line.split(' ')[0]!);
const lines = (count: number): string => 'x();\n'.repeat(count);

describe('walls', () => {
  test.each([
    ['core imports Node', 'packages/core/src/lib/a.ts', "import { readFileSync } from 'node:fs';"],
    ['core imports the server', 'packages/core/src/lib/a.ts', "import { turn } from '@hark/server';"],
    [
      'core imports a library that is not its own',
      'packages/core/src/lib/a.ts',
      "import x from 'lodash/get';",
    ],
    [
      'core reaches into another package by path',
      'packages/core/src/lib/a.ts',
      "import { x } from '../../../wire/src/api.ts';",
    ],
    ['wire takes values of core', 'packages/wire/src/a.ts', "import { fold } from '@hark/core';"],
    ['the chat takes values of core', 'packages/widget/src/a.ts', "import { fold } from '@hark/core';"],
    ['web imports the server', 'packages/web/src/a.ts', "import type { Config } from '@hark/server';"],
    [
      'somebody goes past a face',
      'packages/cli/src/a.ts',
      "import { x } from '@hark/core/src/lib/money.ts';",
    ],
    ['core goes upward', 'packages/core/src/lib/a.ts', "import { decide } from '../engine/decide.ts';"],
    [
      'peers in core import each other',
      'packages/core/src/expression/a.ts',
      "import { isOpen } from '../calendar/hours.ts';",
    ],
    ['a file of core has no place', 'packages/core/src/odds/a.ts', "import { x } from '../lib/a.ts';"],
    ['the database knows the API', 'packages/server/src/db/a.ts', "import { api } from '../http/api.ts';"],
    [
      'something running takes code of the tests',
      'packages/server/src/db/a.ts',
      "import { x } from './test-server.ts';",
    ],
    ['an import names no ending', 'packages/core/src/lib/a.ts', "import { x } from './b';"],
    [
      'a re-export goes upward',
      'packages/core/src/lib/a.ts',
      "export { decide } from '../engine/decide.ts';",
    ],
    [
      'a type is imported in place from above',
      'packages/core/src/lib/a.ts',
      "const x: import('../engine/decide.ts').D = 1;",
    ],
  ])('a fault is found: %s', (_, path, text) => {
    expect(rulesOf(path, `${text}\n`)).toEqual(['wall']);
  });

  test.each([
    ['wire takes types of core', 'packages/wire/src/a.ts', "import type { Card } from '@hark/core';"],
    [
      'wire takes types of core, one by one',
      'packages/wire/src/a.ts',
      "import { type Card, type Option } from '@hark/core';",
    ],
    ['core goes down', 'packages/core/src/engine/a.ts', "import { must } from '../lib/assert.ts';"],
    [
      'the conversation takes the shape of what was understood',
      'packages/core/src/conversation/a.ts',
      "import type { Understanding } from '../language/understanding.ts';",
    ],
    [
      'a test of core uses files and another test library',
      'packages/core/src/lib/a.test.ts',
      "import 'node:fs';\nimport fc from 'fast-check';",
    ],
    [
      'an import that is only text',
      'packages/core/src/lib/a.ts',
      `const x = "import fs from 'node:fs'"; // import 'pg'`,
    ],
  ])('no fault: %s', (_, path, text) => {
    expect(rulesOf(path, `${text}\n`)).toEqual([]);
  });

  test('a ring of three files is told once, with the whole way round', () => {
    const found = faults({
      'packages/core/src/lib/a.ts': "import './b.ts';\n",
      'packages/core/src/lib/b.ts': "import type { C } from './c.ts';\n",
      'packages/core/src/lib/c.ts': "export { A } from './a.ts';\n",
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(
      'a.ts → packages/core/src/lib/b.ts → packages/core/src/lib/c.ts → packages/core/src/lib/a.ts',
    );
  });
});

describe('what core must not touch', () => {
  test.each([
    'const t = Date.now();',
    'const t = Date\n  .now();',
    'const d = new Date(text);',
    'const r = Math.random();',
    'const e = process.env.HOME;',
    'setTimeout(f, 1);',
    'async function f() {}',
    'const f = async () => 1;',
    'let p: Promise<number>;',
    'const s = (1).toLocaleString();',
    'list.sort((a, b) => a.localeCompare(b));',
    'const f = new Intl.NumberFormat();',
    "console.log('x');",
    'globalThis.x = 1;',
    "void fetch('x');",
    `const s = ${TEMPLATE}at \${Date.now()}${TEMPLATE};`,
    "const m = import('./other.ts').then();".replace('.then()', ''),
  ])('is found: %s', (text) => {
    expect(new Set(rulesOf('packages/core/src/lib/a.ts', `${text}\n`))).toEqual(new Set(['ban']));
  });

  test.each([
    "const s = 'Date.now()';",
    '// Math.random() would do, were it allowed',
    '/* new Date() */',
    'const r = /process.env/;',
    `const s = ${TEMPLATE}new Date() in \${1 + 1} words${TEMPLATE};`,
    'const x = { process: 1, fetch: 2 };',
    'const x = order.process;',
    'const half = total / 2; const s = "a / Date.now() /";',
  ])('is left alone where it is only text or a field: %s', (text) => {
    expect(rulesOf('packages/core/src/lib/a.ts', `${text}\n`)).toEqual([]);
  });

  test('the server may ask the time', () => {
    expect(rulesOf('packages/server/src/turn.ts', 'const t = Date.now();\n')).toEqual([]);
  });
});

describe('sizes', () => {
  test.each([
    ['function', `function long() {\n${lines(69)}}\n`],
    ['arrow', `const long = () => {\n${lines(69)}};\n`],
    [
      'method with a return type',
      `class A {\n  long(a: string): Promise<{ x: number }> {\n${lines(69)}}\n}\n`,
    ],
    [
      'generic function',
      `function long<T extends { a: 1 }>(a: Map<string, T>): asserts a is never {\n${lines(69)}}\n`,
    ],
    ['object method', `const a = {\n  async long() {\n${lines(69)}},\n};\n`],
    ['arrow without braces', `const long = () => [\n${'1,\n'.repeat(69)}];\n`],
  ])('a %s of 71 lines is too long', (_, text) => {
    expect(faults({ 'packages/server/src/a.ts': text })).toEqual([
      expect.stringMatching(/^size .*long has 71 lines/),
    ]);
  });

  test('a function of 70 lines, and a long switch in a short one, are fine', () => {
    expect(rulesOf('packages/server/src/a.ts', `function f() {\n${lines(68)}}\n`)).toEqual([]);
    expect(
      rulesOf('packages/server/src/a.ts', `if (a) {\n${lines(90)}}\nfor (const b of c) {\n${lines(90)}}\n`),
    ).toEqual([]);
  });

  test('a component may have 120 lines, markup with apostrophes included', () => {
    const page = (count: number) =>
      `function Page() {\n  return (\n    <p title="it's">\n${'      don\'t {a ? <b>{"}"}</b> : null}\n'.repeat(count)}    </p>\n  );\n}\n`;
    expect(rulesOf('packages/web/src/page.tsx', page(114))).toEqual([]);
    expect(faults({ 'packages/web/src/page.tsx': page(115) })).toEqual([
      expect.stringContaining('Page has 121 lines (at most 120)'),
    ]);
  });

  test('a file of 501 lines is too long', () => {
    expect(rulesOf('packages/server/src/a.ts', '\n'.repeat(500))).toEqual([]);
    expect(rulesOf('packages/server/src/a.ts', '\n'.repeat(501))).toEqual(['size']);
  });

  test('a group of tests may be long, a test may not', () => {
    const path = 'packages/server/src/a.test.ts';
    expect(rulesOf(path, `describe('all', () => {\n${lines(90)}});\n`)).toEqual([]);
    expect(rulesOf(path, `describe.each<[string, () => A]>([])('all', (a) => {\n${lines(90)}});\n`)).toEqual(
      [],
    );
    expect(rulesOf(path, `test('one', () => {\n${lines(90)}});\n`)).toEqual(['size']);
  });

  test.each([
    ['function f(a, b, c, d) {}', 4],
    ['const f = (a: Map<string, number>, { b, c }: { b: 1; c: 2 }, [d, e] = [1, 2]) => a;', 3],
    ['const f = (a: (x: 1, y: 2) => void, b = new Map<string, number>(), ...c: string[]): number => 1;', 3],
    ['class A { m(this: A, a, b, c) {} }', 3],
    ['class A { constructor(a: A<B, C>, b?: 1, c = f(1, 2), d = a < b) {} }', 4],
    ['const f = x => x;', 1],
  ])('%s takes that many parameters: %d', (text, count) => {
    expect(Math.max(...findFunctions(syntax(scan(text))).map((found) => found.parameters))).toBe(count);
  });

  test('a callback of a test may take what its table hands it, a function of its own may not', () => {
    const path = 'packages/server/src/a.test.ts';
    expect(rulesOf(path, "test.each([])('x', (a, b, c, d) => {});\n")).toEqual([]);
    expect(rulesOf(path, 'function made(a, b, c, d) {}\n')).toEqual(['parameters']);
    expect(rulesOf('packages/server/src/a.ts', 'run((a, b, c, d) => {});\n')).toEqual(['parameters']);
  });

  test.each(['utils.ts', 'string-helpers.ts', 'common.test.ts', 'manager.ts'])(
    'the name %s says nothing',
    (name) => {
      expect(rulesOf(`packages/server/src/${name}`, '')).toEqual(['name']);
    },
  );
});

describe('words', () => {
  test('an exported name needs its sentence, and a type shares that of its schema', () => {
    const bare = 'export const Order = z.object({});\nexport type Order = z.infer<typeof Order>;\n';
    expect(rulesOf('packages/wire/src/a.ts', bare)).toEqual(['docstring', 'docstring']);
    expect(rulesOf('packages/wire/src/a.ts', `/** What was bought. */\n${bare}`)).toEqual([]);
    expect(
      rulesOf('packages/wire/src/a.ts', "export type * from './b.ts';\nexport * from './c.ts';\n"),
    ).toEqual([]);
  });

  test('folders of one machine and registries are found in any text', () => {
    const folder = ['', 'home', 'somebody', 'x'].join('/');
    expect(rulesOf('docs/a.md', `see ${folder}\n`)).toEqual(['words']);
    expect(rulesOf('docs/a.md', `see https://example.com${folder}\n`)).toEqual([]);
    expect(rulesOf('.npmrc', `${'reg'}istry = x\n`)).toEqual(['words']);
  });

  test('the data set is named by its importer alone', () => {
    const text = `// ${['t', 'au'].join('')}\n`;
    expect(rulesOf('packages/server/src/marketplace/import-tau-retail.ts', text)).toEqual([]);
    expect(rulesOf('packages/server/src/marketplace/fake.ts', text)).toEqual(['words']);
  });

  test('ways around the compiler and the tests are found', () => {
    expect(rulesOf('packages/server/src/a.ts', 'const a = b as unknown as C;\n')).toEqual(['shortcut']);
    expect(rulesOf('packages/server/src/a.ts', `// ${'@ts'}-ignore\n`)).toEqual(['shortcut']);
    expect(rulesOf('packages/server/src/a.ts', `// ${'TO'}DO: later\n`)).toEqual(['shortcut']);
    expect(rulesOf('packages/server/src/a.test.ts', "test.only('x', f);\n")).toEqual(['shortcut']);
    expect(rulesOf('packages/server/src/a.test.ts', "vi.mock('./a.ts');\n")).toEqual(['shortcut']);
  });
});

describe('manifests', () => {
  const manifest = (dependencies: object): string => JSON.stringify({ dependencies });

  test('a dependency is listed exactly when it is used', () => {
    const told = (dependencies: object): string[] =>
      tidy([
        { path: 'packages/server/package.json', text: manifest(dependencies) },
        { path: 'packages/server/src/db/a.ts', text: "import pg from 'pg';\n" },
      ])
        .filter(({ rule }) => rule === 'manifest')
        .map(({ message }) => message);
    expect(told({ pg: '1' })).toEqual([]);
    expect(told({})).toEqual([expect.stringContaining('imports pg')]);
    expect(told({ pg: '1', jose: '1' })).toEqual([expect.stringContaining('lists jose')]);
  });

  test('core that is compiled with Node in sight is found', () => {
    const told = (types: string[]): number =>
      tidy([
        {
          path: 'packages/core/tsconfig.json',
          text: JSON.stringify({ compilerOptions: { types } }, null, 1),
        },
      ]).filter(({ rule, file }) => rule === 'compiler' && file.includes('core')).length;
    expect(told([])).toBe(0);
    expect(told(['node'])).toBe(1);
  });
});

describe('exceptions', () => {
  const file = 'packages/server/src/a.ts';
  test('one that is needed excuses; one that nothing needs is a fault', () => {
    const exceptions = [{ file, rule: 'size', reason: 'a table' }];
    expect(faults({ [file]: '\n'.repeat(501) }, exceptions)).toEqual([]);
    expect(faults({ [file]: '' }, exceptions)).toEqual([expect.stringContaining('nothing needs any more')]);
  });
});

describe('the scanner', () => {
  test('never throws and never loses the line, whatever the text', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '/',
        '`',
        '${',
        '}',
        '"',
        "'",
        '\n',
        '//',
        '/*',
        '*/',
        '<a',
        '</a>',
        '{',
        '\\',
        '=>',
        'return ',
        '<',
        '(',
        ')',
        ':',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, jsx) => {
        const text = `${pieces.join('')}\n`;
        const tokens = scan(text, jsx);
        findFunctions(syntax(tokens));
        findImports(syntax(tokens));
        expect(Math.max(1, ...tokens.map((token) => token.end_line))).toBeLessThanOrEqual(
          text.split('\n').length,
        );
      }),
    );
  });

  test('tells a division from a regular expression', () => {
    const kinds = (text: string): string[] =>
      scan(text)
        .filter(({ kind }) => kind === 'regex')
        .map((token) => token.text);
    expect(kinds('a / b / c; f(/x[/]y/g); (a) / 2; a! / b / c; return /q/u; i++ / 2 / 3')).toEqual([
      '/x[/]y/g',
      '/q/u',
    ]);
  });
});
