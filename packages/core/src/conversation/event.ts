import type { Understanding } from '../language/understanding.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { Acting, AgentRefusal, AgentWish, Side, Taking } from './people.ts';
import type { SurveyRefusal } from './survey.ts';
import type { Lookup, LookupAnswer } from './world.ts';

/** Where a decided event comes from: the document, its version, the step or rule in it, and the values that mattered. */
export type Why = { document: string; version: string; step: string; values: JsonObject };

/** One button under a question; `id` is what pressing it sends back, `label` has been rendered in the conversation's language. */
export type Option = { id: string; label: string; detail?: string };

/** What a question is about; an answer is understood against it. */
export type Asks =
  | { kind: 'slot'; slot: string }
  | { kind: 'confirm'; action: string; digest: string }
  | { kind: 'choose'; path: Path }
  | { kind: 'amend'; slots: string[] }
  | { kind: 'solved' }
  /** Which of these passages is meant; the words that they were found by. */
  | { kind: 'article'; passages: PassageAddress[]; asked: string }
  | { kind: 'topic'; topics: string[] }
  | { kind: 'anything_else' };

/** What was looked at in the help centre before the chat: articles by id, and words of searches; the latest last. */
export type Visited = { read: string[]; searched: string[] };

/** A section of an article; `section` is its anchor, empty before the first heading. */
export type PassageAddress = { article: string; section: string };

/** Place of a step in its flow: index, branch, index, … `[2, 'then', 0]`. */
export type Path = (number | string)[];

/** How a slot got its value. */
export type Source = 'words' | 'button' | 'token' | 'order' | 'only_choice' | 'given';

/**
 * Confirmed by the buyer, verified at the shop system, silent: the buyer just left, or `agent`: a person says that it is solved.
 * Never one number.
 */
export type ResolvedHow = 'confirmed' | 'verified' | 'silent' | 'agent';

/**
 * A file that a message carries, by reference: `sha256` proves which it was, also when it is gone. `name` is what its sender called
 * it; `width` and `height` are pixels, null where it is no picture.
 */
export type Attachment = {
  id: string;
  name: string;
  kind: 'png' | 'jpeg' | 'webp' | 'gif' | 'pdf';
  bytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
};

/** Why personal text goes: the buyer asked, or it was kept long enough. */
export type Erasing = 'asked' | 'age';

/** Events from outside. They cannot be argued with. */
export type ObservedData = {
  conversation_opened: {
    shop_id: string;
    channel: string;
    language: string;
    playbook: { id: string; version: string };
    /** The buyer whom a signed token names. */
    buyer_id: string | null;
    /** The order from whose page the chat was opened. */
    order_id: string | null;
    /** What was read before; absent where nothing was, and where it was erased. */
    visited?: Visited;
  };
  /** `text` is empty where the message carries files alone. */
  message_received: {
    client_id: string;
    text: string;
    button: string | null;
    understanding: Understanding;
    attachments?: Attachment[];
  };
  lookup_answered: { lookup_seq: number; answer: LookupAnswer[keyof LookupAnswer] | { unavailable: string } };
  /** The shop system has not answered the request for `waited_ms`, and is still waited for. */
  action_delayed: { request_seq: number; waited_ms: number };
  action_succeeded: { request_seq: number; result: JsonObject };
  action_refused: { request_seq: number; code: string; reason: string };
  action_failed: { request_seq: number; error: string };
  /** `retryable`: the shop system can be asked again with the same key. */
  action_unknown: { request_seq: number; error: string; retryable: boolean };
  /** `timer` is the kind that its `timer_set` named. */
  timer_fired: { timer_seq: number; timer: TimerKind };
  /** A person wants to take the conversation over. What people do is a wish until it is decided on: see `agent_refused`. */
  agent_joined: Taking;
  /** `seq_seen`: the last event that the person had seen when they wrote. */
  agent_wrote: Acting & { client_id: string; text: string; seq_seen: number; attachments?: Attachment[] };
  /** A person gives the conversation back to the assistant. */
  agent_left: Acting;
  /** A person passes the conversation to the people of the other side; `words` are for them. */
  agent_passed: Acting & { to: Side; words: string };
  /** For people only; no buyer reads it. */
  agent_noted: Acting & { client_id: string; text: string };
  agent_resolved: Acting;
  /** The buyer answers a survey; `rating` null: would rather not. */
  survey_answered: { survey_seq: number; rating: number | null; comment: string | null };
  /** A person asks the gate for an action. */
  agent_asked: Acting & { client_id: string; action: string; args: JsonObject };
  /** What belongs to the buyer was erased, because they asked or by its age. Closes the conversation for ever. */
  conversation_erased: { reason: Erasing };
};

/** Hark's own events. */
export type DecidedData = {
  message_sent: {
    reply: string;
    language: string;
    values: JsonObject;
    options: Option[];
    /** Set on a message that tells what an action did. */
    receipt_for: number | null;
  };
  question_asked: { asks: Asks; options: Option[]; attempt: number };
  wishes_noted: { wishes: NotedWish[] };
  wish_dropped: { topic: string };
  /** A queued wish that belongs to the one under way: its words are added to it. */
  wish_merged: { wish: NotedWish };
  flow_started: {
    flow: string;
    topic: string | null;
    wish: NotedWish | null;
    slots: { [slot: string]: SlotValue };
  };
  flow_moved: { to: Path };
  flow_ended: { outcome: 'done' | 'dropped' | 'refused' | 'handed_over' };
  slot_filled: { slot: string; value: SlotValue };
  /** `forget`: as if it had never been asked; otherwise what was said before does not count again. */
  slot_cleared: { slot: string; forget: boolean };
  identified: { buyer_id: string; how: 'token' | 'email' | 'name' };
  /** The segment that the buyer who was identified belongs to; null: to none. */
  segment_noted: { segment: string | null };
  lookup_requested: { lookup: Lookup };
  confirmation_given: { action: string; digest: string };
  /** `told`: what a person who asked is told; null where the buyer was told by a message. */
  action_withheld: {
    action: string;
    code: string;
    told: null | { reply: string; language: string; values: JsonObject };
  };
  /** Only the gate makes it. `key` makes it one and the same at the shop system however often it is asked. */
  action_requested: {
    action: string;
    call: string;
    arguments: JsonObject;
    key: string;
    /** The order that it is about. */
    order_id: string | null;
    /** What it is about, in minor units of the playbook's currency; limits count it. */
    amount_cents: number;
    /** Whose use its limits count. */
    scopes: string[];
    /** What the receipt will tell: true when it was asked for. */
    told: JsonObject;
    attempt: number;
  };
  speaker_changed: {
    to: 'assistant' | 'person';
    /** Whose people; null when the assistant speaks. */
    side: Side | null;
    /** Who holds it at once; null: whoever takes it. */
    holder: Acting | null;
    brief: Brief | null;
    promised_at: string | null;
    /** Of those who wait, those of a higher one come first; 0 is everybody's. */
    priority: number;
    reason: string;
  };
  /** Somebody took a conversation in which a person was asked for; `from`: the colleague who held it until then. */
  handover_taken: Acting & { from?: Acting };
  /** Whoever held it gave no answer in time: it waits for anybody again. */
  handover_released: { agent_id: string };
  /** A person will answer the buyer by then. */
  promise_made: { promised_at: string };
  /** A person answered; `late_ms` after what was promised. */
  promise_kept: { late_ms: number };
  /** A person's message that was written before they saw what the buyer wrote meanwhile (`by_seq`). */
  message_overtaken: { by_seq: number };
  /** What a person wanted was not done. */
  agent_refused: { wish: AgentWish; code: AgentRefusal; holder: string | null };
  /** A promise was broken; null: no further time is promised. */
  case_escalated: { level: number; side: Side; promised_at: string | null };
  timer_set: { timer: TimerKind; due_at: string };
  timer_cancelled: { timer_seq: number };
  conversation_resolved: { how: ResolvedHow };
  conversation_reopened: { after: ResolvedHow };
  /** The buyer is asked how it was, on a scale of so many `points`; `scopes`: whose rest it counts against. */
  survey_asked: {
    survey: string;
    measure: 'csat' | 'ces';
    points: number;
    open_until: string;
    scopes: string[];
  };
  survey_kept: { survey: string; survey_seq: number; points: number; rating: number | null };
  survey_refused: { survey_seq: number; code: SurveyRefusal };
};

/**
 * `silence`: the buyer does not answer and is reminded; `leave`: still nothing; `verify`: is the goal still reached; `promise`: has a
 * person answered; `retry`: ask the shop system again with the same key.
 */
export type TimerKind = 'silence' | 'leave' | 'verify' | 'promise' | 'retry';

/** A wish in the buyer's own words; `message_seq` is the message that told it and `context` the whole of that message. */
export type NotedWish = { topic: string; words: string; context: string; message_seq: number };

/** What the person who takes over is told, so that the buyer never says it twice. */
export type Brief = {
  wish: string;
  buyer_id: string | null;
  order_id: string | null;
  /** Whose order that is, where it is known. */
  shop: null | { id: string; name: string };
  known: { label: string; value: string }[];
  tried: string[];
  mood: 'calm' | 'angry';
};

/** `complete` is false while only a part of the value is known. */
export type SlotValue = { value: Json; source: Source; complete: boolean };

/** The type of an event from outside. */
export type ObservedType = keyof ObservedData;
/** The type of an event of Hark’s own. */
export type DecidedType = keyof DecidedData;

/**
 * Common to every event. `seq` is gapless in its log; `occurred_at` is the source's clock, `recorded_at` ours. `erased`: its personal
 * text is gone, and blanks stand in its place.
 */
export type Envelope = {
  seq: number;
  occurred_at: string;
  recorded_at: string;
  caused_by: number | null;
  erased?: true;
};

/** An event from outside, in its place in the log. */
export type Observed<T extends ObservedType = ObservedType> = {
  [K in T]: Envelope & { type: K; data: ObservedData[K] };
}[T];

/** An event of Hark’s own, with its reason. */
export type Decided<T extends DecidedType = DecidedType> = {
  [K in T]: Envelope & { type: K; data: DecidedData[K]; why: Why };
}[T];

/** Any event of a log. */
export type Event = Observed | Decided;

/** A decided event before it has a place in the log. */
export type Draft<T extends DecidedType = DecidedType> = {
  [K in T]: { type: K; data: DecidedData[K]; why: Why };
}[T];

const OBSERVED: { [K in ObservedType]: true } = {
  conversation_opened: true,
  message_received: true,
  lookup_answered: true,
  action_delayed: true,
  action_succeeded: true,
  action_refused: true,
  action_failed: true,
  action_unknown: true,
  timer_fired: true,
  agent_joined: true,
  agent_wrote: true,
  agent_left: true,
  agent_passed: true,
  agent_noted: true,
  agent_resolved: true,
  agent_asked: true,
  survey_answered: true,
  conversation_erased: true,
};

/** Whether an event came from outside. */
export function isObserved(event: Event): event is Observed {
  return event.type in OBSERVED;
}

/** The decided events that somebody outside must carry out. The closed list of effects. */
export const EFFECTS = [
  'message_sent',
  'lookup_requested',
  'action_requested',
  'speaker_changed',
  'case_escalated',
  'timer_set',
  'timer_cancelled',
] as const satisfies readonly DecidedType[];
