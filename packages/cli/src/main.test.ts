import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

type Ran = { code: number; out: string; err: string };

function hark(root: string, argv: string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const program = join(root, 'packages', 'cli', 'bin', 'hark.mjs');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...argv],
      { env: { ...process.env, ...env } },
      (_, out, err) => resolve({ code: child.exitCode ?? 1, out, err }),
    );
  });
}

describe('hark', () => {
  test('without a command it lists the commands', async () => {
    const { code, out } = await hark(REPOSITORY, []);
    expect(code).toBe(0);
    expect(out).toContain('start');
    expect(out).toContain('hark help COMMAND');
  });

  test('help for a command says how it is called', async () => {
    const { code, out } = await hark(REPOSITORY, ['help', 'import']);
    expect(code).toBe(0);
    expect(out).toContain('hark import');
  });

  test('a misspelt command is refused with the one that was meant', async () => {
    const { code, err } = await hark(REPOSITORY, ['strat']);
    expect(code).toBe(2);
    expect(err).toBe('There is no command "strat". Did you mean "hark start"?\n');
  });

  test('a name that every object has is no command', async () => {
    expect((await hark(REPOSITORY, ['constructor'])).code).toBe(2);
    expect((await hark(REPOSITORY, ['help', 'toString'])).code).toBe(2);
  });

  test('the version is that of the package', async () => {
    expect((await hark(REPOSITORY, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('start takes no arguments, and a setting that cannot be is told in a sentence', async () => {
    expect((await hark(REPOSITORY, ['start', 'now'])).code).toBe(2);
    const { code, err } = await hark(REPOSITORY, ['start'], { PORT: 'many' });
    expect(code).toBe(1);
    expect(err).toMatch(/^PORT must be .*\n$/);
  });
});

describe('the program of hark', () => {
  let root = '';
  const source = (text: string): void => writeFileSync(join(root, 'packages', 'cli', 'src', 'main.ts'), text);
  const cache = (): string[] => readdirSync(join(root, 'node_modules', '.cache', 'hark'));

  beforeEach(() => {
    root = join(realpathSync(mkdtempSync(join(tmpdir(), 'hark cli '))), 'check out');
    for (const name of ['core', 'wire', 'server', 'cli'])
      mkdirSync(join(root, 'packages', name, 'src'), { recursive: true });
    mkdirSync(join(root, 'packages', 'server', 'src', 'trace'));
    writeFileSync(join(root, 'packages', 'server', 'src', 'trace', 'rerun-program.ts'), 'export {};');
    mkdirSync(join(root, 'node_modules', '@esbuild'), { recursive: true });
    writeFileSync(join(root, 'package-lock.json'), '{}');
    cpSync(join(REPOSITORY, 'packages', 'cli', 'bin'), join(root, 'packages', 'cli', 'bin'), {
      recursive: true,
    });
    symlinkSync(join(REPOSITORY, 'node_modules', 'esbuild'), join(root, 'node_modules', 'esbuild'));
    symlinkSync(join(REPOSITORY, 'node_modules', 'zod'), join(root, 'node_modules', 'zod'));
    source(
      "import { z } from 'zod';\nexport async function main(argv: string[]): Promise<number> {\n" +
        '  console.log(z.string().parse(argv[0]), import.meta.url);\n  return 3;\n}\n',
    );
  });
  afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

  test('runs from a path with a blank, knows where its sources lie, finds libraries, and hands on the exit code', async () => {
    const { code, out } = await hark(root, ['word']);
    expect(code).toBe(3);
    expect(out).toMatch(/^word file:.*\/check%20out\/packages\/cli\/src\/main\.ts\n$/);
  });

  test('is built once for the same sources, and anew when they change', async () => {
    await hark(root, ['a']);
    const first = cache();
    await hark(root, ['a']);
    expect(cache()).toEqual(first);
    source("export const main = async () => { console.log('new'); return 0; };\n");
    expect((await hark(root, [])).out).toBe('new\n');
    expect(cache()).toHaveLength(2);
  });

  test('two that start at once both run, and leave one program behind', async () => {
    const ran = await Promise.all(['a', 'b', 'c'].map((word) => hark(root, [word])));
    expect(ran.map(({ code }) => code)).toEqual([3, 3, 3]);
    expect(cache()).toHaveLength(1);
  });

  test('where the checkout cannot be written to, it is built in a folder of its own elsewhere', async () => {
    // A file in the place of the folder refuses root too.
    writeFileSync(join(root, 'node_modules', '.cache'), '');
    const elsewhere = mkdtempSync(join(tmpdir(), 'hark-elsewhere-'));
    const { code, out } = await hark(root, ['word'], { TMPDIR: elsewhere });
    expect(code).toBe(3);
    expect(out).toMatch(/^word file:.*\/check%20out\/packages\/cli\/src\/main\.ts\n$/);
    expect(readdirSync(elsewhere)).toHaveLength(1);
    rmSync(elsewhere, { recursive: true });
  });

  test('a mistake in the sources is told with its place, and a bug with the line of its source', async () => {
    source('export const main = ;\n');
    const broken = await hark(root, []);
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('packages/cli/src/main.ts:1:20');
    expect(broken.err).not.toContain('    at ');
    source("export async function main(): Promise<number> {\n  throw new Error('a bug');\n}\n");
    expect((await hark(root, [])).err).toContain('packages/cli/src/main.ts:2:');
  });

  test('without its libraries it says how to install them', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    const { code, err } = await hark(root, []);
    expect(code).toBe(1);
    expect(err).toContain('npm ci');
  });
});
