import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { check } from './check.ts';

const SHOP = fileURLToPath(new URL('../../../playbooks/demo-shop', import.meta.url));

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

  test('says what a playbook without mistakes holds', async () => {
    expect(await check([SHOP])).toBe(0);
    const count = (kind: string): number => readdirSync(join(SHOP, kind)).length;
    const documents = `${count('topics')} topics, ${count('flows')} flows, ${count('actions')} actions`;
    expect(said).toContain(`no mistakes. ${documents}, `);
    expect(said).toMatch(/ replies in en, es; version [0-9a-f]{12}\n$/);
  });

  test('tells the mistakes of several files in one run, each with its place, its line and the way out', async () => {
    mkdirSync(join(folder, 'topics'));
    writeFileSync(join(folder, 'playbook.yaml'), 'kind: playbook\nid: [unclosed\n');
    writeFileSync(join(folder, 'topics', 'a.yaml'), 'id: a\nkind: tpoic\n');
    expect(await check([folder])).toBe(1);
    expect(said).toContain('playbook.yaml:2:5 document.syntax\n  2 | id: [unclosed\n    |     ^\n');
    expect(said).toContain('topics/a.yaml:2:7 document.kind\n  2 | kind: tpoic\n    |       ^\n');
    expect(said).toContain('  Did you mean `kind: topic`?\n');
    expect(said.trimEnd()).toMatch(/: 2 mistakes in 2 files$/);
  });

  test('keeps the mark under the place in a line of a thousand characters', async () => {
    const line = `title: { en: ${'a'.repeat(900)}, xx: b }`;
    writeFileSync(join(folder, 'a.yaml'), `kind: topic\nid: a\n${line}\n`);
    writeFileSync(
      join(folder, 'playbook.yaml'),
      'kind: playbook\nid: a\nlanguages: [en]\ntitle: { en: A }\n',
    );
    expect(await check([folder])).toBe(1);
    const lines = said.split('\n');
    const at = lines.findIndex((one) => one.includes('reply.unknown_language'));
    expect(lines[at + 1]?.length).toBeLessThan(120);
    expect(lines[at + 1]?.slice(lines[at + 2]?.indexOf('^'))).toMatch(/^xx: b/);
  });

  test('with --json the last line is an array of the problems', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'kind: tpoic\n');
    expect(await check([folder, '--json'])).toBe(1);
    const last: unknown = JSON.parse(said.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toContainEqual(
      expect.objectContaining({ code: 'document.kind', file: 'a.yaml', line: 1, column: 7 }),
    );
    said = '';
    expect(await check(['--json', SHOP])).toBe(0);
    expect(said.trimEnd().split('\n').at(-1)).toBe('[]');
  });

  test('a folder that is not there, is a file, or holds no playbook is told in a sentence', async () => {
    expect(await check([join(folder, 'nowhere')])).toBe(2);
    expect(said).toContain('there is none');
    expect(await check([folder])).toBe(2);
    expect(said).toContain('holds no playbook');
    writeFileSync(join(folder, 'a.txt'), '');
    expect(await check([join(folder, 'a.txt')])).toBe(2);
    expect(said).toContain('it is a file');
  });

  test('a file that is too large, no text, or not to be read is told in a sentence', async () => {
    const file = join(folder, 'a.yaml');
    writeFileSync(file, 'a'.repeat(10_000_000));
    expect(await check([folder])).toBe(2);
    expect(said).toContain('larger than');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x41]));
    expect(await check([folder])).toBe(2);
    expect(said).toContain('no text in UTF-8');
    writeFileSync(file, 'kind: topic\nid: a\u0000b\n');
    expect(await check([folder])).toBe(1);
    expect(said).toContain('a.yaml:2:6 document.syntax');
    expect(said).not.toContain('\u0000');
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read is told in a sentence', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'kind: topic\n');
    chmodSync(join(folder, 'a.yaml'), 0);
    expect(await check([folder])).toBe(2);
    expect(said).toContain('may not be read');
  });

  test('called without a folder or with a word too many it says how it is called', async () => {
    for (const argv of [[], ['a', 'b'], ['--quick']]) {
      said = '';
      expect(await check(argv)).toBe(2);
      expect(said).toBe('Usage: hark check DIR [--quick] [--json]\n');
    }
  });
});
