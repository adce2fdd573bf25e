/** How long to wait after each try that failed, in ms; after the last there is no further try. With jitter at most a day in all. */
export const WAITS_MS: readonly number[] = [
  5_000,
  30_000,
  2 * 60_000,
  10 * 60_000,
  30 * 60_000,
  3_600_000,
  3 * 3_600_000,
  6 * 3_600_000,
  10 * 3_600_000,
];

/** How much a wait may be shortened or lengthened, so that those that failed together do not come back together. */
export const JITTER = 0.15;

/** The longest that an endpoint's Retry-After puts off a try. */
export const LONGEST_RETRY_AFTER_MS = 12 * 3_600_000;

/** Of a try that failed: how many there were in this round, what the endpoint asks for, and a number in [0, 1) of chance. */
export type FailedTry = { tries: number; retry_after_ms: number | null; chance: number };

/** How long to wait before the next try, in ms; null when it was the last. */
export function waitAfter({ tries, retry_after_ms, chance }: FailedTry): number | null {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return null;
  const own = Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
  return Math.max(own, Math.min(retry_after_ms ?? 0, LONGEST_RETRY_AFTER_MS));
}

/** What a Retry-After header asks for, in ms from `now` (ISO 8601): seconds or a date; null where it says nothing that can be read. */
export function retryAfterMs(header: string | undefined, now: string): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.parse(now));
}
