import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoWorld } from './demo.ts';
import { loadWorld } from './importers.ts';
import { smallWorld } from './small-world.fixture.ts';
import { writeWorld } from './world-file.ts';
import { apply } from './world-rules.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hark world '));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a world that was written is read back the same, also with changes in it', () => {
  const world = smallWorld();
  apply(world, 'cancel_order', { order_id: 'pending', reason: 'no longer needed' });
  apply(world, 'return_items', {
    order_id: 'delivered',
    item_ids: ['mug-blue'],
    payment_method_id: 'card-a',
  });
  writeWorld(join(dir, 'new', 'folder'), world);
  expect(loadWorld(join(dir, 'new', 'folder'))).toEqual(world);
  const readme = readFileSync(join(dir, 'new', 'folder', 'README.md'), 'utf8');
  expect(readme).toContain('2 buyers, 4 orders, 2 products, 5 variants');
  expect(readme).toContain('- 1 orders return requested');
});

test('a written world may be written again, but not over something else', () => {
  writeWorld(dir, smallWorld());
  writeWorld(dir, demoWorld(1, '2030-01-01T00:00:00.000Z'));
  expect(loadWorld(dir).marketplace.id).toBe('demo');
  const other = join(dir, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'README.md'), 'precious');
  expect(() => writeWorld(other, smallWorld())).toThrow('holds something else');
  expect(readFileSync(join(other, 'README.md'), 'utf8')).toBe('precious');
  expect(existsSync(join(other, 'world.json'))).toBe(false);
});

test('a world file cut anywhere names itself and a place', () => {
  writeWorld(dir, smallWorld());
  const file = join(dir, 'world.json');
  const text = readFileSync(file, 'utf8');
  for (let length = 0; length < text.length - 2; length += 97) {
    writeFileSync(file, text.slice(0, length));
    expect(() => loadWorld(dir)).toThrow(
      /world\.json: (is empty|line \d+, column \d+: not JSON, or cut off)/,
    );
  }
});

test.each([
  ['a wrong shape', { orders: [] }, /world\.json: orders must be an object/],
  [
    'a key that nobody knows',
    { extra: 1 },
    /world\.json: what stands there has what is not known here: extra/,
  ],
  ['an order of nobody', { buyers: {} }, /world\.json: order pending: buyer nell-quist does not exist/],
])('a world with %s is refused', (_name, change, message) => {
  writeWorld(dir, smallWorld());
  writeFileSync(join(dir, 'world.json'), JSON.stringify({ ...smallWorld(), ...change }));
  expect(() => loadWorld(dir)).toThrow(message);
});

test('a world that an editor saved with a byte order mark is read', () => {
  writeWorld(dir, smallWorld());
  const file = join(dir, 'world.json');
  writeFileSync(file, `\uFEFF${readFileSync(file, 'utf8')}`);
  expect(loadWorld(dir)).toEqual(smallWorld());
});

test('a world that cannot be written is told in words', () => {
  writeFileSync(join(dir, 'file'), '');
  expect(() => writeWorld(join(dir, 'file', 'below'), smallWorld())).toThrow(
    /file.below: no world can be written there: it is a file/,
  );
});

test('a folder that is not there, or holds nothing known, is named', () => {
  expect(() => loadWorld(join(dir, 'nowhere'))).toThrow('nowhere: there is no such folder');
  expect(() => loadWorld(dir)).toThrow('holds neither a world.json nor data of a known kind');
});
