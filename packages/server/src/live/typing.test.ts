import { expect, test, vi } from 'vitest';
import { memoryStore } from '../conversations/memory-store.ts';
import { makeBus, type Side } from './bus.ts';
import { makeFollows } from './follow.ts';

test('who writes is told to those who are there, not at every letter, and to nobody who has left', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const bus = makeBus();
  const heard: string[] = [];
  const leave = makeFollows({ bus, store: memoryStore() }).follow({
    conversation_id: 'one',
    after: 0,
    next: () => undefined,
    typing: (from) => heard.push(from),
    failed: () => undefined,
  });
  const typing = (conversation_id: string, from: Side) => bus.typing({ conversation_id, from, here: true });
  for (let letter = 0; letter < 10; letter += 1) typing('one', 'buyer');
  typing('one', 'person');
  typing('another', 'buyer');
  expect(heard).toEqual(['buyer', 'person']);
  vi.advanceTimersByTime(2_000);
  typing('one', 'buyer');
  expect(heard).toEqual(['buyer', 'person', 'buyer']);
  leave();
  vi.advanceTimersByTime(2_000);
  typing('one', 'buyer');
  expect(heard.length).toBe(3);
  vi.useRealTimers();
});
