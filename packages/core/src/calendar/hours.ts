import { Temporal } from 'temporal-polyfill';
import { must } from '../lib/assert.ts';
import { durationMs, writeInstant } from '../lib/time.ts';

/** Weekday (`mon` … `sun`) → spans `09:00-12:30` in the zone of those who keep them; `closed` are dates `2026-12-25`. */
export type OpeningHours = { week: { [weekday: string]: string[] | undefined }; closed: string[] };

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_MINUTES = 24 * 60;
/** Ten years: what has not opened by then never does. */
const HORIZON_DAYS = 3660;

/** A stretch of opening time in epoch milliseconds, `to` excluded. */
type Opening = { from: number; to: number };

/** Whether somebody is there at the instant `at`. The minute of closing is closed. */
export function isOpen(hours: OpeningHours, zone: string, at: string): boolean {
  const now = Temporal.Instant.from(at).epochMilliseconds;
  for (const opening of openings(hours, zone, now)) {
    if (opening.from > now) return false;
    if (now < opening.to) return true;
  }
  return false;
}

/** The first instant from `at` on at which somebody is there: `at` itself while open; null when it never opens again. */
export function nextOpening(hours: OpeningHours, zone: string, at: string): string | null {
  const now = Temporal.Instant.from(at).epochMilliseconds;
  for (const { from, to } of openings(hours, zone, now)) {
    if (to > now) return write(Math.max(from, now));
  }
  return null;
}

/**
 * The first instant at which `within` (an ISO 8601 duration) of opening time has passed since `at`; null when that never
 * comes. It may be the very minute of closing. A day in `within` is 24 hours of opening time.
 */
export function promisedAt(
  hours: OpeningHours,
  zone: string,
  asked: { at: string; within: string },
): string | null {
  let now = Temporal.Instant.from(asked.at).epochMilliseconds;
  let left = durationMs(asked.within);
  for (const { from, to } of openings(hours, zone, now)) {
    if (to <= now) continue;
    now = Math.max(from, now);
    if (left <= to - now) return write(now + left);
    left -= to - now;
    now = to;
  }
  return null;
}

/** The openings seen from one day, as far as anybody has asked for them. */
type Seen = { zone: string; from: number; until: number; known: Opening[]; rest: Iterator<Opening> };

// Reckoning with zones is dear, and a turn asks many times on the same day. Hours belong to a playbook and never change.
const seenFrom = new WeakMap<OpeningHours, Seen>();

/** Openings in order of their beginning, from the day before `now` on; those of one day may overlap where the author's spans do. */
function* openings(hours: OpeningHours, zone: string, now: number): Generator<Opening> {
  let seen = seenFrom.get(hours);
  if (!seen || seen.zone !== zone || now < seen.from || now >= seen.until) {
    seen = lookFrom(hours, zone, now);
    seenFrom.set(hours, seen);
  }
  for (let at = 0; ; at++) {
    if (at === seen.known.length) {
      const next = seen.rest.next();
      if (next.done) return;
      seen.known.push(next.value);
    }
    yield seen.known[at]!;
  }
}

function lookFrom(hours: OpeningHours, zone: string, now: number): Seen {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const from = today.toZonedDateTime(zone).epochMilliseconds;
  const until = today.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { zone, from, until, known: [], rest: openingsFrom(hours, zone, today) };
}

function* openingsFrom(hours: OpeningHours, zone: string, today: Temporal.PlainDate): Generator<Opening> {
  const closed = new Set(hours.closed);
  if (Object.values(hours.week).every((spans) => !spans?.length)) return;
  for (let offset = -1; offset < HORIZON_DAYS; offset++) {
    const date = today.add({ days: offset });
    if (closed.has(date.toString())) continue;
    const tomorrowClosed = closed.has(date.add({ days: 1 }).toString());
    for (const span of spansOf(hours.week[WEEKDAYS[date.dayOfWeek - 1]!])) {
      const end = tomorrowClosed ? Math.min(span.end, DAY_MINUTES) : span.end;
      const opening = { from: firstAt(date, span.start, zone), to: firstAt(date, end, zone) };
      if (opening.from < opening.to) yield opening;
    }
  }
}

/** Spans of a weekday in minutes from its midnight; one that ends at or before its beginning ends on the next day. */
function spansOf(spans: string[] | undefined): { start: number; end: number }[] {
  return (spans ?? [])
    .map((span) => {
      const [start = 0, end = 0] = span.split('-').map(minutesOf);
      return { start, end: end <= start ? end + DAY_MINUTES : end };
    })
    .toSorted((a, b) => a.start - b.start);
}

/** Whether a text is a span of opening hours: two times of a day, the second up to `24:00`. */
export function isSpan(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
}

/** Pairs of spans of one day that share a minute, in the order in which they begin. */
export function overlaps(spans: string[]): [string, string][] {
  const sorted = spans
    .map((text) => ({ text, ...must(spansOf([text])[0], 'a span') }))
    .toSorted((a, b) => a.start - b.start);
  return sorted.flatMap((span, at): [string, string][] => {
    const next = sorted[at + 1];
    return next && next.start < span.end ? [[span.text, next.text]] : [];
  });
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The first instant at which clocks in `zone` show this time of this date, or a later one. So an hour that is skipped in
 * spring begins when it ends, and of an hour that comes twice in autumn the first counts.
 */
function firstAt(date: Temporal.PlainDate, minutes: number, zone: string): number {
  const local = date.toPlainDateTime('00:00').add({ minutes });
  const shown = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (shown.toPlainDateTime().equals(local)) return shown.epochMilliseconds;
  return (shown.getTimeZoneTransition('next') ?? shown).epochMilliseconds;
}

function write(epochMs: number): string {
  return writeInstant(Temporal.Instant.fromEpochMilliseconds(epochMs));
}
