import { type CalendarDocument, WEEKDAYS } from '../calendar/calendar.ts';
import { isSpan, overlaps, overlapsInWeek, type PlacedSpan } from '../calendar/hours.ts';
import { must } from '../lib/assert.ts';
import { isInstant, isZone } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { type Mistake, problemAt, problemAtKey } from './source.ts';

/** What the schema of a calendar cannot say: zones, stretches and dates that there are, and that somebody is ever there. */
export function calendarProblems(documents: Documents): Problem[] {
  return [...documents.calendars.values()].flatMap(({ document, source }) => [
    ...ofZone(document, source),
    ...ofHours(document, source),
    ...ofDates(document, source),
    ...usualDates(document, source),
    ...ofUse(documents, document, source),
  ]);
}

function ofZone({ zone }: CalendarDocument, source: Source): Problem[] {
  if (isZone(zone)) return [];
  const message = `There is no time zone "${zone}".`;
  const mend = 'Use a name such as Europe/Madrid or America/New_York.';
  return [problemAt(source, ['zone'], { code: 'calendar.zone', message, mend })];
}

function ofHours({ week, exceptions }: CalendarDocument, source: Source): Problem[] {
  const code = 'calendar.hours';
  const lists: [Place, string[]][] = [
    ...Object.entries(week).map(([day, spans]): [Place, string[]] => [['week', day], spans ?? []]),
    ...Object.entries(exceptions).map(([date, spans]): [Place, string[]] => [['exceptions', date], spans]),
  ];
  const wrong = lists.flatMap(([place, spans]) =>
    spans.flatMap((span, at) => {
      if (isSpan(span)) return [];
      const message = `"${span}" is not a stretch of a day.`;
      return [problemAt(source, [...place, at], { code, message, mend: 'Write it as 09:00-17:30.' })];
    }),
  );
  const shared = (part: string, [first, second]: [PlacedSpan, PlacedSpan]): Problem => {
    const where = first.day === second.day ? '' : ` of ${first.day}`;
    const message = `${second.text} and ${first.text}${where} overlap.`;
    const what: Mistake = { code, message, mend: 'Write them as one stretch, or part them.' };
    return problemAt(source, [part, second.day, second.at], what);
  };
  const dates = Object.entries(exceptions).flatMap(([date, spans]) => overlaps(date, spans));
  const nights = lists.flatMap(([place, spans]) =>
    spans.flatMap((span, at) => {
      const night = isSpan(span) ? nightMinutes(span) : 0;
      if (night <= LONGEST_NIGHT_MINUTES) return [];
      const message = `"${span}" goes through the night: ${night / 60} hours.`;
      const mend = `Write ${span.split('-').reverse().join('-')} if the day is meant.`;
      return [problemAt(source, [...place, at], { code: 'calendar.night', message, mend })];
    }),
  );
  return [
    ...wrong,
    ...nights,
    ...overlapsInWeek(week).map((pair) => shared('week', pair)),
    ...dates.map((pair) => shared('exceptions', pair)),
  ];
}

const LONGEST_NIGHT_MINUTES = 12 * 60;

/** How long a span lasts that ends on the next day, in minutes; 0 where it does not. */
function nightMinutes(span: string): number {
  const [from = 0, to = 0] = span.split('-').map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
  });
  return to <= from ? to + 24 * 60 - from : 0;
}

function ofDates({ week, exceptions }: CalendarDocument, source: Source): Problem[] {
  const wrong = Object.keys(exceptions).flatMap((date) => {
    if (/^\d{4}-\d\d-\d\d$/.test(date) && isInstant(`${date}T00:00Z`)) return [];
    const message = `There is no date "${date}".`;
    const what: Mistake = { code: 'calendar.date', message, mend: 'Write it as 2026-12-25.' };
    return [problemAtKey(source, [['exceptions'], date], what)];
  });
  if (Object.values(week).some((spans) => spans && spans.length > 0)) return wrong;
  const message = 'Nobody is ever there: no day of the week has opening hours.';
  const mend = 'Add `mon: [09:00-17:00]` or whenever somebody answers.';
  return [...wrong, problemAt(source, ['week'], { code: 'calendar.never', message, mend })];
}

/** Exceptions with the hours that the weekday has anyhow: something else was meant. */
function usualDates({ week, exceptions }: CalendarDocument, source: Source): Problem[] {
  // Of a week without hours no more is told than that.
  if (Object.values(week).every((spans) => !spans || spans.length === 0)) return [];
  return Object.entries(exceptions).flatMap(([date, spans]) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || !isInstant(`${date}T00:00Z`)) return [];
    const day = weekday(date);
    if (spans.join() !== (week[day] ?? []).join()) return [];
    const message =
      spans.length === 0
        ? `Nobody is there on a ${day} anyhow: ${date} is no exception.`
        : `These are the hours of every ${day}: ${date} is no exception.`;
    const mend = 'Correct the date or its hours, or remove it.';
    const what: Mistake = { code: 'calendar.usual', message, mend };
    return [problemAtKey(source, [['exceptions'], date], what)];
  });
}

function weekday(date: string): (typeof WEEKDAYS)[number] {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  // Zeller's congruence: 0 is a Saturday.
  const [m, y] = month < 3 ? [month + 12, year - 1] : [month, year];
  const rest =
    (day +
      Math.floor((13 * (m + 1)) / 5) +
      y +
      Math.floor(y / 4) -
      Math.floor(y / 100) +
      Math.floor(y / 400)) %
    7;
  return must(WEEKDAYS[(rest + 5) % 7], 'a week has seven days');
}

// While a file cannot be read, nobody knows which calendar it would have named; a name that leads nowhere is told where it stands.
function ofUse(documents: Documents, { id }: CalendarDocument, source: Source): Problem[] {
  const { playbook, calendars, segments, broken } = documents;
  if (!playbook || broken.names.size > 0) return [];
  const named = [playbook, ...segments.values()].flatMap(({ document }) => document.people.calendar ?? []);
  if (named.includes(id) || named.some((one) => !calendars.has(one))) return [];
  const message = `No document names the calendar "${id}".`;
  const mend = 'Name it under `people` in playbook.yaml or in a segment, or remove the file.';
  return [problemAt(source, ['id'], { code: 'calendar.unused', message, mend })];
}
