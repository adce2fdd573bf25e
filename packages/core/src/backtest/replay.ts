import { type Decided, type Event, isObserved } from '../conversation/event.ts';
import { fold } from '../conversation/fold.ts';
import type { State } from '../conversation/state.ts';
import { decide } from '../engine/decide.ts';
import type { Strategy } from '../flows/strategy.ts';
import { digest } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';

/** Where a replay and the record part: what was recorded and what is decided now, either null where there is none. */
export type Difference = { seq: number; recorded: Decided | null; replayed: Decided | null };

/**
 * A conversation gone through again: the first difference if there is one, and how far the replay is exact. `erased`: its personal
 * text is gone, so that nothing can be decided again; its log was folded and is whole.
 */
export type Replayed = {
  difference: Difference | null;
  exact_to: number;
  state: State | null;
  erased: boolean;
};

/**
 * Feeds the observed events of one log, in order, to `decide` and compares what is decided with what was recorded, ids,
 * reasons and values included. Under the playbook that decided them nothing differs.
 */
export function replay(strategy: Strategy, conversation_id: string, events: readonly Event[]): Replayed {
  const first_erased = events.find((event) => event.erased)?.seq;
  if (first_erased !== undefined) {
    const folded = events.reduce<State | null>((state, event) => fold(state, event, conversation_id), null);
    return { difference: null, exact_to: first_erased - 1, state: folded, erased: true };
  }
  let state: State | null = null;
  let expected: Decided[] = [];
  for (const event of events) {
    if (isObserved(event)) {
      const missing = expected[0];
      if (missing) return parted({ seq: event.seq, recorded: null, replayed: missing }, state);
      state = fold(state, event, conversation_id);
      expected = decide(strategy, state, event);
      continue;
    }
    const replayed = expected.shift() ?? null;
    if (!replayed || digest(replayed as Json) !== digest(event as Json)) {
      return parted({ seq: event.seq, recorded: event, replayed }, state);
    }
    state = fold(state, event, conversation_id);
  }
  const missing = expected[0];
  if (missing) return parted({ seq: missing.seq, recorded: null, replayed: missing }, state);
  return { difference: null, exact_to: state?.seq ?? 0, state, erased: false };
}

function parted(difference: Difference, state: State | null): Replayed {
  return { difference, exact_to: state?.seq ?? 0, state, erased: false };
}
