import { Temporal } from 'temporal-polyfill';

/** An instant as Hark writes it: UTC with milliseconds, `2026-11-24T18:00:00.000Z`, so that texts sort as times do. */
export function writeInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

/** Whether `text` is an ISO 8601 instant, with `Z` or an offset. */
export function isInstant(text: string): boolean {
  return readable(() => Temporal.Instant.from(text));
}

/** Whether `text` is an ISO 8601 duration of a fixed length: weeks, days (24 hours), hours, minutes, seconds. */
export function isDuration(text: string): boolean {
  return readable(() => durationMs(text));
}

/** Whether `zone` is the name of a time zone in the zone data. */
export function isZone(zone: string): boolean {
  return readable(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone));
}

// Durations are written in playbooks: few, and asked for in every turn.
const lengths = new Map<string, number>();
const MOST_LENGTHS = 1_000;

/** Length of an ISO 8601 duration in milliseconds; a day has 24 hours. Throws on months and years, which have no fixed length. */
export function durationMs(duration: string): number {
  const known = lengths.get(duration);
  if (known !== undefined) return known;
  const length = measured(duration);
  if (lengths.size >= MOST_LENGTHS) lengths.clear();
  lengths.set(duration, length);
  return length;
}

function measured(duration: string): number {
  const { weeks, ...rest } = fieldsOf(Temporal.Duration.from(duration));
  return Temporal.Duration.from({ ...rest, days: rest.days + weeks * 7 }).total({ unit: 'milliseconds' });
}

/** The instant `duration` after `instant`; negative durations go back. */
export function addDuration(instant: string, duration: string): string {
  return addMs(instant, durationMs(duration));
}

/** The instant `ms` milliseconds after `instant`. */
export function addMs(instant: string, ms: number): string {
  return writeInstant(Temporal.Instant.from(instant).add({ milliseconds: ms }));
}

/** Negative when `a` is before `b`, zero when they are the same instant. */
export function compareInstants(a: string, b: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b));
}

/** Milliseconds from one instant to another; negative when `to` is before `from`. */
export function msBetween(from: string, to: string): number {
  return Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds;
}

function fieldsOf(duration: Temporal.Duration) {
  if (duration.years !== 0 || duration.months !== 0) {
    throw new RangeError(
      `${duration.toString()} has no fixed length: use weeks, days, hours, minutes or seconds`,
    );
  }
  const { weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } = duration;
  return { weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds };
}

function readable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return false;
    throw error;
  }
}
