import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { understand } from '@hark/core';
import { afterAll, expect, test } from 'vitest';
import { learnOnce } from './learned.ts';

const folder = mkdtempSync(join(tmpdir(), 'hark-learned-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const spec = {
  languages: ['en'],
  threshold: 0.4,
  topics: [
    { id: 'cancel', examples: { en: ['cancel my order', 'please cancel it', 'stop the order'] } },
    { id: 'status', examples: { en: ['where is my parcel', 'when does it arrive', 'track my parcel'] } },
  ],
};
const TEXTS = ['cancel the order please', 'where is it', 'hello'];

test('what was learned is read back and understands the same', () => {
  const first = learnOnce(folder)(spec);
  const [file] = readdirSync(folder);
  const again = learnOnce(folder)(spec);
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
  for (const text of TEXTS)
    expect(understand(again, text, { language: 'en' })).toEqual(understand(first, text, { language: 'en' }));
  expect(readdirSync(folder)).toEqual([file]);
});

test('other examples are learned anew, and so is what was damaged', () => {
  const [before = ''] = readdirSync(folder);
  learnOnce(folder)({ ...spec, threshold: 0.5 });
  const file = readdirSync(folder).find((one) => one !== before) ?? '';
  expect(readdirSync(folder)).toHaveLength(2);
  writeFileSync(join(folder, file), 'damaged');
  expect(learnOnce(folder)({ ...spec, threshold: 0.5 }).threshold).toBe(0.5);
});

test('where one folder cannot be written the next one keeps it, and it is found in either', () => {
  const file = join(folder, 'a file, no folder');
  writeFileSync(file, '');
  const other = mkdtempSync(join(tmpdir(), 'hark-learned-'));
  const first = learnOnce(file, other)({ ...spec, threshold: 0.6 });
  expect(readdirSync(other)).toHaveLength(1);
  expect(learnOnce(file, other)({ ...spec, threshold: 0.6 })).toEqual(first);
  rmSync(other, { recursive: true });
});
