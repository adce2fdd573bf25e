import { assert, type Decided, type EFFECTS, type State } from '@hark/core';
import type { Happened } from '../conversations/decide-turn.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';

/** The kinds of decided events that somebody outside must carry out: core's closed list. */
export type EffectKind = (typeof EFFECTS)[number];

/** Something to be told to people: somebody is asked for, or nobody came. */
export type Notice = {
  conversation_id: string;
  shop_id: string;
  seq: number;
  kind: 'speaker_changed' | 'case_escalated';
  text: string;
  promised_at: string | null;
};

/** One decided event to carry out. */
export type Work = {
  conversation_id: string;
  shop_id: string;
  event: Decided;
  /** Not known whether somebody began it before: a process may have died at it. */
  again: boolean;
};

/**
 * What carrying out needs. `observe` records a result unless `moot` says that it is known already, and tells whether it
 * did; the commit that records it finishes the work as well.
 */
export type Hands = {
  marketplace: Marketplace;
  state(conversation_id: string): Promise<State | null>;
  observe(conversation_id: string, happened: Happened, moot: (state: State) => boolean): Promise<boolean>;
  finish(conversation_id: string, seq: number): Promise<void>;
  notify(notice: Notice): void;
  /** After how long without an answer the shop system counts as slow. */
  slow_after_ms: number;
  /** Something beside the work itself failed; the work goes on. */
  failed(error: unknown, work: Work): void;
};

/** How one kind is carried out. May run more than once for the same event. */
export type Effect = {
  /** `now`: right after the commit; `when_due`: at its time; `in_turn`: nothing is left to do after the commit. */
  when: 'now' | 'when_due' | 'in_turn';
  carryOut(work: Work, hands: Hands): Promise<void>;
};

type Of<K extends EffectKind> = Extract<Decided, { type: K }>;

/** An effect of one kind, with its event typed. */
export function effect<K extends EffectKind>(
  kind: K,
  when: Effect['when'],
  carryOut: (work: Work & { event: Of<K> }, hands: Hands) => Promise<void>,
): Effect {
  return {
    when,
    carryOut(work, hands) {
      const { event } = work;
      assert(isOf(event, kind), `${event.type} is not ${kind}`);
      return carryOut({ ...work, event }, hands);
    },
  };
}

function isOf<K extends EffectKind>(event: Decided, kind: K): event is Of<K> {
  return event.type === kind;
}
