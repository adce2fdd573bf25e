import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Entry, fileJournal } from './journal.ts';
import { openShop } from './shop.ts';
import { smallWorld } from './small-world.fixture.ts';

let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hark-journal-'));
  file = join(dir, 'deeper', 'journal.jsonl');
});
afterEach(() => rmSync(dir, { recursive: true }));

const cancel = { call: 'cancel_order', args: { order_id: 'pending', reason: 'no longer needed' }, key: 'k1' };
const back = {
  call: 'return_items',
  args: { order_id: 'delivered', item_ids: ['mug-blue'], payment_method_id: 'card-a' },
  key: 'k2',
};

function shopWithTwoActs() {
  const journal = fileJournal(file);
  const shop = openShop(smallWorld(), journal);
  shop.act(cancel);
  shop.act(back);
  shop.act({ ...cancel, key: 'k3' });
  journal.close();
  return shop;
}

test('a shop opened again stands where it stood and answers old keys alike', () => {
  const before = shopWithTwoActs();
  const again = openShop(smallWorld(), fileJournal(file));
  expect(again.world).toEqual(before.world);
  expect(again.entries()).toEqual(before.entries());
  expect(again.act(cancel).outcome).toBe('done');
  expect(again.act({ ...cancel, key: 'k3' })).toMatchObject({
    outcome: 'refused',
    code: 'order_not_pending',
  });
  expect(again.world.log).toHaveLength(2);
});

test('cut anywhere in its last line it is recovered to the last whole line, and written on', () => {
  shopWithTwoActs();
  const whole = readFileSync(file);
  const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
  for (const length of [lastLine + 1, lastLine + 40, whole.length - 1]) {
    writeFileSync(file, whole);
    truncateSync(file, length);
    const journal = fileJournal(file);
    expect(journal.entries().map((entry) => entry.key)).toEqual(['k1', 'k2']);
    const shop = openShop(smallWorld(), journal);
    shop.act({ ...cancel, key: 'k4' });
    journal.close();
    expect(
      fileJournal(file)
        .entries()
        .map((entry) => entry.key),
    ).toEqual(['k1', 'k2', 'k4']);
  }
});

test('a whole line that cannot be read is named with its file and number', () => {
  shopWithTwoActs();
  appendFileSync(file, '{"key": "k9"\n');
  expect(() => fileJournal(file)).toThrow(`${file}, line 4: not JSON`);
  const entry: Partial<Entry> = { key: 'k9', call: 'think' };
  writeFileSync(file, `${JSON.stringify(entry)}\n`);
  expect(() => fileJournal(file)).toThrow(`${file}, line 1: not an entry`);
});

test('a journal of another world is refused', () => {
  shopWithTwoActs();
  const other = smallWorld();
  delete other.orders.delivered;
  expect(() => openShop(other, fileJournal(file))).toThrow('does not belong to this world: return_items k2');
});
