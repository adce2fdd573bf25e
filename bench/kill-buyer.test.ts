import type { Message } from '@hark/wire';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scriptOf } from './buyer-script.ts';
import type { ChatClient, Reader } from './chat-client.ts';
import { type Account, holdConversation } from './kill-buyer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const standing = {
  seq: 2,
  status: 'open',
  speaker: 'assistant',
  person: null,
  promised_at: null,
  person_by: null,
  question_seq: null,
  working: false,
  survey: null,
} as const;
const words = { text: 'well', name: null, card: null, options: [], at: '2026-01-01T00:00:00.000Z' };

/** A server that takes every message and cuts every stream at once for as long as it is `cut`; then a stream brings what it missed. */
function cutting() {
  const log: Message[] = [];
  const place = { cut: true };
  const client: ChatClient = {
    open: async () => ({ conversation_id: 'c', token: 't', messages: [], standing }),
    async send(_conversation, { text }) {
      const seq = log.length + 1;
      log.push({ ...words, seq, from: 'buyer', text }, { ...words, seq: seq + 1, from: 'assistant' });
      for (const reader of readers) if (!place.cut) bring(reader, seq - 1);
      return { seq, duplicate: false };
    },
    follow(_conversation, after, reader) {
      readers.add(reader);
      setTimeout(() => {
        reader.onOpen();
        if (!place.cut) return bring(reader, after);
        readers.delete(reader);
        reader.onEnd();
      }, 1);
      return () => readers.delete(reader);
    },
    close: () => undefined,
  };
  const readers = new Set<Reader>();
  const bring = (reader: Reader, after: number): void => {
    for (const message of log) if (message.seq > after) reader.onMessage(message);
  };
  return { client, place };
}

test('a buyer whose streams are cut for longer than any shop takes waits, and hears the answer in the end', async () => {
  const { client, place } = cutting();
  const accounts: Account[] = [];
  const held = holdConversation(client, 0, (account) => accounts.push(account));
  await vi.advanceTimersByTimeAsync(360_000);
  expect(accounts).toMatchObject([{ waits_for: 1, seen: [] }]);
  place.cut = false;
  await vi.advanceTimersByTimeAsync(1_000);
  await held;
  const { lines } = scriptOf(0);
  expect(accounts[0]?.acknowledged).toHaveLength(lines.length);
  expect(accounts[0]?.waits_for).toBeNull();
});
