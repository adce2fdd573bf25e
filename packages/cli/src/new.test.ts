import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { check } from './check.ts';
import { newPlaybook } from './new.ts';
import { readScenarios } from './scenarios/read-scenarios.ts';

describe('hark new', () => {
  let folder = '';
  let said = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hark-new-'));
    said = '';
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        said += String(text);
        return true;
      });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  test('makes a playbook of that name without a mistake, with scenarios that can be played', async () => {
    const dir = join(folder, 'my-shop');
    expect(await newPlaybook([dir])).toBe(0);
    expect(readFileSync(join(dir, 'playbook.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=schema\.json\nkind: playbook\nid: my-shop\n/,
    );
    expect(readFileSync(join(dir, 'topics', 'cancel-order.yaml'), 'utf8')).toContain(
      '$schema=../schema.json',
    );
    expect(JSON.parse(readFileSync(join(dir, 'schema.json'), 'utf8')).properties.kind.enum).toContain('flow');
    expect(await check([dir])).toBe(0);
    const { scenarios, problems } = readScenarios(dir);
    expect([scenarios.length > 0, problems]).toEqual([true, []]);
    expect(said).toContain('no mistakes');
  });

  test('overwrites nothing', async () => {
    const dir = join(folder, 'my-shop');
    writeFileSync(dir, 'mine');
    expect(await newPlaybook([dir])).toBe(1);
    expect(readFileSync(dir, 'utf8')).toBe('mine');
    expect(said).toContain('nothing was changed');
  });

  test.each([[[]], [['a', 'b']], [['My Shop']], [['..']], [['']]])('is called wrongly: %j', async (argv) => {
    expect(await newPlaybook(argv)).toBe(2);
    expect(existsSync(join(folder, 'a'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
