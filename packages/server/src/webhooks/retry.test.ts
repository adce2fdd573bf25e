import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JITTER, LONGEST_RETRY_AFTER_MS, retryAfterMs, WAITS_MS, waitAfter } from './retry.ts';

const DAY_MS = 86_400_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('whatever chance says, waits grow, stay near the schedule, and the last try is within a day', () => {
  fc.assert(
    fc.property(fc.array(chance, { minLength: WAITS_MS.length, maxLength: WAITS_MS.length }), (chances) => {
      let [all, before] = [0, 0];
      chances.forEach((one, index) => {
        const wait = waitAfter({ tries: index + 1, retry_after_ms: null, chance: one });
        const planned = WAITS_MS[index] ?? 0;
        expect(wait).not.toBeNull();
        expect(Math.abs((wait ?? 0) - planned)).toBeLessThanOrEqual(planned * JITTER + 1);
        expect(wait).toBeGreaterThan(before);
        before = wait ?? 0;
        all += before;
      });
      expect(all).toBeLessThan(DAY_MS);
      expect(waitAfter({ tries: chances.length + 1, retry_after_ms: null, chance: 0.5 })).toBeNull();
    }),
  );
});

test('an endpoint that asks for more time gets it, up to twelve hours, and never less than the schedule', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: WAITS_MS.length }),
      fc.integer({ min: 0, max: 30 * DAY_MS }),
      chance,
      (tries, retry_after_ms, one) => {
        const own = waitAfter({ tries, retry_after_ms: null, chance: one }) ?? 0;
        const wait = waitAfter({ tries, retry_after_ms, chance: one }) ?? 0;
        expect(wait).toBe(Math.max(own, Math.min(retry_after_ms, LONGEST_RETRY_AFTER_MS)));
      },
    ),
  );
});

test('Retry-After is read as seconds or as a date, and nothing else', () => {
  const now = '2026-11-26T12:00:00.000Z';
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Thu, 26 Nov 2026 12:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Thu, 26 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeNull();
  expect(retryAfterMs(undefined, now)).toBeNull();
});
