import { z } from 'zod';

/** The days of a week as calendars write them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

// What is no stretch and no date is told by the check in words; the patterns are for editors.
const Span = z.string().meta({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-4]):[0-5]\\d$' });

/**
 * A document of kind calendar: when somebody is there, on the clocks of `zone`. A span is `09:00-12:30`; one that ends at or before
 * its beginning ends on the next day.
 */
export const CalendarDocument = z.strictObject({
  kind: z.literal('calendar'),
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** IANA zone. */
  zone: z.string(),
  /** Weekday → its spans; a day that is not named is closed. */
  week: z.partialRecord(z.enum(WEEKDAYS), z.array(Span)),
  /** Date `2026-12-24` → the spans of that date in place of its weekday's; `[]` when it is closed. */
  exceptions: z.record(z.string(), z.array(Span)).default({}),
});
/** A calendar as it was read. */
export type CalendarDocument = z.infer<typeof CalendarDocument>;

/** The hours of a calendar, whatever it is called. */
export type Calendar = Omit<CalendarDocument, 'kind' | 'id'>;
