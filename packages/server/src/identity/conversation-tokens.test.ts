import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { makeConversationTokens, memoryTokenStore, type TokenStore } from './conversation-tokens.ts';
import { postgresTokenStore } from './postgres-token-store.ts';

const db = withDatabase();
const stores: [string, () => TokenStore][] = [
  ['in memory', memoryTokenStore],
  ['in PostgreSQL', () => postgresTokenStore(db.database)],
];

describe.each(stores)('conversation tokens, %s', (_where, makeStore) => {
  test('a token opens its conversation and no other, in every process', async () => {
    const store = makeStore();
    const [here, there] = [makeConversationTokens(store), makeConversationTokens(store)];
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const token = await here.issue({ conversation_id: mine, shop_id: 'lamps' });
    const other = await here.issue({ conversation_id: theirs, shop_id: 'lamps' });
    for (const tokens of [here, there]) {
      expect(await tokens.fits(mine, token)).toBe(true);
      expect(await tokens.fits(mine, other)).toBe(false);
      expect(await tokens.fits(theirs, token)).toBe(false);
      expect(await tokens.fits(randomUUID(), token)).toBe(false);
      expect(await tokens.fits('not even\u0000 an id', token)).toBe(false);
    }
  });
});

test('it is found whichever shop its conversation is with, another shop sees no row of it, and nobody finds the token itself', async () => {
  const conversation_id = randomUUID();
  const token = await makeConversationTokens(postgresTokenStore(db.database)).issue({
    conversation_id,
    shop_id: 'chairs',
  });
  const elsewhere = makeConversationTokens(postgresTokenStore(db.database));
  expect(await elsewhere.fits(conversation_id, token)).toBe(true);
  const seenBy = (shop_id: string) =>
    db.database.as({ role: 'app', shop_id, person: null }, (transaction) =>
      transaction.query('select 1 from hark.conversation_tokens where conversation_id = $1', [
        conversation_id,
      ]),
    );
  expect([await seenBy('chairs'), await seenBy('lamps')]).toMatchObject([[{}], []]);
  const rows = await db.owner<{ row: string }>('select t::text as row from hark.conversation_tokens t');
  expect(rows.some(({ row }) => row.includes(conversation_id))).toBe(true);
  expect(rows.some(({ row }) => row.includes(token))).toBe(false);
});
