import { type Erasing, type Event, erasedEvent, fold, must, type State } from '@hark/core';
import type { Commit, Store } from './store.ts';

/**
 * What came of erasing a conversation: `already` erased before; `waits` for the shop system, which is asked to do something and has
 * not answered; `unknown`: there is none.
 */
export type Erased = { kind: 'erased'; commit: Commit } | { kind: 'already' | 'waits' | 'unknown' };

const RACES = 12;

/**
 * Erases what belongs to the buyer in one conversation, which is closed by it for ever. Safe beside turns of this and other
 * processes: whoever decided on what stood before has lost a race, and finds it erased.
 */
export async function eraseConversation(
  { store, now }: { store: Store; now: () => string },
  conversation_id: string,
  reason: Erasing,
): Promise<Erased> {
  for (let race = 0; race < RACES; race += 1) {
    const loaded = await store.load(conversation_id);
    if (loaded === null) return { kind: 'unknown' };
    const { state, shop_id } = loaded;
    if (state.erased) return { kind: 'already' };
    if (isAsked(state)) return { kind: 'waits' };
    const events = await store.events(conversation_id, 0);
    if (events.length !== state.seq) continue;
    const erasing = eventAfter(state, { reason, now: now() });
    const commit: Commit = {
      conversation_id,
      shop_id,
      expected_seq: state.seq,
      events: [erasing],
      before: state,
      state: foldAll([...events.map(erasedEvent), erasing], conversation_id),
      inbound: null,
      usage: [],
      erases: true,
    };
    const { kind } = await store.commit(commit);
    if (kind === 'committed') return { kind: 'erased', commit };
  }
  // Somebody writes without pause: the next try finds a moment.
  return { kind: 'waits' };
}

/** Whether the shop system is asked for something of which nobody knows yet how it ended. */
function isAsked({ actions, timers }: State): boolean {
  return actions.some(({ outcome }) => outcome === null) || timers.some(({ timer }) => timer === 'retry');
}

function eventAfter(state: State, { reason, now }: { reason: Erasing; now: string }): Event {
  const at = Date.parse(state.at) > Date.parse(now) ? state.at : now;
  const place = { seq: state.seq + 1, occurred_at: at, recorded_at: at, caused_by: null };
  return { ...place, type: 'conversation_erased', data: { reason } };
}

function foldAll(events: readonly Event[], conversation_id: string): State {
  const state = events.reduce<State | null>((before, event) => fold(before, event, conversation_id), null);
  return must(state, 'the fold of a log that is not empty');
}
