import { apply, compareWorlds, type ShopCall, type World } from '@hark/server';

/** Fresh worlds for one task after another, and how their ends compare. */
export type Worlds = {
  /** As every task finds it; never changed. */
  base: World;
  /** A world as at the beginning; the one that was taken before is given back with it. */
  take(): World;
  /** The differences between the end that the gold calls lead to from `from` and the world that was taken last. */
  differences(gold: readonly ShopCall[], from?: World): string[];
};

const SECTIONS = ['buyers', 'orders', 'products'] as const;
type Section = (typeof SECTIONS)[number];
type Touched = { section: Section; id: string }[];

/**
 * Worlds over `base`. Copying a whole world for each task would take longer than its conversation, so one copy is put
 * right again: every entry is compared with what it was, whoever changed it and however.
 */
export function worldsOver(base: World): Worlds {
  const texts = new Map(SECTIONS.map((section) => [section, textsOf(base, section)]));
  const world = structuredClone(base);
  const touched = (): Touched =>
    SECTIONS.flatMap((section) => {
      const known = texts.get(section) ?? new Map<string, string>();
      const ids = new Set([...known.keys(), ...Object.keys(world[section])]);
      return [...ids]
        .filter((id) => JSON.stringify(world[section][id]) !== known.get(id))
        .map((id) => ({ section, id }));
    });
  return {
    base,
    take() {
      for (const { section, id } of touched()) putBack(world, base, { section, id });
      world.log = [];
      return world;
    },
    differences(gold, from = base) {
      const end = endOf(from, gold);
      const about = [...touched(), ...touchedBy(gold, from)];
      return compareWorlds(part(end, about), part(world, about));
    },
  };
}

function textsOf(world: World, section: Section): Map<string, string> {
  return new Map(Object.entries(world[section]).map(([id, entry]) => [id, JSON.stringify(entry)]));
}

function putBack(world: World, base: World, { section, id }: Touched[number]): void {
  const { [id]: _changed, ...rest } = world[section];
  const before = base[section][id];
  Object.assign(world, { [section]: before ? { ...rest, [id]: structuredClone(before) } : rest });
}

/** What the gold calls may change: the order they name, and its owner. */
function touchedBy(gold: readonly ShopCall[], world: World): Touched {
  return gold.flatMap(({ args }): Touched => {
    const order = world.orders[String(args.order_id)];
    const buyer = order?.buyer_id ?? String(args.buyer_id);
    return [
      ...(order ? [{ section: 'orders' as const, id: order.id }] : []),
      ...(world.buyers[buyer] ? [{ section: 'buyers' as const, id: buyer }] : []),
    ];
  });
}

/** The world after the gold calls; one that the shop refuses leaves it as it was. */
function endOf(from: World, gold: readonly ShopCall[]): World {
  const writes = gold.filter(({ writes }) => writes);
  const world = { ...from, buyers: { ...from.buyers }, orders: { ...from.orders }, log: [] };
  for (const { section, id } of touchedBy(writes, from))
    Object.assign(world[section], { [id]: structuredClone(from[section][id]) });
  for (const { call, args } of writes) apply(world, call, args);
  return world;
}

function part(world: World, about: Touched): World {
  const only = <T>(section: Section, entries: { [id: string]: T }) => {
    const ids = new Set(about.filter((one) => one.section === section).map(({ id }) => id));
    return Object.fromEntries(Object.entries(entries).filter(([id]) => ids.has(id)));
  };
  const { buyers, orders, products } = world;
  return {
    ...world,
    buyers: only('buyers', buyers),
    orders: only('orders', orders),
    products: only('products', products),
  };
}
