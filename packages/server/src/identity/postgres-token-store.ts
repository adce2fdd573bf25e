import type { Context } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import type { TokenStore } from './conversation-tokens.ts';

/** Token hashes of one shop's conversations in the database. */
export function postgresTokenStore(database: Pick<Database, 'call'>, shop_id: string): TokenStore {
  const context: Context = { role: 'app', shop_id, person: null };
  return {
    async save(token) {
      const parameters = [token.conversation_id, token.hash];
      await database.call(
        { ...context, shop_id: token.shop_id },
        { function: 'save_conversation_token', parameters },
      );
    },
    async find(conversation_id) {
      const what = { function: 'find_conversation_token', parameters: [conversation_id] };
      const [row] = await database.call<{ hash: Buffer }>(context, what);
      return row?.hash ?? null;
    },
  };
}
