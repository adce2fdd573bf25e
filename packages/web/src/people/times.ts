import { saidWithDay } from '../desk/clock.ts';

/** A time as people say it, in the reader's own zone: "Tue 24 Nov, 22:46", of another year with that. */
export function saidAt(instant: string): string {
  return saidWithDay(instant, Date.now());
}
