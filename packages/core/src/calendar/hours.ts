import { Temporal } from 'temporal-polyfill';
import { durationMs, writeInstant } from '../lib/time.ts';
import { type Calendar, WEEKDAYS } from './calendar.ts';

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** Ten years: what has not opened by then never does. */
const HORIZON_DAYS = 3660;

/** A stretch of opening time in epoch milliseconds, `to` excluded. */
type Opening = { from: number; to: number };

/** Whether somebody is there at the instant `at`. The minute of closing is closed. */
export function isOpen(calendar: Calendar, at: string): boolean {
  const now = Temporal.Instant.from(at).epochMilliseconds;
  for (const opening of openings(calendar, now)) {
    if (opening.from > now) return false;
    if (now < opening.to) return true;
  }
  return false;
}

/** The first instant from `at` on at which somebody is there: `at` itself while open; null when it never opens again. */
export function nextOpening(calendar: Calendar, at: string): string | null {
  const now = Temporal.Instant.from(at).epochMilliseconds;
  for (const { from, to } of openings(calendar, now)) {
    if (to > now) return write(Math.max(from, now));
  }
  return null;
}

/**
 * The first instant at which `within` (an ISO 8601 duration) of opening time has passed since `at`; null when that never
 * comes. It may be the very minute of closing. A day in `within` is 24 hours of opening time.
 */
export function promisedAt(calendar: Calendar, asked: { at: string; within: string }): string | null {
  let now = Temporal.Instant.from(asked.at).epochMilliseconds;
  let left = durationMs(asked.within);
  for (const { from, to } of openings(calendar, now)) {
    if (to <= now) continue;
    now = Math.max(from, now);
    if (left <= to - now) return write(now + left);
    left -= to - now;
    now = to;
  }
  return null;
}

/** The openings seen from one day, as far as anybody has asked for them. */
type Seen = { from: number; until: number; known: Opening[]; rest: Iterator<Opening> };

// Reckoning with zones is dear, and a turn asks many times on the same day. Calendars belong to a playbook and never change.
const seenFrom = new WeakMap<Calendar, Seen>();

/** Openings in order of their beginning, from the day before `now` on; those of one day may overlap where the author's spans do. */
function* openings(calendar: Calendar, now: number): Generator<Opening> {
  let seen = seenFrom.get(calendar);
  if (!seen || now < seen.from || now >= seen.until) {
    seen = lookFrom(calendar, now);
    seenFrom.set(calendar, seen);
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

function lookFrom(calendar: Calendar, now: number): Seen {
  const { zone } = calendar;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const from = today.toZonedDateTime(zone).epochMilliseconds;
  const until = today.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { from, until, known: [], rest: openingsFrom(calendar, today) };
}

function* openingsFrom(calendar: Calendar, today: Temporal.PlainDate): Generator<Opening> {
  const { zone, week, exceptions } = calendar;
  const all = [...Object.values(week), ...Object.values(exceptions)];
  if (all.every((spans) => !spans?.length)) return;
  for (let offset = -1; offset < HORIZON_DAYS; offset++) {
    const date = today.add({ days: offset });
    // An exception says everything of its date: what began the day before ends at midnight.
    const cut = exceptions[date.add({ days: 1 }).toString()] !== undefined;
    const spans = exceptions[date.toString()] ?? week[WEEKDAYS[date.dayOfWeek - 1]!];
    for (const span of spansOf(spans)) {
      const end = cut ? Math.min(span.end, DAY_MINUTES) : span.end;
      const opening = { from: firstAt(date, span.start, zone), to: firstAt(date, end, zone) };
      if (opening.from < opening.to) yield opening;
    }
  }
}

/** Spans of a day in minutes from its midnight; one that ends at or before its beginning ends on the next day. */
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

/** A span of a list, told where it stands: the weekday or date, and its place in the list. */
export type PlacedSpan = { day: string; at: number; text: string };

/** Pairs of spans of one date that share a minute, in the order in which they begin. */
export function overlaps(date: string, spans: readonly string[]): [PlacedSpan, PlacedSpan][] {
  return sharing(spans.flatMap((text, at) => lined({ day: date, at, text }, 0)));
}

/** Pairs of spans of a week that share a minute, also where one runs past midnight into the next day. */
export function overlapsInWeek(week: Calendar['week']): [PlacedSpan, PlacedSpan][] {
  const lines = WEEKDAYS.flatMap((day, weekday) =>
    (week[day] ?? []).flatMap((text, at) => lined({ day, at, text }, weekday)),
  );
  const [first] = lines.toSorted((a, b) => a.start - b.start);
  // Sunday night runs into Monday.
  const again = first ? [{ ...first, start: first.start + WEEK_MINUTES, end: first.end + WEEK_MINUTES }] : [];
  return sharing([...lines, ...again]);
}

type Lined = { placed: PlacedSpan; start: number; end: number };

function lined(placed: PlacedSpan, weekday: number): Lined[] {
  if (!isSpan(placed.text)) return [];
  const from = weekday * DAY_MINUTES;
  return spansOf([placed.text]).map(({ start, end }) => ({ placed, start: from + start, end: from + end }));
}

function sharing(lines: Lined[]): [PlacedSpan, PlacedSpan][] {
  const sorted = lines.toSorted((a, b) => a.start - b.start);
  return sorted.flatMap((one, at): [PlacedSpan, PlacedSpan][] => {
    const next = sorted[at + 1];
    return next && next.start < one.end ? [[one.placed, next.placed]] : [];
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
