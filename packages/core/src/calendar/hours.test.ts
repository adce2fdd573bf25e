import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs, compareInstants, msBetween } from '../lib/time.ts';
import { isOpen, isSpan, nextOpening, type OpeningHours, promisedAt } from './hours.ts';

const BERLIN = 'Europe/Berlin';
const WEEK = ['09:00-12:30', '13:30-17:00'];
const OFFICE: OpeningHours = {
  week: { mon: WEEK, tue: WEEK, wed: WEEK, thu: WEEK, fri: WEEK },
  closed: ['2026-12-25'],
};
const ALWAYS: OpeningHours = {
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
  ),
  closed: [],
};

describe('an office with a lunch break', () => {
  test.each([
    ['before opening', '2026-11-24T07:59:59Z', false],
    ['at opening', '2026-11-24T08:00:00Z', true],
    ['at the beginning of lunch', '2026-11-24T11:30:00Z', false],
    ['after lunch', '2026-11-24T12:30:00Z', true],
    ['at closing', '2026-11-24T16:00:00Z', false],
    ['on a Sunday', '2026-11-22T10:00:00Z', false],
    ['on a closed date', '2026-12-25T10:00:00Z', false],
  ])('%s', (_, at, open) => {
    expect(isOpen(OFFICE, BERLIN, at)).toBe(open);
  });

  test('opens next after the night, the weekend and the closed date, and is open now while it is', () => {
    expect(nextOpening(OFFICE, BERLIN, '2026-11-24T18:00:00Z')).toBe('2026-11-25T08:00:00.000Z');
    expect(nextOpening(OFFICE, BERLIN, '2026-11-27T16:00:00Z')).toBe('2026-11-30T08:00:00.000Z');
    expect(nextOpening(OFFICE, BERLIN, '2026-12-24T16:00:00Z')).toBe('2026-12-28T08:00:00.000Z');
    expect(nextOpening(OFFICE, BERLIN, '2026-11-24T09:00:00Z')).toBe('2026-11-24T09:00:00.000Z');
  });

  test('promises opening time only: over lunch, over night, over a weekend', () => {
    expect(promisedAt(OFFICE, BERLIN, { at: '2026-11-24T11:00:00Z', within: 'PT1H' })).toBe(
      '2026-11-24T13:00:00.000Z',
    );
    expect(promisedAt(OFFICE, BERLIN, { at: '2026-11-24T15:00:00Z', within: 'PT2H' })).toBe(
      '2026-11-25T09:00:00.000Z',
    );
    expect(promisedAt(OFFICE, BERLIN, { at: '2026-11-27T20:00:00Z', within: 'PT4H' })).toBe(
      '2026-11-30T13:00:00.000Z',
    );
    expect(promisedAt(OFFICE, BERLIN, { at: '2026-11-24T15:00:00Z', within: 'PT1H' })).toBe(
      '2026-11-24T16:00:00.000Z',
    );
  });
});

describe('spans that touch midnight', () => {
  const nights: OpeningHours = { week: { fri: ['22:00-02:00'] }, closed: [] };

  test('a span that ends before it begins runs into the next day', () => {
    expect(isOpen(nights, 'UTC', '2026-11-27T23:00:00Z')).toBe(true);
    expect(isOpen(nights, 'UTC', '2026-11-28T01:59:00Z')).toBe(true);
    expect(isOpen(nights, 'UTC', '2026-11-28T02:00:00Z')).toBe(false);
    expect(isOpen(nights, 'UTC', '2026-11-27T01:00:00Z')).toBe(false);
  });

  test('it ends at midnight when the next day is closed, and does not begin on a closed day', () => {
    expect(isOpen({ ...nights, closed: ['2026-11-28'] }, 'UTC', '2026-11-27T23:59:00Z')).toBe(true);
    expect(isOpen({ ...nights, closed: ['2026-11-28'] }, 'UTC', '2026-11-28T00:00:00Z')).toBe(false);
    expect(isOpen({ ...nights, closed: ['2026-11-27'] }, 'UTC', '2026-11-28T01:00:00Z')).toBe(false);
  });

  test('days that are open around the clock have no gap between them', () => {
    expect(promisedAt(ALWAYS, BERLIN, { at: '2026-11-24T22:30:00Z', within: 'PT3H' })).toBe(
      '2026-11-25T01:30:00.000Z',
    );
    const until = { week: { mon: ['20:00-24:00'], tue: ['00:00-01:00'] }, closed: [] };
    expect(promisedAt(until, 'UTC', { at: '2026-11-23T23:30:00Z', within: 'PT1H' })).toBe(
      '2026-11-24T00:30:00.000Z',
    );
  });
});

describe('the change of clocks', () => {
  test('an hour that is skipped in spring is not opening time, and what would open in it opens when it ends', () => {
    const early: OpeningHours = { week: { sun: ['02:30-05:00'] }, closed: [] };
    expect(nextOpening(early, BERLIN, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(promisedAt(early, BERLIN, { at: '2026-03-29T00:00:00Z', within: 'PT1H' })).toBe(
      '2026-03-29T02:00:00.000Z',
    );
    expect(isOpen(early, BERLIN, '2026-03-29T02:59:00Z')).toBe(true);
    expect(isOpen(early, BERLIN, '2026-03-29T03:00:00Z')).toBe(false);
  });

  test('an hour that comes twice in autumn is opening time twice', () => {
    const night: OpeningHours = { week: { sun: ['01:00-04:00'] }, closed: [] };
    expect(promisedAt(night, BERLIN, { at: '2026-10-24T22:00:00Z', within: 'PT4H' })).toBe(
      '2026-10-25T03:00:00.000Z',
    );
    expect(isOpen(night, BERLIN, '2026-10-25T03:00:00Z')).toBe(false);
  });

  test('a place that changes by half an hour is counted by its own clock', () => {
    expect(promisedAt(ALWAYS, 'Australia/Lord_Howe', { at: '2026-10-03T12:00:00Z', within: 'PT24H' })).toBe(
      '2026-10-04T12:00:00.000Z',
    );
    const morning: OpeningHours = { week: { sun: ['00:00-03:00'] }, closed: [] };
    expect(
      promisedAt(morning, 'Australia/Lord_Howe', { at: '2026-10-03T12:00:00Z', within: 'PT2H30M' }),
    ).toBe('2026-10-03T16:00:00.000Z');
  });
});

test('nobody ever there: no opening and no promise', () => {
  const never: OpeningHours = { week: { mon: [] }, closed: [] };
  expect(isOpen(never, BERLIN, '2026-11-24T09:00:00Z')).toBe(false);
  expect(nextOpening(never, BERLIN, '2026-11-24T09:00:00Z')).toBeNull();
  expect(promisedAt(never, BERLIN, { at: '2026-11-24T09:00:00Z', within: 'PT1H' })).toBeNull();
});

test('spans of a day that overlap are counted once', () => {
  const overlapping: OpeningHours = { week: { mon: ['11:00-15:00', '09:00-12:00'] }, closed: [] };
  expect(promisedAt(overlapping, 'UTC', { at: '2026-11-23T00:00:00Z', within: 'PT5H' })).toBe(
    '2026-11-23T14:00:00.000Z',
  );
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
const hours: fc.Arbitrary<OpeningHours> = fc.record({
  week: fc.record({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: fc.array(span, { minLength: 1, maxLength: 2 }),
  }),
  closed: fc.array(
    fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`),
    { maxLength: 5 },
  ),
});
const zone = fc.constantFrom(
  'UTC',
  BERLIN,
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
  'Africa/Cairo',
);
const at = fc
  .integer({ min: Date.UTC(2026, 2, 20) / 60_000, max: Date.UTC(2026, 10, 10) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString());
const within = fc.integer({ min: 0, max: 3000 });
const asked = { open: hours, where: zone, now: at };

test('a promise is never before now, never while closed, and waits for exactly the opening time asked for', () => {
  fc.assert(
    fc.property(fc.record({ ...asked, minutes: within }), ({ open, where, now, minutes }) => {
      const promise = promisedAt(open, where, { at: now, within: `PT${minutes}M` });
      expect(promise).not.toBeNull();
      if (promise === null) return;
      expect(msBetween(now, promise)).toBeGreaterThanOrEqual(minutes * 60_000);
      const justBefore = addMs(promise, -1);
      expect(isOpen(open, where, promise) || isOpen(open, where, justBefore)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('opening time, counted minute by minute, is what was promised', () => {
  fc.assert(
    fc.property(
      fc.record({ ...asked, minutes: fc.integer({ min: 1, max: 240 }) }),
      ({ open, where, now, minutes }) => {
        const promise = promisedAt(open, where, { at: now, within: `PT${minutes}M` });
        if (promise === null || msBetween(now, promise) > 8 * 3_600_000) return;
        let counted = 0;
        for (let moment = now; compareInstants(moment, promise) < 0; moment = addMs(moment, 60_000)) {
          if (isOpen(open, where, moment)) counted++;
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
      ({ open, where, now, minutes, more }) => {
        const promise = promisedAt(open, where, { at: now, within: `PT${minutes}M` }) ?? '';
        const later =
          promisedAt(open, where, { at: addMs(now, more * 60_000), within: `PT${minutes}M` }) ?? '';
        const longer = promisedAt(open, where, { at: now, within: `PT${minutes + more}M` }) ?? '';
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
      ({ open, where, now, part }) => {
        const next = nextOpening(open, where, now);
        expect(next).not.toBeNull();
        if (next === null) return;
        expect(isOpen(open, where, next)).toBe(true);
        const between = addMs(now, Math.floor(msBetween(now, next) * part));
        if (compareInstants(between, next) < 0) expect(isOpen(open, where, between)).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});
