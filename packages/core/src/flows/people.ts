import { isOpen, promisedAt } from '../calendar/hours.ts';
import type { State } from '../conversation/state.ts';
import { must } from '../lib/assert.ts';
import type { Strategy } from './strategy.ts';

type People = Pick<Strategy, 'settings' | 'segments' | 'calendars'>;

/** What the playbook says of people, as it is for the buyer of this conversation: a segment may promise them less waiting. */
export function peopleFor({ settings, segments }: People, { segment }: Pick<State, 'segment'>) {
  const theirs = segment?.id ? segments[segment.id] : undefined;
  const { calendar, answer_within, reply_within } = settings.people;
  return {
    calendar: theirs?.people.calendar ?? calendar,
    answer_within: theirs?.people.answer_within ?? answer_within,
    reply_within: theirs?.people.reply_within ?? reply_within,
    priority: theirs?.priority ?? 0,
  };
}

/**
 * Whether people are there at an instant, and by when one answers the buyer of that segment who asks then, or `within` another
 * time than the playbook's; `promised_at` is empty when nobody ever comes.
 */
export function peopleAt(
  strategy: People,
  asked: Pick<State, 'at' | 'segment'>,
  within?: string,
): { open: boolean; promised_at: string } {
  const { calendar: id, answer_within } = peopleFor(strategy, asked);
  const calendar = must(strategy.calendars[id], `the calendar ${id}`);
  const { at } = asked;
  const promised_at = promisedAt(calendar, { at, within: within ?? answer_within }) ?? '';
  return { open: isOpen(calendar, at), promised_at };
}
