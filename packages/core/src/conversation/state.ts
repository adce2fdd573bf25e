import type { JsonObject } from '../lib/json.ts';
import type {
  Asks,
  Attachment,
  Brief,
  Erasing,
  NotedWish,
  Option,
  Path,
  ResolvedHow,
  SlotValue,
  TimerKind,
  Visited,
} from './event.ts';
import type { Acting, Side } from './people.ts';
import type { AskedSurvey } from './survey.ts';
import type { Buyer, Lookup, Order, Product, ProductName, Usage } from './world.ts';

/** A flow under way. The last frame of the stack is the one that speaks. */
export type Frame = {
  flow: string;
  version: string;
  topic: string | null;
  /** `seq` of the `flow_started` that made it. */
  started: number;
  /** The buyer's words that started it; slots are filled from them first. */
  wish: NotedWish | null;
  path: Path;
  /** Messages this flow has sent, as `<reply>:<digest of values>`: none is said twice when steps are gone over again. */
  said: string[];
  slots: { [slot: string]: SlotValue };
  /** Messages that began a digression while this flow stood: no slot of it is filled from them. */
  aside?: number[];
  confirmed: null | { action: string; digest: string; seq: number };
  /** The last action of this frame and how it ended; while `outcome` is null the frame waits for it. */
  action: null | { seq: number; action: string; outcome: ActionOutcome | null; reason: string | null };
};

/** How a request to the shop system ended. */
export type ActionOutcome = 'done' | 'refused' | 'failed' | 'unknown';

/** The question that is open; it belongs to the top frame, or to the conversation when no flow is under way. */
export type OpenQuestion = { seq: number; asks: Asks; options: Option[]; attempt: number };

/** What was read, and the observed event during whose turn it was read. */
export type Known<T> = { value: T; turn: number };

/** What was read of the shop in this conversation. */
export type Facts = {
  buyer: Known<Buyer | null> | null;
  orders: Known<Order[]> | null;
  products: { [product_id: string]: Known<Product | null> };
  catalogue: Known<ProductName[]> | null;
  usage: { [action: string]: Known<Usage[]> };
  /** The answer to the last identity lookup: used by the flow that identifies. */
  candidate: { lookup: Lookup; value: Buyer | null; turn: number } | null;
  /** Reads that the shop system could not answer, by `read`, in the turn named. */
  unavailable: { [read: string]: number };
};

/** A request to the shop system, and what became of it. */
export type RequestedAction = {
  seq: number;
  action: string;
  call: string;
  arguments: JsonObject;
  key: string;
  attempt: number;
  order_id: string | null;
  amount_cents: number;
  scopes: string[];
  told: JsonObject;
  outcome: ActionOutcome | null;
  at: string;
  /** Its answer was long in coming. */
  delayed?: true;
};

/** People have the conversation: it waits for one, or one holds it. There is none while the assistant speaks. */
export type Handover = {
  /** `seq` of the `speaker_changed` that made it. */
  seq: number;
  side: Side;
  /** Of those who wait, those of a higher one come first; 0 is everybody's. */
  priority: number;
  /** Why a person was asked for. */
  reason: string;
  brief: Brief | null;
  /** Who speaks; null while it waits for anybody. */
  taken_by: Acting | null;
  /** Since when the buyer waits for a person's word; null when the buyer has the last one. */
  waiting_since: string | null;
  /** What the buyer was promised; null when nothing is owed, or after too many broken promises. */
  promised_at: string | null;
  /** Promises broken since the buyer began to wait, and how many of them by this side. */
  level: number;
  broken: number;
};

/** What a person asked the gate for, while it is being read what the gate needs. */
export type AgentAsking = { seq: number; by: Acting; action: string; args: JsonObject };

/** A file that the buyer sent, and the message that carried it. */
export type NotedFile = { seq: number; id: string; name: string; kind: Attachment['kind'] };

/** How people speak of a buyer. */
export type Called = { first_name: string; last_name: string; email: string };

/** All that is known of a conversation: the fold of its log. */
export type State = {
  conversation_id: string;
  shop_id: string;
  channel: string;
  playbook: { id: string; version: string };
  language: string;
  seq: number;
  /** `recorded_at` of the last event. */
  at: string;
  opened_at: string;
  /** The observed event under decision: what was read since belongs to this turn. */
  turn: number;
  status: 'open' | 'resolved';
  resolved: null | { how: ResolvedHow; seq: number; at: string };
  speaker: 'assistant' | 'person';
  handover: Handover | null;
  /** Who held the conversation when it was resolved: whoever writes again comes back to them. */
  last_held: null | Acting;
  /** Whether a person has answered the buyer here. */
  person_answered: boolean;
  /** How often people passed it between shop and platform. */
  passes: number;
  asking: AgentAsking | null;
  identity: null | { buyer_id: string; how: 'token' | 'email' | 'name' };
  /** What that buyer is called, for people; kept while what was read of them no longer holds. Absent where nothing was read. */
  called?: Called;
  /** The segment of that buyer, `id` null when they belong to none; null while nobody knows. */
  segment: null | { id: string | null };
  /** The one survey of the conversation. */
  survey: null | AskedSurvey;
  /** The order from whose page the chat was opened. */
  order_id: string | null;
  /** What was read in the help centre before; absent where nothing was. */
  visited?: Visited;
  facts: Facts;
  frames: Frame[];
  wishes: NotedWish[];
  question: OpenQuestion | null;
  actions: RequestedAction[];
  lookups: { seq: number; lookup: Lookup }[];
  timers: { seq: number; timer: TimerKind; due_at: string }[];
  /** The buyer's last message, to see a repetition; and how many messages the buyer wrote. */
  last_message: { seq: number; text: string } | null;
  /** The buyer's last messages, oldest first, at most eight: slots are filled from what was said already. */
  heard: { seq: number; text: string }[];
  buyer_messages: number;
  /** The files that the buyer sent last, at most twenty; absent when there were none. */
  files?: NotedFile[];
  /** Flows that came to an end, newest last, at most twenty. */
  ended: { flow: string; outcome: string; seq: number }[];
  /** `seq` of the first angry message. */
  angry_since: number | null;
  /** The goal of what was done is being looked at again. */
  verifying: boolean;
  /** What belonged to the buyer was erased: nothing happens here any more. Absent where it was not. */
  erased?: { at: string; reason: Erasing };
};
