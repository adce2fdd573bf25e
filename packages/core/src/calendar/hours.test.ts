import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addMs, compareInstants, msBetween } from '../lib/time.ts';
import { type Calendar, WEEKDAYS } from './calendar.ts';
import { isOpen, isSpan, nextOpening, overlaps, overlapsInWeek, promisedAt } from './hours.ts';

const BERLIN = 'Europe/Berlin';
const LORD_HOWE = 'Australia/Lord_Howe';
const WEEK = ['09:00-12:30', '13:30-17:00'];
const OFFICE: Calendar = {
  zone: BERLIN,
  week: { mon: WEEK, tue: WEEK, wed: WEEK, thu: WEEK, fri: WEEK },
  exceptions: { '2026-12-24': ['09:00-12:30'], '2026-12-25': [] },
};
const aroundTheClock = (zone: string): Calendar => ({
  zone,
  week: Object.fromEntries(WEEKDAYS.map((day) => [day, ['00:00-24:00']])),
  exceptions: {},
});

describe('an office with a lunch break', () => {
  test.each([
    ['before opening', '2026-11-24T07:59:59Z', false],
    ['at opening', '2026-11-24T08:00:00Z', true],
    ['at the beginning of lunch', '2026-11-24T11:30:00Z', false],
    ['after lunch', '2026-11-24T12:30:00Z', true],
    ['at closing', '2026-11-24T16:00:00Z', false],
    ['on a Sunday', '2026-11-22T10:00:00Z', false],
    ['on a closed date', '2026-12-25T10:00:00Z', false],
    ['in the morning of a date with other hours', '2026-12-24T10:00:00Z', true],
    ['in its afternoon', '2026-12-24T14:00:00Z', false],
  ])('%s', (_, at, open) => {
    expect(isOpen(OFFICE, at)).toBe(open);
  });

  test('opens next after the night, the weekend and the closed date, and is open now while it is', () => {
    expect(nextOpening(OFFICE, '2026-11-24T18:00:00Z')).toBe('2026-11-25T08:00:00.000Z');
    expect(nextOpening(OFFICE, '2026-11-27T16:00:00Z')).toBe('2026-11-30T08:00:00.000Z');
    expect(nextOpening(OFFICE, '2026-12-24T16:00:00Z')).toBe('2026-12-28T08:00:00.000Z');
    expect(nextOpening(OFFICE, '2026-11-24T09:00:00Z')).toBe('2026-11-24T09:00:00.000Z');
  });

  test('promises opening time only: over lunch, over night, over a weekend', () => {
    expect(promisedAt(OFFICE, { at: '2026-11-24T11:00:00Z', within: 'PT1H' })).toBe(
      '2026-11-24T13:00:00.000Z',
    );
    expect(promisedAt(OFFICE, { at: '2026-11-24T15:00:00Z', within: 'PT2H' })).toBe(
      '2026-11-25T09:00:00.000Z',
    );
    expect(promisedAt(OFFICE, { at: '2026-11-27T20:00:00Z', within: 'PT4H' })).toBe(
      '2026-11-30T13:00:00.000Z',
    );
    expect(promisedAt(OFFICE, { at: '2026-11-24T15:00:00Z', within: 'PT1H' })).toBe(
      '2026-11-24T16:00:00.000Z',
    );
  });
});

describe('spans that touch midnight', () => {
  const nights: Calendar = { zone: 'UTC', week: { fri: ['22:00-02:00'] }, exceptions: {} };

  test('a span that ends before it begins runs into the next day', () => {
    expect(isOpen(nights, '2026-11-27T23:00:00Z')).toBe(true);
    expect(isOpen(nights, '2026-11-28T01:59:00Z')).toBe(true);
    expect(isOpen(nights, '2026-11-28T02:00:00Z')).toBe(false);
    expect(isOpen(nights, '2026-11-27T01:00:00Z')).toBe(false);
  });

  test('it ends at midnight when the next day is an exception, and does not begin on a closed day', () => {
    const with_ = (exceptions: Calendar['exceptions']): Calendar => ({ ...nights, exceptions });
    expect(isOpen(with_({ '2026-11-28': [] }), '2026-11-27T23:59:00Z')).toBe(true);
    expect(isOpen(with_({ '2026-11-28': [] }), '2026-11-28T00:00:00Z')).toBe(false);
    expect(isOpen(with_({ '2026-11-28': ['10:00-14:00'] }), '2026-11-28T01:00:00Z')).toBe(false);
    expect(isOpen(with_({ '2026-11-28': ['10:00-14:00'] }), '2026-11-28T10:00:00Z')).toBe(true);
    expect(isOpen(with_({ '2026-11-27': [] }), '2026-11-28T01:00:00Z')).toBe(false);
  });

  test('an exception may itself run past midnight', () => {
    const late: Calendar = { ...nights, exceptions: { '2026-11-24': ['22:00-02:00'] } };
    expect(isOpen(late, '2026-11-25T01:59:00Z')).toBe(true);
  });

  test('days that are open around the clock have no gap between them', () => {
    expect(promisedAt(aroundTheClock(BERLIN), { at: '2026-11-24T22:30:00Z', within: 'PT3H' })).toBe(
      '2026-11-25T01:30:00.000Z',
    );
    const until: Calendar = {
      zone: 'UTC',
      week: { mon: ['20:00-24:00'], tue: ['00:00-01:00'] },
      exceptions: {},
    };
    expect(promisedAt(until, { at: '2026-11-23T23:30:00Z', within: 'PT1H' })).toBe(
      '2026-11-24T00:30:00.000Z',
    );
  });
});

describe('the change of clocks', () => {
  test('an hour that is skipped in spring is not opening time, and what would open in it opens when it ends', () => {
    const early: Calendar = { zone: BERLIN, week: { sun: ['02:30-05:00'] }, exceptions: {} };
    expect(nextOpening(early, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(promisedAt(early, { at: '2026-03-29T00:00:00Z', within: 'PT1H' })).toBe(
      '2026-03-29T02:00:00.000Z',
    );
    expect(isOpen(early, '2026-03-29T02:59:00Z')).toBe(true);
    expect(isOpen(early, '2026-03-29T03:00:00Z')).toBe(false);
  });

  test('an hour that comes twice in autumn is opening time twice', () => {
    const night: Calendar = { zone: BERLIN, week: { sun: ['01:00-04:00'] }, exceptions: {} };
    expect(promisedAt(night, { at: '2026-10-24T22:00:00Z', within: 'PT4H' })).toBe(
      '2026-10-25T03:00:00.000Z',
    );
    expect(isOpen(night, '2026-10-25T03:00:00Z')).toBe(false);
  });

  test('a place that changes by half an hour is counted by its own clock', () => {
    expect(promisedAt(aroundTheClock(LORD_HOWE), { at: '2026-10-03T12:00:00Z', within: 'PT24H' })).toBe(
      '2026-10-04T12:00:00.000Z',
    );
    const morning: Calendar = { zone: LORD_HOWE, week: { sun: ['00:00-03:00'] }, exceptions: {} };
    expect(promisedAt(morning, { at: '2026-10-03T12:00:00Z', within: 'PT2H30M' })).toBe(
      '2026-10-03T16:00:00.000Z',
    );
  });
});

test('nobody ever there: no opening and no promise', () => {
  const never: Calendar = { zone: BERLIN, week: { mon: [] }, exceptions: {} };
  expect(isOpen(never, '2026-11-24T09:00:00Z')).toBe(false);
  expect(nextOpening(never, '2026-11-24T09:00:00Z')).toBeNull();
  expect(promisedAt(never, { at: '2026-11-24T09:00:00Z', within: 'PT1H' })).toBeNull();
});

test('spans of a day that overlap are counted once', () => {
  const overlapping: Calendar = {
    zone: 'UTC',
    week: { mon: ['11:00-15:00', '09:00-12:00'] },
    exceptions: {},
  };
  expect(promisedAt(overlapping, { at: '2026-11-23T00:00:00Z', within: 'PT5H' })).toBe(
    '2026-11-23T14:00:00.000Z',
  );
});

test('spans that share a minute are found: in a day, from a night into the next day, from Sunday into Monday', () => {
  const pairs = (week: Calendar['week']) =>
    overlapsInWeek(week).map(([a, b]) => `${a.day} ${a.text} / ${b.day} ${b.text}`);
  expect(pairs({ mon: ['09:00-12:00', '12:00-14:00'], tue: ['22:00-02:00'], wed: ['02:00-03:00'] })).toEqual(
    [],
  );
  expect(pairs({ mon: ['13:00-15:00', '09:00-13:30'] })).toEqual(['mon 09:00-13:30 / mon 13:00-15:00']);
  expect(pairs({ tue: ['22:00-02:00'], wed: ['01:59-03:00'] })).toEqual([
    'tue 22:00-02:00 / wed 01:59-03:00',
  ]);
  expect(pairs({ sun: ['20:00-08:00'], mon: ['07:00-09:00'] })).toEqual([
    'sun 20:00-08:00 / mon 07:00-09:00',
  ]);
  expect(pairs({ sun: ['20:00-08:00'], mon: ['nine'] })).toEqual([]);
  expect(overlaps('2026-12-24', ['09:00-12:00', '11:00-13:00'])).toHaveLength(1);
});

test('a span is two times of a day', () => {
  expect(['09:00-12:30', '22:00-02:00', '00:00-24:00'].every(isSpan)).toBe(true);
  expect(['9:00-12:30', '24:00-02:00', '09:00-25:00', '09:60-10:00', '09:00'].some(isSpan)).toBe(false);
});

const minute = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => quarter * 15);
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const span = fc.tuple(minute, minute).map(([from, to]) => `${clock(from)}-${clock(to)}`);
const spans = fc.array(span, { maxLength: 3 });
const zone = fc.constantFrom(
  'UTC',
  BERLIN,
  'America/New_York',
  LORD_HOWE,
  'America/Santiago',
  'Asia/Kolkata',
  'Africa/Cairo',
);
const calendar: fc.Arbitrary<Calendar> = fc.record({
  zone,
  week: fc.record({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: fc.array(span, { minLength: 1, maxLength: 2 }),
  }),
  exceptions: fc.dictionary(
    fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`),
    spans,
    { maxKeys: 5 },
  ),
});
const at = fc
  .integer({ min: Date.UTC(2026, 2, 20) / 60_000, max: Date.UTC(2026, 10, 10) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString());
const within = fc.integer({ min: 0, max: 3000 });
const asked = { open: calendar, now: at };

test('a promise is never before now, never while closed, and waits for exactly the opening time asked for', () => {
  fc.assert(
    fc.property(fc.record({ ...asked, minutes: within }), ({ open, now, minutes }) => {
      const promise = promisedAt(open, { at: now, within: `PT${minutes}M` });
      expect(promise).not.toBeNull();
      if (promise === null) return;
      expect(msBetween(now, promise)).toBeGreaterThanOrEqual(minutes * 60_000);
      const justBefore = addMs(promise, -1);
      expect(isOpen(open, promise) || isOpen(open, justBefore)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('opening time, counted minute by minute, is what was promised', () => {
  fc.assert(
    fc.property(
      fc.record({ ...asked, minutes: fc.integer({ min: 1, max: 240 }) }),
      ({ open, now, minutes }) => {
        const promise = promisedAt(open, { at: now, within: `PT${minutes}M` });
        if (promise === null || msBetween(now, promise) > 8 * 3_600_000) return;
        let counted = 0;
        for (let moment = now; compareInstants(moment, promise) < 0; moment = addMs(moment, 60_000)) {
          if (isOpen(open, moment)) counted++;
        }
        expect(counted).toBe(minutes);
      },
    ),
    { numRuns: 40 },
  );
});

test('who asks later or for more is never promised earlier', () => {
  fc.assert(
    fc.property(
      fc.record({ ...asked, minutes: within, more: fc.integer({ min: 0, max: 600 }) }),
      ({ open, now, minutes, more }) => {
        const promise = promisedAt(open, { at: now, within: `PT${minutes}M` }) ?? '';
        const later = promisedAt(open, { at: addMs(now, more * 60_000), within: `PT${minutes}M` }) ?? '';
        const longer = promisedAt(open, { at: now, within: `PT${minutes + more}M` }) ?? '';
        expect(promise <= later).toBe(true);
        expect(promise <= longer).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});

test('the next opening is open, and nothing between now and then is', () => {
  fc.assert(
    fc.property(
      fc.record({ ...asked, part: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
      ({ open, now, part }) => {
        const next = nextOpening(open, now);
        expect(next).not.toBeNull();
        if (next === null) return;
        expect(isOpen(open, next)).toBe(true);
        const between = addMs(now, Math.floor(msBetween(now, next) * part));
        if (compareInstants(between, next) < 0) expect(isOpen(open, between)).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});

/** What a clock on the wall shows in a zone, by the machine's own zone data. */
function onTheWall(zone: string, at: string): { date: string; weekday: string; time: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' });
  const [date = '', time = ''] = format.format(new Date(at)).split(', ');
  return {
    date: date.split('/').reverse().join('-'),
    weekday: day.format(new Date(at)).toLowerCase(),
    time,
  };
}

test('somebody is there exactly when the clock on their wall shows one of their hours, in summer and winter', () => {
  const daytime = fc
    .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 48 }))
    .filter(([from, to]) => from < to)
    .map(([from, to]) => `${clock(from * 30)}-${clock(to * 30)}`);
  const days = fc.array(daytime, { maxLength: 2 });
  const plain: fc.Arbitrary<Calendar> = fc.record({
    zone,
    week: fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, days]))),
    exceptions: fc.dictionary(fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01'), days),
  });
  fc.assert(
    fc.property(plain, at, (open, now) => {
      const offset = (hours: number) =>
        Temporal.Instant.from(addMs(now, hours * 3_600_000)).toZonedDateTimeISO(open.zone).offset;
      const nearChange = offset(-3) !== offset(3);
      fc.pre(!nearChange);
      const wall = onTheWall(open.zone, now);
      const kept = open.exceptions[wall.date] ?? open.week[wall.weekday as 'mon'] ?? [];
      const there = kept.some((text) => text.slice(0, 5) <= wall.time && wall.time < text.slice(6));
      expect(isOpen(open, now)).toBe(there);
    }),
    { numRuns: 300 },
  );
});
