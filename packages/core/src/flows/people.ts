import { isOpen, promisedAt } from '../calendar/hours.ts';
import { must } from '../lib/assert.ts';
import type { Strategy } from './strategy.ts';

/**
 * Whether people are there at the instant `at`, and by when one answers who is asked then, or `within` another time than the
 * playbook's; `promised_at` is empty when nobody ever comes.
 */
export function peopleAt(
  { settings, calendars }: Pick<Strategy, 'settings' | 'calendars'>,
  at: string,
  within = settings.people.answer_within,
): { open: boolean; promised_at: string } {
  const id = settings.people.calendar;
  const calendar = must(calendars[id], `the calendar ${id}`);
  return { open: isOpen(calendar, at), promised_at: promisedAt(calendar, { at, within }) ?? '' };
}
