import type { Event, State } from '@hark/core';

/** What the desk lists of a conversation that people have or had; it commits with the conversation. */
export type DeskHead = {
  /** Whose people have it; null when they have it no more. */
  side: 'shop' | 'platform' | null;
  agent_id: string | null;
  waiting_since: string | null;
  promised_at: string | null;
  level: number;
  priority: number;
  ended_at: string | null;
  /** Names and numbers by which it is found, beside what was said. */
  words: string[];
};

/** The head at the desk after these events; null where people had nothing to do with it. */
export function deskHeadOf(state: State, events: readonly Event[]): DeskHead | null {
  const { handover } = state;
  const changed = events.some(({ type }) => type === 'speaker_changed' || type === 'conversation_resolved');
  if (handover === null && !(changed && hadPeople(state, events))) return null;
  return {
    side: handover?.side ?? null,
    agent_id: handover?.taken_by?.agent_id ?? null,
    waiting_since: handover?.waiting_since ?? null,
    promised_at: handover?.promised_at ?? null,
    level: handover?.level ?? 0,
    priority: handover?.priority ?? 0,
    ended_at: handover === null ? state.at : null,
    words: wordsOf(state),
  };
}

function hadPeople(state: State, events: readonly Event[]): boolean {
  return (
    state.person_answered || state.last_held !== null || events.some(({ type }) => type === 'speaker_changed')
  );
}

function wordsOf({ facts, order_id, actions, handover }: State): string[] {
  const buyer = facts.buyer?.value;
  const orders = [order_id, handover?.brief?.order_id, ...actions.map((action) => action.order_id)];
  const names = buyer ? [buyer.first_name, buyer.last_name, buyer.email] : [];
  return [...new Set([...names, ...orders.flatMap((id) => id ?? [])])];
}
