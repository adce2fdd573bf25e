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
  /** From whom a colleague took it now, so that they are told. */
  taken: { agent_id: string; by_name: string } | null;
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
    taken: takenIn(events),
  };
}

function hadPeople(state: State, events: readonly Event[]): boolean {
  return (
    state.person_answered || state.last_held !== null || events.some(({ type }) => type === 'speaker_changed')
  );
}

function takenIn(events: readonly Event[]): DeskHead['taken'] {
  for (const event of events)
    if (event.type === 'handover_taken' && event.data.from)
      return { agent_id: event.data.from.agent_id, by_name: event.data.name };
  return null;
}

/** Names and numbers by which a conversation is found, beside what was said: its buyer, its orders and what is in them. */
export function foundBy({ facts, order_id, actions, handover, identity, conversation_id }: State): string[] {
  const buyer = facts.buyer?.value;
  const orders = new Set(
    [order_id, handover?.brief?.order_id, ...actions.map((action) => action.order_id)].filter(
      (id) => typeof id === 'string',
    ),
  );
  const lines = (facts.orders?.value ?? []).flatMap((order) => (orders.has(order.id) ? order.lines : []));
  // The address as it is, and its parts: whoever has only begun to type it finds it too.
  const email = buyer ? [buyer.email, buyer.email.replace(/[^\p{L}\p{N}]+/gu, ' ')] : [];
  const names = buyer ? [buyer.first_name, buyer.last_name, ...email] : [];
  const buyer_id = identity ? [identity.buyer_id] : [];
  return [...new Set([conversation_id, ...buyer_id, ...names, ...orders, ...lines.map(({ name }) => name)])];
}

/** What people said in these events. */
export function saidIn(events: readonly Event[]): string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'message_received':
      case 'agent_wrote':
      case 'agent_noted':
        return event.data.text === '' ? [] : [event.data.text];
      default:
        return [];
    }
  });
}
