import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { check } from './check.ts';
import { colours } from './paint.ts';
import { inWords } from './problem-words.ts';

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

  test('says that a link and a name in capitals are not read', async () => {
    cpSync(SHOP, folder, { recursive: true });
    symlinkSync(join(SHOP, 'flows', 'cancel-order.yaml'), join(folder, 'flows', 'linked.yaml'));
    writeFileSync(join(folder, 'flows', 'LOUD.YAML'), 'kind: flow\n');
    expect(await check([folder, '--quick'])).toBe(0);
    expect(said).toContain('flows/linked.yaml:1:1 warning document.skipped');
    expect(said).toContain('flows/LOUD.YAML:1:1 warning document.skipped');
    expect(said).toContain('2 warnings');
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

  test('a file that is too large, no text, or not to be read is told beside the mistakes of the others', async () => {
    writeFileSync(join(folder, 'large.yaml'), 'a'.repeat(5_000_000));
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from('kind: topic\nid: caf\xe9\n', 'latin1'));
    writeFileSync(join(folder, 'picture.yaml'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff, 0xfe]));
    writeFileSync(join(folder, 'control.yaml'), 'kind: topic\nid: a\u0000b\n');
    expect(await check([folder])).toBe(1);
    expect(said).toContain('large.yaml:1:1 document.unreadable');
    expect(said).toContain('larger than 1000000 bytes');
    expect(said).toContain('latin.yaml:1:1 document.unreadable');
    expect(said).toContain('picture.yaml:1:1 document.unreadable');
    expect(said).toContain('no text in UTF-8');
    expect(said).toContain('control.yaml:2:6 document.syntax');
    expect(said).not.toContain('\u0000');
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read is told', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'kind: topic\n');
    chmodSync(join(folder, 'a.yaml'), 0);
    expect(await check([folder])).toBe(1);
    expect(said).toContain('may not be read');
  });

  test('a folder that leads to itself by a link is read once', async () => {
    cpSync(SHOP, folder, { recursive: true });
    symlinkSync(folder, join(folder, 'topics', 'again'));
    expect(await check([folder, '--quick'])).toBe(0);
  });

  test('a playbook whose files were saved on Windows, with a mark of byte order and two characters at the end of a line, is the same', async () => {
    cpSync(SHOP, folder, { recursive: true });
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.yaml')) continue;
      const text = readFileSync(join(folder, path), 'utf8');
      writeFileSync(join(folder, path), `\ufeff${text.replaceAll('\n', '\r\n')}`);
    }
    expect(await check([folder, '--quick'])).toBe(0);
    const flow = join(folder, 'flows', 'cancel-order.yaml');
    writeFileSync(flow, readFileSync(flow, 'utf8').replace('- if: order.status', '- if: order.stats'));
    expect(await check([folder, '--quick'])).toBe(1);
    expect(said).toMatch(
      /flows\/cancel-order\.yaml:\d+:15 expression\.unknown_field\n {2}\d+ \| {3}- if: order\.stats/,
    );
  });

  test('a file with two documents, with references that grow without end, or with a key twice is told at its line', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [at, letter] of [...'bcdefghij'].entries())
      bomb.push(`${letter}: &${letter} [${`*${'abcdefghij'[at]}, `.repeat(9)}x]`);
    writeFileSync(join(folder, 'bomb.yaml'), `kind: topic\n${bomb.join('\n')}\n`);
    writeFileSync(join(folder, 'two.yaml'), 'kind: topic\nid: a\n---\nkind: topic\nid: b\n');
    writeFileSync(join(folder, 'twice.yaml'), 'kind: topic\nid: a\nid: b\n');
    expect(await check([folder])).toBe(1);
    expect(said).toContain('bomb.yaml:3:8 document.syntax');
    expect(said).toContain('two.yaml:3:1 document.syntax');
    expect(said).toContain('twice.yaml:3:1 document.syntax');
  });

  test('warnings are told and let it pass; with --strict they do not', async () => {
    cpSync(SHOP, folder, { recursive: true });
    const file = join(folder, 'calendars', 'service-desk.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('sat: [10:00-14:00]', 'sat: [14:00-10:00]'));
    expect(await check([folder, '--quick'])).toBe(0);
    expect(said).toMatch(/calendars\/service-desk\.yaml:\d+:9 warning calendar\.night\n/);
    expect(said).toMatch(/: no mistakes, 1 warning in 1 file\. 6 topics, /);
    expect(await check([folder, '--quick', '--strict'])).toBe(1);
    said = '';
    expect(await check([folder, '--quick', '--json'])).toBe(0);
    const last: unknown = JSON.parse(said.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toEqual([expect.objectContaining({ code: 'calendar.night', severity: 'warning' })]);
  });

  test('writes colours to a terminal only, and none where NO_COLOR asks for none', () => {
    expect(colours({ isTTY: true }, {})).toBe(true);
    expect(colours({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(colours({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
    expect(colours({}, {})).toBe(false);
    const problem = { code: 'text.html', message: 'M.', mend: 'W.', file: 'a.yaml', line: 1, column: 2 };
    const lines = new Map([['a.yaml', ['abc']]]);
    const plain = inWords(problem, lines, false);
    expect(plain).toBe('a.yaml:1:2 warning text.html\n  1 | abc\n    |  ^\n  M.\n  W.');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away.
    expect(inWords(problem, lines, true).replace(/\u001b\[[\d;]*m/g, '')).toBe(plain);
    expect(inWords(problem, lines, true)).not.toBe(plain);
  });

  test('--explain prints the page of a code, and says which was meant', async () => {
    expect(await check(['--explain', 'flow.no_answer'])).toBe(0);
    expect(said).toMatch(/^flow\.no_answer \(a mistake\)\n\nA way through a flow ends/);
    expect(said).toMatch(/^- .*\n/m);
    said = '';
    expect(await check(['--explain', 'calendar.night'])).toBe(0);
    expect(said).toContain('(a warning)');
    said = '';
    expect(await check(['--explain', 'flow.no_anwser'])).toBe(2);
    expect(said).toBe('There is no code "flow.no_anwser". Did you mean flow.no_answer?\n');
  });

  test('called without a folder or with a word too many it says how it is called', async () => {
    for (const argv of [[], ['a', 'b'], ['--quick'], ['--explain']]) {
      said = '';
      expect(await check(argv)).toBe(2);
      expect(said).toMatch(/^Usage: hark check DIR \[--quick\] \[--strict\] \[--json\]\n/);
    }
  });
});
