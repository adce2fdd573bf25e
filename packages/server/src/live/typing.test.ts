import { expect, test, vi } from 'vitest';
import { makeBus } from './bus.ts';

test('who writes is told to those who are there, not at every letter, and to nobody who has left', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const bus = makeBus();
  const heard: string[] = [];
  const leave = bus.overhear('one', (from) => heard.push(from));
  for (let letter = 0; letter < 10; letter += 1) bus.typing('one', 'buyer');
  bus.typing('one', 'person');
  bus.typing('another', 'buyer');
  expect(heard).toEqual(['buyer', 'person']);
  vi.advanceTimersByTime(2_000);
  bus.typing('one', 'buyer');
  expect(heard).toEqual(['buyer', 'person', 'buyer']);
  leave();
  vi.advanceTimersByTime(2_000);
  bus.typing('one', 'buyer');
  expect(heard.length).toBe(3);
  vi.useRealTimers();
});
