import type { Decided, Event, Lookup, LookupAnswer, Observed, State } from '@hark/core';
import type { AuditEntry } from '../audit/audit.ts';

/** A message that was accepted before. */
export type Duplicate = { duplicate: true; seq: number };

/** What commits together: events in order, the snapshot they fold to, effects and timers for the outbox. */
export type Commit = {
  conversation_id: string;
  shop_id: string;
  /** `seq` of the last event when the turn began; a commit on anything newer is a lost race. */
  expected_seq: number;
  events: Event[];
  state: State;
  /** What the events were folded onto, if anything: it is found already by what this knows. */
  before?: State | null;
  /** Inbound key: unique on (conversation, client id) or (source, event id); null for timers and results (unique by the decision that they answer). */
  inbound: { source: string; id: string } | null;
  /** What the gate reserved: usage rows counted by limits across conversations. */
  usage: UsageReserved[];
  /** `seq` of effects that were carried out before: nobody is given them. */
  carried_out?: number[];
  /**
   * How long the new effects are left to whoever commits them; others are given them only afterwards. None when absent:
   * they are due at once for everybody.
   */
  lease_ms?: number;
  /** What belongs to the buyer is erased with it: personal text, what is due, tokens, and the keys under which messages came in. */
  erases?: true;
  /** The note of it where a person did it: in the audit log with the turn, or neither is. */
  audited?: AuditEntry;
};

/** What {@link Store.usage} saw, by scope: grows whenever usage is reserved there. */
export type UsageSeen = { [scope: string]: number };

/**
 * A reservation. `seen` is what {@link Store.usage} told for this action in this turn: if anything was added since, the
 * commit is a lost race and the turn is decided again. `{}` when the action has no limits and nothing was read.
 */
export type UsageReserved = {
  action: string;
  scopes: string[];
  amount_cents: number;
  request_seq: number;
  at: string;
  seen: UsageSeen;
};

/** A piece of work that committed with its events: an effect to carry out or a timer to fire. */
export type Due = {
  conversation_id: string;
  shop_id: string;
  seq: number;
  /** The event type, e.g. `action_requested`, `timer_set`. */
  kind: Decided['type'];
  event: Decided;
  due_at: string;
  attempts: number;
};

/** The one lookup that Hark answers itself. */
export type UsageLookup = Extract<Lookup, { read: 'usage' }>;

/** A conversation as it stands, and the shop it belongs to. */
export type Loaded = { state: State; shop_id: string };

/** A place in the log of a conversation: the event with this `seq` was read, and nothing after it. */
export type Place = { conversation_id: string; seq: number };

/** A conversation in a list; `at` is when something last happened in it. */
export type Listed = {
  conversation_id: string;
  shop_id: string;
  at: string;
  status: State['status'];
  topic: string | null;
};

/** Who looks; `shop_id` null: a person of the platform, who sees every shop. */
export type Viewer = { person_id: string; shop_id: string | null };

/** Where conversations live. Two of them: PostgreSQL, and memory for tools that need no durability. */
export type Store = {
  /** The snapshot (the fold of the log), or null. */
  load(conversation_id: string): Promise<Loaded | null>;
  /** All events after `after`, in order, personal text joined in; `[]` when there are none. */
  events(conversation_id: string, after: number): Promise<Event[]>;
  /** Of many conversations, of any shop, those whose log goes on behind the place, and the end of it as it is now. */
  grown(places: Place[]): Promise<Place[]>;
  /** The `seq` of an inbound message that was accepted before. */
  seen(conversation_id: string, source: string, id: string): Promise<number | null>;
  /**
   * All or nothing. `race` when somebody committed first; `duplicate` when the inbound key is known, or when a result
   * or a fired timer answers a decision that was answered before (`seq` is the earlier one's). The same transaction
   * finishes the work that its events answer or cancel, and releases the usage of actions that were refused or failed.
   */
  commit(
    commit: Commit,
  ): Promise<{ kind: 'committed' } | { kind: 'race' } | { kind: 'duplicate'; seq: number }>;
  /** Usage for the gate, of the whole marketplace; hand `seen` back with what is reserved, so that two commits cannot both pass one limit. */
  usage(lookup: UsageLookup): Promise<{ usage: LookupAnswer['usage']; seen: UsageSeen }>;
  /** Takes up to `limit` pieces of work that are due, for `lease_ms`; what is not finished by then is given out again. */
  take(now: string, limit: number, lease_ms: number): Promise<Due[]>;
  /** The piece of work is done (or a timer has fired). */
  finish(conversation_id: string, seq: number): Promise<void>;
  /** Put off until `due_at`. */
  postpone(conversation_id: string, seq: number, due_at: string): Promise<void>;
  /** The latest conversations that a person may see, newest first, for the trace's list. */
  latest(viewer: Viewer, limit: number): Promise<Listed[]>;
  /** The latest conversations of one buyer with any shop, newest first, as the buyer's own list shows them. */
  ofBuyer(buyer_id: string, limit: number): Promise<Listed[]>;
  close(): Promise<void>;
};

export type { Event, Observed };
