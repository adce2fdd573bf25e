import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { check } from './check.ts';

describe('hark check', () => {
  let folder = '';
  let said = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hark-check-'));
    said = '';
    const hear = (text: string | Uint8Array): boolean => {
      said += String(text);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(hear);
    vi.spyOn(process.stderr, 'write').mockImplementation(hear);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  test('finds nothing wrong with the playbook that comes with Hark', async () => {
    expect(await check([fileURLToPath(new URL('../../../playbooks/demo-shop', import.meta.url))])).toBe(0);
    expect(said).toContain('no mistakes');
  });

  test('tells the mistakes of several files in one run, each with its place and code', async () => {
    mkdirSync(join(folder, 'topics'));
    writeFileSync(join(folder, 'playbook.yaml'), 'kind: playbook\nid: [unclosed\n');
    writeFileSync(join(folder, 'topics', 'a.yaml'), 'kind: tpoic\nid: a\n');
    expect(await check([folder])).toBe(1);
    expect(said).toMatch(/^playbook\.yaml:\d+:\d+: .*\[document\.syntax\]$/m);
    expect(said).toMatch(/^topics\/a\.yaml:1:\d+: .*\[document\.kind\]$/m);
  });

  test('a folder that is not there or holds no playbook is told in a sentence', async () => {
    expect(await check([join(folder, 'nowhere')])).toBe(2);
    expect(await check([folder])).toBe(2);
    expect(said).toContain('holds no playbook');
  });

  test('without a folder it says how it is called', async () => {
    expect(await check([])).toBe(2);
    expect(said).toBe('Usage: hark check DIR\n');
  });
});
