import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { demoWorld } from './demo.ts';
import { DEMO_BUYERS, SHOWN_BUYERS } from './demo-shown.ts';
import { fakeMarketplace } from './fake.ts';
import { httpMarketplace } from './http-marketplace.ts';
import { loadWorld } from './importers.ts';
import { fileJournal } from './journal.ts';
import type { Marketplace } from './marketplace.ts';
import type { World } from './world.ts';
import { readJsonFile, WORLD_FILE, writeWorld } from './world-file.ts';

/** A buyer as whom a newcomer may look around, and the language in which their pages are. */
export type OfferedBuyer = {
  id: string;
  name: string;
  note: string;
  order_id: string;
  language: 'en' | 'es';
};

/** When a demo began, and the seed of its story. */
export type DemoBegun = { seed: number; now: string };

/** The marketplace that was configured; `audience` is what its buyers' tokens name, `demo` is set where it is the demo. */
export type ChosenMarketplace = {
  marketplace: Marketplace;
  audience: string;
  buyers: OfferedBuyer[];
  demo: DemoBegun | null;
};

const DEMO_SEED = 1;
/** Changes with what the demo's story makes of a seed: a data folder with another one keeps its own demo and begins a new one. */
const DEMO_FOLDER = 'demo-marketplace-1';

/** Opens the marketplace that is configured: one behind an address, a world in a folder, or the demo. */
export function chosenMarketplace(
  config: Config,
  clock: () => string,
  outgoing: () => { [header: string]: string } = () => ({}),
): ChosenMarketplace {
  if (config.shop.kind === 'http') {
    const marketplace = httpMarketplace({ url: config.shop.url, outgoing });
    return { marketplace, audience: config.audience ?? 'marketplace', buyers: [], demo: null };
  }
  const kept =
    config.shop.kind === 'world'
      ? { world: loadWorld(config.shop.dir), begun: null }
      : keptDemo(join(config.data_dir, DEMO_FOLDER), clock());
  const { world, begun } = kept;
  const journal = fileJournal(join(config.data_dir, 'shop', `${fingerprint(world)}.jsonl`));
  return {
    audience: config.audience ?? world.marketplace.id,
    buyers: begun ? offered(world) : [],
    demo: begun,
    // Last, because opening it brings the world to what the journal knows.
    marketplace: fakeMarketplace(world, { journal, clock }),
  };
}

const BEGUN_FILE = 'begun.json';
const Begun = z.strictObject({ seed: z.int(), now: z.iso.datetime() });

/** Made once and kept: what the buyers were told of its orders must still be so after the next start. */
function keptDemo(dir: string, now: string): { world: World; begun: DemoBegun } {
  const begun = begunIn(dir, now);
  if (!existsSync(join(dir, WORLD_FILE))) writeWorld(dir, demoWorld(begun.seed, begun.now));
  return { world: loadWorld(dir), begun };
}

function begunIn(dir: string, now: string): DemoBegun {
  const file = join(dir, BEGUN_FILE);
  if (existsSync(file)) return readJsonFile(file, Begun);
  mkdirSync(dir, { recursive: true });
  const begun: DemoBegun = { seed: DEMO_SEED, now };
  writeFileSync(`${file}.new`, `${JSON.stringify(begun)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
  return begun;
}

/** A journal belongs to the world that it began with. */
function fingerprint(world: World): string {
  return createHash('sha256').update(JSON.stringify(world)).digest('hex').slice(0, 16);
}

function offered(world: World): OfferedBuyer[] {
  return DEMO_BUYERS.flatMap(({ buyer_id, order_id }) => {
    const buyer = world.buyers[buyer_id];
    const language = SHOWN_BUYERS.find(({ id }) => id === buyer_id)?.place.language;
    if (!buyer || !language) return [];
    const name = `${buyer.first_name} ${buyer.last_name}`;
    const shops = new Set(buyer.order_ids.flatMap((id) => world.orders[id]?.shop_id ?? [])).size;
    const from = shops === 1 ? 'one shop' : `${shops} shops`;
    const note = `${buyer.address.city}; ${buyer.order_ids.length} orders from ${from}`;
    return [{ id: buyer.id, name, note, order_id, language }];
  });
}
