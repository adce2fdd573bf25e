import {
  ASKED,
  type Attachment,
  assert,
  decide,
  type Erasing,
  type Event,
  isObserved,
  type ObservedData,
  type ObservedType,
  type Playbook,
  type State,
  type Understanding,
} from '@hark/core';
import type { AuditEntry } from './audit/audit.ts';
import {
  type Decide,
  type DecidedTurn,
  decideTurn,
  type Happened,
  type TurnStart,
} from './conversations/decide-turn.ts';
import { type Erased, eraseConversation } from './conversations/erase.ts';
import { inboundText } from './conversations/inbound-text.ts';
import { oneAtATime } from './conversations/one-at-a-time.ts';
import { makeRecentStates } from './conversations/recent-states.ts';
import type { Commit, Loaded, Store } from './conversations/store.ts';
import { SLOW_AFTER_MS } from './effects/act.ts';
import { type Carrier, LEASE_MS, makeCarrier } from './effects/carrier.ts';
import type { Notice } from './effects/effect.ts';
import type { Marketplace } from './marketplace/marketplace.ts';
import { type Around, type Piece, plainly } from './telemetry/around.ts';
import { watchedStore } from './telemetry/watched-store.ts';

/** What a turn needs from outside: the playbook, a clock, ids, and the interfaces behind which the world lies. */
export type TurnParts = {
  playbook: Playbook;
  understand: (text: string, language: string) => Understanding;
  marketplace: Marketplace;
  store: Store;
  now: () => string;
  id: () => string;
};

/** What is told after each commit. */
export type Committed = { conversation_id: string; shop_id: string; events: Event[]; state: State };

/** Who hears of what happens, and whether effects are carried out right after their commit. */
export type TurnOptions = {
  /** Otherwise they wait for `settle` or `run_due`, so that a tool sees one thing happen at a time. */
  act_at_once?: boolean;
  committed?: (committed: Committed) => void;
  notify?: (notice: Notice) => void;
  /** After how long without an answer of the shop system a conversation is told. */
  slow_after_ms?: number;
  /** Looks at turns and effects: how long they take, what belongs together. */
  around?: Around;
  /** An effect that could not be carried out now; it will be given out again. */
  failed?: (error: unknown, what: { conversation_id: string; seq: number; kind: string }) => void;
};

/** The circumstances in which a conversation begins. */
export type Opening = {
  shop_id: string;
  channel: string;
  language: string;
  buyer_id: string | null;
  order_id: string | null;
};

/** A buyer's message as it came in. */
export type Incoming = {
  client_id: string;
  text: string;
  button: string | null;
  attachments?: Attachment[];
  occurred_at?: string;
};

type Audited = (turn: readonly Event[]) => AuditEntry;

/** Anything else that was observed. */
export type Observation = {
  [K in Exclude<ObservedType, 'conversation_opened' | 'message_received' | 'lookup_answered'>]: {
    type: K;
    data: ObservedData[K];
    occurred_at?: string;
    caused_by?: number;
    inbound?: { source: string; id: string };
    /** Where a person did it: how the turn that it became stands in the audit log, in one commit with it. */
    audited?: Audited;
  };
}[Exclude<ObservedType, 'conversation_opened' | 'message_received' | 'lookup_answered'>];

/** Everything that can happen to a conversation comes in here. */
export type Turns = {
  open(opening: Opening): Promise<{ conversation_id: string; events: Event[]; state: State }>;
  receive(
    conversation_id: string,
    message: Incoming,
  ): Promise<{ seq: number; duplicate: boolean; events: Event[] }>;
  observe(conversation_id: string, observation: Observation): Promise<Event[]>;
  /** Erases what belongs to the buyer, and closes the conversation for ever; its streams hear of it. */
  erase(conversation_id: string, reason: Erasing): Promise<Erased['kind']>;
  /** Takes what is due of all conversations and carries it out once; how many pieces that was. */
  run_due(): Promise<number>;
  /** Carries out what this conversation waits for until nothing is due now; the events that came of it. */
  settle(conversation_id: string): Promise<Event[]>;
  /** Resolves when nothing that was begun here is still running. */
  idle(): Promise<void>;
};

/** There is no such conversation. */
export class UnknownConversation extends Error {
  override name = 'UnknownConversation';
}

/** Too many wrote to the conversation at the same moment; nothing was accepted, and trying again is safe. */
export class TooBusy extends Error {
  override name = 'TooBusy';
}

const RACES = 12;
/** Whoever writes again within a few minutes is still among so many. */
const RECENT = 1_000;

/** What a turn needs, with the way to decide in place of the playbook's documents. */
export type DecidingParts = Omit<TurnParts, 'playbook'> & {
  playbook: Pick<Playbook, 'id' | 'version'>;
  decide: Decide;
};

/** What came of trying to record something: `moot` when the state said that it is not wanted any more. */
type Taken =
  | { kind: 'committed'; committed: Committed }
  | { kind: 'duplicate'; seq: number }
  | { kind: 'moot' };

type Take = {
  conversation_id: string;
  /** The kind of what happened, for figures and traces. */
  event: ObservedType;
  happened: (state: State) => Happened | null;
  inbound: Commit['inbound'];
  audited?: Audited | undefined;
};

/** The turns of all conversations over one store and one marketplace, decided by the playbook. */
export function makeTurns(parts: TurnParts, options: TurnOptions = {}): Turns {
  const decideOn: Decide = (state, observed) => decide(parts.playbook, state, observed);
  return makeTurnsOf({ ...parts, decide: decideOn }, options);
}

/** {@link makeTurns} for any way to decide; the playbook's id and version are recorded. */
export function makeTurnsOf(parts: DecidingParts, options: TurnOptions = {}): Turns {
  const { open, take, erase, carrier } = makeRecorder(parts, options);
  return {
    open,
    erase,
    async receive(conversation_id, message) {
      const result = await take({
        conversation_id,
        event: 'message_received',
        happened: (state) => received(parts, state, message),
        inbound: { source: 'message', id: message.client_id },
      });
      if (result.kind === 'moot') throw erasedBefore(conversation_id);
      if (result.kind === 'duplicate') return { seq: result.seq, duplicate: true, events: [] };
      const { events } = result.committed;
      return { seq: events[0]?.seq ?? 0, duplicate: false, events };
    },
    async observe(conversation_id, observation) {
      const result = await take({
        conversation_id,
        event: observation.type,
        happened: () => observedNow(observation),
        inbound: observation.inbound ?? null,
        audited: observation.audited,
      });
      if (result.kind === 'moot') throw erasedBefore(conversation_id);
      return result.kind === 'committed' ? result.committed.events : [];
    },
    run_due: () => carrier.runDue(),
    settle: async (conversation_id) => {
      const before = await parts.store.load(conversation_id);
      if (!before) throw new UnknownConversation(`no conversation ${conversation_id}`);
      await carrier.settle(conversation_id);
      return parts.store.events(conversation_id, before.state.seq);
    },
    idle: () => carrier.idle(),
  };
}

/** Brings what happened into the log, and what was decided to those who carry it out. */
type Recorder = Pick<Turns, 'open' | 'erase'> & { take: (take: Take) => Promise<Taken>; carrier: Carrier };

function makeRecorder(given: DecidingParts, options: TurnOptions): Recorder {
  const parts = options.around ? { ...given, store: watchedStore(given.store, options.around) } : given;
  const exclusive = oneAtATime();
  const recent = makeRecentStates(RECENT);
  const lease = options.act_at_once ? { lease_ms: LEASE_MS } : {};
  const around = options.around ?? plainly;
  const carrier: Carrier = makeCarrier({
    marketplace: parts.marketplace,
    store: parts.store,
    now: parts.now,
    around,
    notify: (notice) => options.notify?.(notice),
    slow_after_ms: options.slow_after_ms ?? SLOW_AFTER_MS,
    failed: (error, what) => options.failed?.(error, what),
    record: async (conversation_id, happened, moot) => {
      const wanted = (state: State) => (moot(state) ? null : happened);
      const result = await take({ conversation_id, event: happened.type, happened: wanted, inbound: null });
      return result.kind === 'committed';
    },
  });
  const tell = (committed: Committed): void => {
    const { conversation_id, shop_id, state } = committed;
    recent.keep(conversation_id, { shop_id, state });
    options.committed?.(committed);
    if (options.act_at_once) carrier.begin(committed);
  };

  /** From load to commit; a lost race begins again with what the winner left. */
  const take = (wanted: Take): Promise<Taken> =>
    around(turnOf(wanted), () => exclusive(wanted.conversation_id, () => race(wanted)));
  const race = async (wanted: Take): Promise<Taken> => {
    for (let race = 0; race < RACES; race += 1) {
      if (race > 0) await pause(Math.random() * 4 * 2 ** Math.min(race, 6));
      const known = recent.take(wanted.conversation_id);
      const result = await attempt({ ...parts, around }, { ...wanted, known }, lease);
      if (result === 'race') continue;
      if (result.kind === 'committed') tell(result.committed);
      return result;
    }
    throw new TooBusy(
      `conversation ${wanted.conversation_id} changed ${RACES} times while a turn was decided`,
    );
  };

  const begin = async (opening: Opening, conversation_id: string) => {
    const start = { conversation_id, shop_id: opening.shop_id, state: null };
    const turn = await decideWatched({ ...parts, around }, start, opened(parts, opening));
    const result = await parts.store.commit({ ...commitOf(start, turn), ...lease, inbound: null });
    assert(result.kind === 'committed', `conversation ${start.conversation_id} exists already`);
    const { events, state } = turn;
    tell({ ...start, events, state });
    return { conversation_id, events, state };
  };
  const open = (opening: Opening) => {
    const conversation_id = parts.id();
    return around(turnOf({ conversation_id, event: 'conversation_opened' }), () =>
      begin(opening, conversation_id),
    );
  };
  const erase: Turns['erase'] = (conversation_id, reason) =>
    exclusive(conversation_id, async () => {
      recent.take(conversation_id);
      const result = await eraseConversation(parts, conversation_id, reason);
      if (result.kind === 'erased') tell(result.commit);
      return result.kind;
    });
  return { open, take, erase, carrier };
}

/** Nothing happens in what was erased: for everybody it is not there. */
function erasedBefore(conversation_id: string): UnknownConversation {
  return new UnknownConversation(`conversation ${conversation_id} was erased`);
}

function opened({ playbook }: DecidingParts, opening: Opening): Happened {
  return {
    type: 'conversation_opened',
    data: { ...opening, playbook: { id: playbook.id, version: playbook.version } },
    occurred_at: null,
    caused_by: null,
  };
}

type Begun = { start: TurnStart; happened: Happened | null };

/** What this process committed last spares the read; but that something is not wanted any more only the log can say. */
async function begin(store: Store, take: Take & { known: Loaded | null }): Promise<Begun> {
  const { conversation_id, known } = take;
  const of = (loaded: Loaded): Begun => {
    const happened = loaded.state.erased ? null : take.happened(loaded.state);
    return { start: { conversation_id, ...loaded }, happened };
  };
  const begun = known && of(known);
  if (begun?.happened) return begun;
  const loaded = await store.load(conversation_id);
  if (!loaded) throw new UnknownConversation(`no conversation ${conversation_id}`);
  return of(loaded);
}

type Watched = DecidingParts & { around: Around };

function decideWatched(parts: Watched, start: TurnStart, happened: Happened): Promise<DecidedTurn> {
  const about = { conversation_id: start.conversation_id };
  return parts.around({ name: 'turn.decide', about }, () => decideTurn(parts, start, happened));
}

/** How a turn stands in figures and traces. */
function turnOf({ conversation_id, event }: Pick<Take, 'conversation_id' | 'event'>): Piece {
  return { name: 'turn', about: { conversation_id, event } };
}

async function attempt(
  parts: Watched,
  take: Take & { known: Loaded | null },
  lease: Pick<Commit, 'lease_ms'>,
): Promise<Taken | 'race'> {
  const { start, happened } = await begin(parts.store, take);
  if (happened === null) return { kind: 'moot' };
  const turn = await decideWatched(parts, start, happened);
  const audited = take.audited && { audited: take.audited(turn.events) };
  const { inbound } = take;
  const result = await parts.store.commit({ ...commitOf(start, turn), ...lease, inbound, ...audited });
  if (result.kind === 'race') return 'race';
  if (result.kind === 'duplicate') return result;
  return { kind: 'committed', committed: { ...start, events: turn.events, state: turn.state } };
}

function received(parts: DecidingParts, state: State, message: Incoming): Happened {
  const text = inboundText(message.text);
  return {
    type: 'message_received',
    data: {
      client_id: message.client_id,
      text,
      button: message.button === null ? null : inboundText(message.button),
      understanding: parts.understand(text, state.language),
      ...(message.attachments?.length ? { attachments: message.attachments } : {}),
    },
    occurred_at: message.occurred_at ?? null,
    caused_by: null,
  };
}

function observedNow(observation: Observation): Happened {
  const place = { occurred_at: observation.occurred_at ?? null, caused_by: observation.caused_by ?? null };
  if (observation.type === 'agent_wrote') {
    const data = { ...observation.data, text: inboundText(observation.data.text) };
    return { type: 'agent_wrote', data, ...place };
  }
  if (observation.type === 'survey_answered') {
    const { comment } = observation.data;
    const data = { ...observation.data, comment: comment === null ? null : inboundText(comment) || null };
    return { type: 'survey_answered', data, ...place };
  }
  const { inbound: _, audited: __, ...happened } = observation;
  return { ...happened, ...place };
}

function commitOf(start: TurnStart, turn: DecidedTurn): Omit<Commit, 'inbound'> {
  return {
    conversation_id: start.conversation_id,
    shop_id: start.shop_id,
    expected_seq: start.state?.seq ?? 0,
    before: start.state,
    events: turn.events,
    state: turn.state,
    usage: turn.events.flatMap((event) => usageOf(event, turn)),
  };
}

/** What a request counts against limits; asking again with the same key is not a second use. */
function usageOf(event: Event, turn: DecidedTurn): Commit['usage'] {
  if (event.type === 'survey_asked') {
    const { seq: request_seq, recorded_at: at } = event;
    const seen = turn.seen.get(ASKED) ?? {};
    return [{ action: ASKED, scopes: event.data.scopes, amount_cents: 0, request_seq, at, seen }];
  }
  if (isObserved(event) || event.type !== 'action_requested' || event.data.attempt > 1) return [];
  const { action, scopes, amount_cents } = event.data;
  const seen = turn.seen.get(action) ?? {};
  return [{ action, scopes, amount_cents, request_seq: event.seq, at: event.recorded_at, seen }];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
