import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMPORTERS, loadWorld } from '@hark/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importWorld } from './import.ts';

const [importer] = IMPORTERS;
let dir: string;
let said: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hark-import-cli-'));
  said = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true });
});

test('a data folder becomes a world folder', async () => {
  for (const name of ['users', 'orders', 'products']) writeFileSync(join(dir, `${name}.json`), '{}');
  const out = join(dir, 'world');
  expect(await importWorld([importer!.name, dir, '--out', out])).toBe(0);
  expect(said).toEqual([`${out}: 0 buyers, 0 orders, 0 products, 0 variants\n`]);
  expect(loadWorld(out).orders).toEqual({});
});

test('a folder without the data is named, with the file that is missing', async () => {
  expect(await importWorld([importer!.name, dir, '--out', join(dir, 'world')])).toBe(1);
  expect(said.join('')).toContain(`${join(dir, 'users.json')}: is missing`);
});

test.each([[[]], [['unknown', 'd', '--out', 'o']], [['--wrong']], [[IMPORTERS[0]!.name, 'd']]])(
  'wrong arguments %j are told how it goes',
  async (argv) => {
    expect(await importWorld(argv)).toBe(2);
    expect(said.join('')).toMatch(/Usage: hark import/);
  },
);
