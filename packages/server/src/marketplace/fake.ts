import { setTimeout as sleep } from 'node:timers/promises';
import { type Faults, faultBox } from './faults.ts';
import { type Entry, type Journal, memoryJournal } from './journal.ts';
import { type Marketplace, Unavailable } from './marketplace.ts';
import { moodyShop, type Reply } from './moody-shop.ts';
import { openShop } from './shop.ts';
import type { World } from './world.ts';

/** How a marketplace inside this process begins, how long it may take, where it keeps what it answered, and what time it is there. */
export type FakeOptions = { faults?: Faults; deadline_ms?: number; journal?: Journal; clock?: () => string };

/** A marketplace inside this process that behaves: the rules of a shop, its faults, and what it answered. */
export type FakeMarketplace = Marketplace & {
  world: World;
  setFaults(faults: Faults): void;
  entries(): readonly Entry[];
};

/** A marketplace over a world, which it changes in place. */
export function fakeMarketplace(world: World, options: FakeOptions = {}): FakeMarketplace {
  const deadline_ms = options.deadline_ms ?? 2000;
  const faults = faultBox(options.faults ?? {});
  const closed = new AbortController();
  const journal = options.journal ?? memoryJournal();
  const shop = openShop(world, journal, options.clock);
  const moody = moodyShop(shop, faults, closed.signal);

  async function inTime<T>(reply: Promise<Reply<T>>): Promise<Reply<T>> {
    const answered = new AbortController();
    const signal = AbortSignal.any([answered.signal, closed.signal]);
    const deadline = sleep(deadline_ms, undefined, { signal }).catch(() => undefined);
    const late = deadline.then((): Reply<T> => ({ reply: 'silence' }));
    const heard = reply.then((value) => (value.reply === 'silence' ? late : value));
    return Promise.race([heard, late]).finally(() => answered.abort());
  }

  return {
    idempotency: 'key',
    world,
    setFaults: faults.set,
    entries: shop.entries,
    async lookup(lookup) {
      const reply = await inTime(moody.lookup(lookup));
      if (reply.reply === 'answer') return reply.value;
      throw new Unavailable(`The shop system did not answer ${lookup.read}: ${reply.reply}.`);
    },
    async act(call, args, key) {
      const reply = await inTime(moody.act({ call, args, key }));
      if (reply.reply === 'answer') return reply.value;
      if (reply.reply === 'unavailable')
        return { outcome: 'failed', error: 'The shop system cannot serve now.' };
      return { outcome: 'unknown', error: `The shop system did not answer within ${deadline_ms} ms.` };
    },
    async close() {
      closed.abort();
      journal.close();
    },
  };
}
