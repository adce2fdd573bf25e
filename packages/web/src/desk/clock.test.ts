import { expect, test } from 'vitest';
import { clockOf, inWords, saidWhen } from './clock.ts';

const NOW = Date.parse('2026-03-02T10:00:00.000Z');
const open = { status: 'open' as const, waiting_since: '2026-03-02T09:30:00.000Z' };
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();

test('a stretch of time is told in the units that matter', () => {
  const told = [20_000, 60_000, 59 * 60_000, 60 * 60_000, 200 * 60_000, 24 * 3_600_000, 27 * 3_600_000];
  expect(told.map(inWords)).toEqual(['20 s', '1 min', '59 min', '1 h', '3 h 20 min', '1 d', '1 d 3 h']);
});

test('a promise is calm, then due, then late; without one the waiting itself is told', () => {
  expect(clockOf({ ...open, promised_at: at(40) }, NOW)).toEqual({ says: 'in 40 min', tone: 'calm' });
  expect(clockOf({ ...open, promised_at: at(14) }, NOW)).toEqual({ says: 'in 14 min', tone: 'due' });
  expect(clockOf({ ...open, promised_at: at(-65) }, NOW)).toEqual({ says: '1 h 5 min late', tone: 'late' });
  expect(clockOf({ ...open, promised_at: null }, NOW)).toEqual({ says: 'waits 30 min', tone: 'late' });
});

test('where nothing is owed no clock runs', () => {
  expect(clockOf({ ...open, waiting_since: null, promised_at: null }, NOW)).toBeNull();
  expect(clockOf({ ...open, status: 'resolved', promised_at: at(5) }, NOW)).toBeNull();
});

test('a time is told by the hour today, with its day on others, and with the year of another', () => {
  // Noon, so that the day is the same wherever the test runs.
  const noon = (day: string): string => new Date(`${day}T12:00:00`).toISOString();
  const now_ms = Date.parse(noon('2026-03-02'));
  expect(saidWhen(noon('2026-03-02'), now_ms)).toBe('12:00');
  expect(saidWhen(noon('2026-02-24'), now_ms)).toBe('Tue 24 Feb, 12:00');
  expect(saidWhen(noon('2025-03-02'), now_ms)).toBe('Sun 2 Mar 2025, 12:00');
});
