import type { Context } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { gathered } from '../db/gathered.ts';
import type { TokenStore } from './conversation-tokens.ts';

/** A conversation's shop is not known yet to whoever shows its token. */
const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };

/** After a start everybody who has a stream comes back at once. */
const ASKED_AT_ONCE = 1_000;

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
    find: gathered(async (conversation_ids) => {
      const what = { function: 'find_conversation_tokens', parameters: [conversation_ids] };
      const rows = await database.call<{ conversation_id: string; hash: Buffer }>(EVERY_SHOP, what);
      return new Map(rows.map(({ conversation_id, hash }) => [conversation_id, hash]));
    }, ASKED_AT_ONCE),
  };
}
