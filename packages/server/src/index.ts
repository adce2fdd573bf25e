/** The face of the server: what the command line, the benches and the tests of several packages use. */
export { type Config, ConfigRefused, readConfig } from './config.ts';
export { memoryStore } from './conversations/memory-store.ts';
export { postgresStore } from './conversations/postgres-store.ts';
export type { Store } from './conversations/store.ts';
export { makeView, type View } from './conversations/view.ts';
export { type Database, openDatabase } from './db/database.ts';
export { AddressRefused } from './http/listen.ts';
export { type Log, type Server, startServer } from './main.ts';
export { fakeMarketplace } from './marketplace/fake.ts';
export { type ActResult, type Marketplace, Unavailable } from './marketplace/marketplace.ts';
export {
  loadPlaybookFolder,
  PlaybookRefused,
  PlaybookUnreadable,
  readPlaybookFolder,
} from './playbook-folder.ts';
export { makeTurns, type TurnOptions, type TurnParts, type Turns, UnknownConversation } from './turn.ts';
