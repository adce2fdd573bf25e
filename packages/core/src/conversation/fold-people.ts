import { must, never } from '../lib/assert.ts';
import type { Decided, DecidedType } from './event.ts';
import type { Handover, State } from './state.ts';

const OF_PEOPLE = [
  'speaker_changed',
  'handover_taken',
  'handover_released',
  'promise_made',
  'promise_kept',
  'message_overtaken',
  'agent_refused',
  'case_escalated',
] as const satisfies readonly DecidedType[];

/** What is decided of people: who speaks, who was promised what. */
export type PeopleEvent = Decided<(typeof OF_PEOPLE)[number]>;

/** Whether an event decides who speaks. */
export function isOfPeople(event: Decided): event is PeopleEvent {
  return OF_PEOPLE.some((type) => type === event.type);
}

/** The state after who speaks was decided. */
export function foldPeople(state: State, event: PeopleEvent): State {
  switch (event.type) {
    case 'speaker_changed':
      return spoken(state, event);
    case 'handover_taken': {
      const { agent_id, name, side } = event.data;
      return withHandover(state, { side, taken_by: { agent_id, name, side } });
    }
    case 'handover_released':
      return withHandover(state, { taken_by: null });
    case 'promise_made':
      return withHandover(state, { promised_at: event.data.promised_at, waiting_since: event.recorded_at });
    case 'promise_kept':
      return {
        ...withHandover(state, { promised_at: null, waiting_since: null, level: 0, broken: 0 }),
        person_answered: true,
      };
    case 'case_escalated': {
      const { level, side, promised_at } = event.data;
      const before = must(state.handover, 'a hand-over to escalate');
      const broken = side === before.side ? before.broken + 1 : 0;
      return withHandover(state, { level, side, promised_at, broken });
    }
    case 'agent_refused':
      return { ...state, asking: null };
    case 'message_overtaken':
      return state;
    default:
      return never(event);
  }
}

function withHandover(state: State, change: Partial<Handover>): State {
  const handover = must(state.handover, 'a conversation that people have');
  return { ...state, handover: { ...handover, ...change } };
}

function spoken(state: State, event: Decided<'speaker_changed'>): State {
  const { to, side, holder, brief, promised_at, priority, reason } = event.data;
  if (to === 'assistant') return { ...state, speaker: to, handover: null, last_held: null };
  const before = state.handover;
  const handover: Handover = {
    seq: event.seq,
    side: must(side, 'whose people are asked for'),
    priority,
    reason,
    brief: brief ?? before?.brief ?? null,
    taken_by: holder,
    waiting_since: before?.waiting_since ?? event.recorded_at,
    promised_at,
    level: 0,
    broken: 0,
  };
  const passes = before !== null && before.side !== handover.side ? state.passes + 1 : state.passes;
  return { ...state, speaker: to, handover, question: null, passes };
}
