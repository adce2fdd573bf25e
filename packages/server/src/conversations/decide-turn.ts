import {
  assert,
  type Decided,
  type Event,
  fold,
  isObserved,
  must,
  type Observed,
  type ObservedData,
  type ObservedType,
  type State,
} from '@hark/core';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { answerLookup } from './lookup.ts';
import type { Store, UsageSeen } from './store.ts';

/** What was observed, before it has a place in the log. */
export type Happened = {
  [K in ObservedType]: {
    type: K;
    data: ObservedData[K];
    occurred_at: string | null;
    caused_by: number | null;
  };
}[ObservedType];

/** The events of one turn, the state they lead to, and the usage that was seen, by action. */
export type DecidedTurn = { events: Event[]; state: State; seen: Map<string, UsageSeen> };

/** Where a turn begins; `state` is null for the one that opens the conversation. */
export type TurnStart = { conversation_id: string; shop_id: string; state: State | null };

/** How is decided: core's `decide` with the playbook put in. */
export type Decide = (state: State, observed: Observed) => Decided[];

/** What deciding a turn reads. */
export type TurnSources = { decide: Decide; marketplace: Marketplace; store: Store; now: () => string };

/** A playbook that still asks after so many rounds asks in a circle. */
const LOOKUP_ROUNDS = 8;

/**
 * What Hark does about `happened`: folds it in, decides, answers the reads that were decided and decides again.
 * Writes nothing. Throws a bug when the reads do not come to an end.
 */
export async function decideTurn(
  sources: TurnSources,
  start: TurnStart,
  happened: Happened,
): Promise<DecidedTurn> {
  const log = makeLog(sources, start);
  const seen = new Map<string, UsageSeen>();
  let asked = log.observe(happened);
  for (let round = 0; asked.length > 0; round += 1) {
    assert(round < LOOKUP_ROUNDS, `the playbook still asks after ${LOOKUP_ROUNDS} rounds of lookups`);
    const reads = await Promise.all(asked.map((event) => answerLookup(sources, event.data.lookup)));
    const next: Asked[] = [];
    for (const [index, event] of asked.entries()) {
      const read = must(reads[index], 'the answer of a lookup');
      const { lookup } = event.data;
      if (lookup.read === 'usage' && read.seen) seen.set(lookup.action, read.seen);
      next.push(...log.observe(answered(event, read.answer)));
    }
    asked = next;
  }
  return { events: log.events, state: must(log.state(), 'a state after an event'), seen };
}

type Asked = Extract<Decided, { type: 'lookup_requested' }>;

function answered(event: Asked, answer: ObservedData['lookup_answered']['answer']): Happened {
  return {
    type: 'lookup_answered',
    data: { lookup_seq: event.seq, answer },
    occurred_at: null,
    caused_by: event.seq,
  };
}

/** A log that grows in memory; it gives every observed event its place, decides on it, and tells what was asked. */
function makeLog(sources: TurnSources, start: TurnStart) {
  let state = start.state;
  const events: Event[] = [];
  const append = (event: Event): State => {
    assert(event.seq === (state?.seq ?? 0) + 1, `event ${event.seq} does not follow ${state?.seq ?? 0}`);
    state = fold(state, event, start.conversation_id);
    events.push(event);
    return state;
  };
  const observe = (happened: Happened): Asked[] => {
    const recorded_at = later(sources.now(), state?.at ?? null);
    const observed: Observed = {
      ...happened,
      seq: (state?.seq ?? 0) + 1,
      occurred_at: happened.occurred_at ?? recorded_at,
      recorded_at,
    };
    const asked: Asked[] = [];
    for (const event of sources.decide(append(observed), observed)) {
      assert(!isObserved(event), "decided events are Hark's own");
      append(event);
      if (event.type === 'lookup_requested') asked.push(event);
    }
    return asked;
  };
  return { events, observe, state: () => state };
}

/** Our clock may step back; a log's time never does. */
function later(now: string, last: string | null): string {
  return last !== null && Date.parse(last) > Date.parse(now) ? last : now;
}
