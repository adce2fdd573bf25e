import { timingSafeEqual } from 'node:crypto';
import { newSecret, secretHash } from './secret.ts';

/** Where the hashes of conversation tokens are kept. */
export type TokenStore = {
  save(token: { conversation_id: string; shop_id: string; hash: Buffer }): Promise<void>;
  find(conversation_id: string): Promise<Buffer | null>;
};

/** Tokens whose bearer may read and write one conversation. Only their hashes are kept. */
export type ConversationTokens = {
  issue(conversation: { conversation_id: string; shop_id: string }): Promise<string>;
  fits(conversation_id: string, token: string): Promise<boolean>;
};

/** A hash never changes, so those last used need not be read again. */
const REMEMBERED = 20_000;

/** Conversation tokens over a store. */
export function makeConversationTokens(store: TokenStore): ConversationTokens {
  const remembered = new Map<string, Buffer>();
  const remember = (conversation_id: string, hash: Buffer): void => {
    remembered.delete(conversation_id);
    remembered.set(conversation_id, hash);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  };
  return {
    async issue({ conversation_id, shop_id }) {
      const token = newSecret();
      const hash = secretHash(token);
      await store.save({ conversation_id, shop_id, hash });
      remember(conversation_id, hash);
      return token;
    },
    async fits(conversation_id, token) {
      const hash = remembered.get(conversation_id) ?? (await store.find(conversation_id));
      if (hash === null) return false;
      remember(conversation_id, hash);
      return timingSafeEqual(hash, secretHash(token));
    },
  };
}

/** Token hashes in memory, for tools that need no durability. */
export function memoryTokenStore(): TokenStore {
  const hashes = new Map<string, Buffer>();
  return {
    async save({ conversation_id, hash }) {
      hashes.set(conversation_id, hash);
    },
    find: async (conversation_id) => hashes.get(conversation_id) ?? null,
  };
}
