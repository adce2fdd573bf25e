/** The face of the server: what the command line, the benches and tests use. */

export { verifyAudit } from './audit/read.ts';
export { type Config, ConfigRefused, readConfig } from './config.ts';
export { memoryStore } from './conversations/memory-store.ts';
export { postgresStore } from './conversations/postgres-store.ts';
export { shopOf } from './conversations/shop-of.ts';
export type { Store } from './conversations/store.ts';
export { makeView, type View } from './conversations/view.ts';
export { type Database, openDatabase } from './db/database.ts';
export { EmbeddedTrouble } from './db/embedded/trouble.ts';
export { MigrationRefused } from './db/migrate.ts';
export { DatabaseUnavailable } from './db/unavailable.ts';
export { AddressRefused } from './http/listen.ts';
export { invitePerson } from './identity/first-admin.ts';
export { isRole, ROLES } from './identity/role.ts';
export { InputError } from './input-error.ts';
export { issueInWords } from './issue-words.ts';
export { NatsRefused } from './live/nats.ts';
export type { Log } from './log.ts';
export { type Server, starterPlaybook, startServer } from './main.ts';
export { compareWorlds } from './marketplace/compare-worlds.ts';
export { demoWorld } from './marketplace/demo.ts';
export { DEMO_AGENTS, type DemoAgent } from './marketplace/demo-people.ts';
export { DEMO_BUYERS } from './marketplace/demo-shown.ts';
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
export {
  type ActResult,
  type Marketplace,
  type MarketplaceAnswer,
  type MarketplaceLookup,
  Unavailable,
} from './marketplace/marketplace.ts';
export { looseParts, loosePlaces, type StoredOrder, World } from './marketplace/world.ts';
export { worldInWords, writeWorld } from './marketplace/world-file.ts';
export { apply, CALLS, type CallName } from './marketplace/world-rules.ts';
export {
  loadPlaybookFolder,
  lookIntoPlaybookFolder,
  PlaybookRefused,
  PlaybookUnreadable,
  readPlaybookFolder,
  skippedDocuments,
} from './playbook-folder.ts';
export { makePrivacy, type Privacy, type Retention } from './privacy/privacy.ts';
export { privacyShapes } from './privacy/shapes.ts';
export { systemReason } from './system-reason.ts';
export { makeTurns, type TurnOptions, type TurnParts, type Turns, UnknownConversation } from './turn.ts';
