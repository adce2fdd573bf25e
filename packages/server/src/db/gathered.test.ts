import { expect, test } from 'vitest';
import { gathered } from './gathered.ts';

/** A table of squares; each query waits until it is let go. */
function slowTable() {
  const asked: string[][] = [];
  const going: ((broken?: Error) => void)[] = [];
  const look = (keys: string[]) =>
    new Promise<Map<string, number>>((resolve, reject) => {
      asked.push(keys);
      const known = keys.filter((key) => key !== 'none');
      const rows = new Map(known.map((key) => [key, Number(key) ** 2]));
      going.push((broken) => (broken ? reject(broken) : resolve(rows)));
    });
  const letGo = (broken?: Error) => going.shift()?.(broken);
  return { asked, look, letGo };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('what is asked for while a query runs is looked up by the next, each key once and no more than so many', async () => {
  const { asked, look, letGo } = slowTable();
  const find = gathered(look, 3);
  const first = find('1');
  await soon();
  const others = ['2', '3', '2', 'none', '4'].map(find);
  await soon();
  expect(asked).toEqual([['1']]);
  letGo();
  await soon();
  letGo();
  await soon();
  letGo();
  expect([await first, ...(await Promise.all(others))]).toEqual([1, 4, 9, 4, null, 16]);
  expect(asked).toEqual([['1'], ['2', '3', 'none'], ['4']]);
});

test('a query that fails fails those who wait for it, and nobody after them', async () => {
  const { look, letGo } = slowTable();
  const find = gathered(look, 3);
  const lost = find('1');
  await soon();
  const later = find('2');
  letGo(new Error('the database went away'));
  await expect(lost).rejects.toThrow('went away');
  await soon();
  letGo();
  expect(await later).toBe(4);
});
