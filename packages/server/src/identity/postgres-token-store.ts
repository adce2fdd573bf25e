import type { Context } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import type { TokenStore } from './conversation-tokens.ts';

/** A conversation's shop is not known yet to whoever shows its token. */
const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };

/** Token hashes of all shops' conversations in the database. */
export function postgresTokenStore(database: Pick<Database, 'call'>): TokenStore {
  return {
    async save(token) {
      const parameters = [token.conversation_id, token.hash];
      await database.call(
        { role: 'app', shop_id: token.shop_id, person: null },
        { function: 'save_conversation_token', parameters },
      );
    },
    async find(conversation_id) {
      const what = { function: 'find_conversation_token', parameters: [conversation_id] };
      const [row] = await database.call<{ hash: Buffer }>(EVERY_SHOP, what);
      return row?.hash ?? null;
    },
  };
}
