import { isOpen, promisedAt } from '../calendar/hours.ts';
import { must } from '../lib/assert.ts';
import type { Strategy } from './strategy.ts';

/** Whether people are there at the instant `at`, and by when one answers who is asked then; `promised_at` is empty when nobody ever comes. */
export function peopleAt(
  { settings, calendars }: Pick<Strategy, 'settings' | 'calendars'>,
  at: string,
): { open: boolean; promised_at: string } {
  const { calendar: id, answer_within: within } = settings.people;
  const calendar = must(calendars[id], `the calendar ${id}`);
  return { open: isOpen(calendar, at), promised_at: promisedAt(calendar, { at, within }) ?? '' };
}
