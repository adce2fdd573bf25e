import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDuration,
  addMs,
  compareInstants,
  durationMs,
  isDuration,
  isInstant,
  isZone,
  msBetween,
} from './time.ts';

const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('a duration is added in UTC; a day has 24 hours', () => {
  expect(addDuration('2026-03-28T12:00:00Z', 'P1D')).toBe('2026-03-29T12:00:00.000Z');
  expect(addDuration('2026-11-24T18:00:00+01:00', 'PT72H')).toBe('2026-11-27T17:00:00.000Z');
  expect(addDuration('2026-11-24T18:00:00Z', '-P1W')).toBe('2026-11-17T18:00:00.000Z');
});

test('a month has no fixed length and is refused', () => {
  expect(() => durationMs('P1M')).toThrow(RangeError);
  expect(isDuration('P1M')).toBe(false);
  expect(isDuration('PT15M')).toBe(true);
  expect(isDuration('15 minutes')).toBe(false);
});

test('instants need a zone or an offset', () => {
  expect(isInstant('2026-11-24T18:00:00Z')).toBe(true);
  expect(isInstant('2026-11-24T18:00:00')).toBe(false);
  expect(isInstant('2026-02-30T18:00:00Z')).toBe(false);
});

test('zones are those of the zone data', () => {
  expect(isZone('Europe/Berlin')).toBe(true);
  expect(isZone('Europe/Atlantis')).toBe(false);
});

test('adding and measuring undo each other, and texts sort as times do', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -1e10, max: 1e10 }), (from, ms) => {
      const to = addMs(from, ms);
      expect(msBetween(from, to)).toBe(ms);
      expect(Math.sign(compareInstants(to, from))).toBe(Math.sign(ms));
      expect(from < to).toBe(ms > 0);
    }),
  );
});
