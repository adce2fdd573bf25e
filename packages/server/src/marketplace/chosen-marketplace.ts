import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { DEMO_BUYERS, demoWorld } from './demo.ts';
import { fakeMarketplace } from './fake.ts';
import { httpMarketplace } from './http-marketplace.ts';
import { loadWorld } from './importers.ts';
import { fileJournal } from './journal.ts';
import type { Marketplace } from './marketplace.ts';
import type { World } from './world.ts';
import { WORLD_FILE, writeWorld } from './world-file.ts';

/** A buyer as whom a newcomer may look around. */
export type OfferedBuyer = { id: string; name: string; note: string; order_id: string };

/** The marketplace that was configured; `audience` is what its buyers' tokens name. */
export type ChosenMarketplace = { marketplace: Marketplace; audience: string; buyers: OfferedBuyer[] };

const DEMO_SEED = 1;

/** Opens the shop system that is configured: one behind an address, a world in a folder, or the demo shop. */
export function chosenMarketplace(config: Config, now: string): ChosenMarketplace {
  if (config.shop.kind === 'http') {
    const marketplace = httpMarketplace({ url: config.shop.url });
    return { marketplace, audience: config.audience ?? 'marketplace', buyers: [] };
  }
  const world = config.shop.kind === 'world' ? loadWorld(config.shop.dir) : keptDemo(config.data_dir, now);
  const journal = fileJournal(join(config.data_dir, 'shop', `${fingerprint(world)}.jsonl`));
  return {
    marketplace: fakeMarketplace(world, { journal }),
    audience: config.audience ?? world.marketplace.id,
    buyers: config.shop.kind === 'demo' ? offered(world) : [],
  };
}

/** Made once and kept: what the buyers were told of its orders must still be so after the next start. */
function keptDemo(data_dir: string, now: string): World {
  const dir = join(data_dir, 'demo-shop');
  if (!existsSync(join(dir, WORLD_FILE))) writeWorld(dir, demoWorld(DEMO_SEED, now));
  return loadWorld(dir);
}

/** A journal belongs to the world that it began with. */
function fingerprint(world: World): string {
  return createHash('sha256').update(JSON.stringify(world)).digest('hex').slice(0, 16);
}

function offered(world: World): OfferedBuyer[] {
  return DEMO_BUYERS.flatMap(({ buyer_id, order_id, standing }) => {
    const buyer = world.buyers[buyer_id];
    if (!buyer) return [];
    const name = `${buyer.first_name} ${buyer.last_name}`;
    return [{ id: buyer.id, name, note: `Order ${order_id}: ${standing}`, order_id }];
  });
}
