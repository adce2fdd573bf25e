import { assert, must, seeded } from '@hark/core';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Chance and time of something that is made up: the same seed and instant, the same results. */
export class Chance {
  /** A number in [0, 1). */
  readonly share: () => number;
  readonly #now_ms: number;

  constructor(seed: number, now: string) {
    this.share = seeded(seed);
    this.#now_ms = Date.parse(now);
    assert(!Number.isNaN(this.#now_ms), `not an instant: ${now}`);
  }

  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  pick<T>(from: readonly T[]): T {
    return must(from[this.below(from.length)], 'something to pick from');
  }

  /** An instant so many days from now, on a full minute. */
  inDays(days: number): string {
    return instant(this.#now_ms + days * DAY_MS);
  }

  after(at: string, days: number): string {
    return instant(Date.parse(at) + days * DAY_MS);
  }
}

function instant(ms: number): string {
  return new Date(Math.round(ms / MINUTE_MS) * MINUTE_MS).toISOString();
}
