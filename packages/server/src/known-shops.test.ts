import { expect, test } from 'vitest';
import { knownShops } from './known-shops.ts';
import { demoWorld } from './marketplace/demo.ts';
import { fakeMarketplace } from './marketplace/fake.ts';

test('names of shops are read once in a while, and stay while the shop system is away', async () => {
  const world = demoWorld(1, '2026-03-02T09:00:00.000Z');
  const marketplace = fakeMarketplace(world);
  let [clock, reads] = [0, 0];
  const counted = {
    lookup: ((asked) => {
      reads += 1;
      return marketplace.lookup(asked);
    }) as typeof marketplace.lookup,
  };
  const shops = knownShops(counted, () => clock);
  const named = Object.values(world.shops).map(({ id, name }) => ({ id, name }));
  marketplace.setFaults({ shops: { unavailable: true } });
  expect(await shops()).toEqual([]);
  marketplace.setFaults({});
  const [first, second] = await Promise.all([shops(), shops()]);
  expect(first.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
    named.toSorted((a, b) => a.id.localeCompare(b.id)),
  );
  expect(second).toEqual(first);
  expect(reads).toBe(2);
  clock += 10 * 60_000;
  marketplace.setFaults({ shops: { unavailable: true } });
  expect(await shops()).toEqual(first);
  expect(await shops()).toEqual(first);
});
