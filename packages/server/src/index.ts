/** The face of the server: what the command line and tests use. */
export { compareWorlds } from './marketplace/compare-worlds.ts';
export { DEMO_BUYERS, demoWorld } from './marketplace/demo.ts';
export { type FakeMarketplace, fakeMarketplace } from './marketplace/fake.ts';
export { type FakeServer, serveFake } from './marketplace/fake-server.ts';
export type { Fault, Faults } from './marketplace/faults.ts';
export { httpMarketplace } from './marketplace/http-marketplace.ts';
export type { Importer } from './marketplace/importer.ts';
export {
  goldCall,
  IMPORTERS,
  loadWorld,
  runTool,
  type ShopCall,
  type Tool,
} from './marketplace/importers.ts';
export { InputError } from './marketplace/input-error.ts';
export {
  type ActResult,
  type Marketplace,
  type MarketplaceLookup,
  Unavailable,
} from './marketplace/marketplace.ts';
export type { StoredOrder, World } from './marketplace/world.ts';
export { worldInWords, writeWorld } from './marketplace/world-file.ts';
export { apply, CALLS, type CallName } from './marketplace/world-rules.ts';
