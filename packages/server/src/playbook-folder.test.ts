import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlaybookUnreadable, readPlaybookFolder } from './playbook-folder.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hark playbook '));
});
afterEach(() => rm(dir, { recursive: true }));

async function put(files: Record<string, string | Buffer>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}

test('every document is read, by path, and nothing else', async () => {
  await put({
    'playbook.yaml': 'a',
    'topics/cancel.yml': 'b',
    'articles/returns.md': 'c',
    'README.md': 'about',
    'notes.txt': 'x',
    '.hidden/flow.yaml': 'x',
    'world/orders.yaml': 'x',
    'scenarios/one.yaml': 'x',
  });
  await symlink(join(dir, 'notes.txt'), join(dir, 'linked.yaml'));
  expect(readPlaybookFolder(dir)).toEqual([
    { path: 'articles/returns.md', text: 'c' },
    { path: 'playbook.yaml', text: 'a' },
    { path: 'topics/cancel.yml', text: 'b' },
  ]);
});

test.each<[string, Record<string, string | Buffer>, RegExp]>([
  ['no document', { 'notes.txt': 'x' }, /holds no playbook/],
  [
    'a file that is not text',
    { 'playbook.yaml': Buffer.from([0xff, 0xfe, 0x00]) },
    /playbook\.yaml cannot be read/,
  ],
  ['a file of two megabytes', { 'playbook.yaml': 'x'.repeat(2_000_000) }, /larger than 1000000 bytes/],
])('a folder with %s is refused with the reason', async (_what, files, reason) => {
  await put(files);
  expect(() => readPlaybookFolder(dir)).toThrow(PlaybookUnreadable);
  expect(() => readPlaybookFolder(dir)).toThrow(reason);
});

test('a folder that is not there, or is a file, is refused with the reason', async () => {
  await put({ 'playbook.yaml': 'a' });
  expect(() => readPlaybookFolder(join(dir, 'none'))).toThrow(/there is none/);
  expect(() => readPlaybookFolder(join(dir, 'playbook.yaml'))).toThrow(/cannot be read as a folder/);
});
