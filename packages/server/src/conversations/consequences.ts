import { createHash } from 'node:crypto';
import type { Decided, Event, State } from '@hark/core';
import { type ToldMessage, toldOf } from '../webhooks/event-types.ts';
import { type DeskHead, deskHeadOf, foundBy, saidIn } from './desk-head.ts';
import type { Commit } from './store.ts';

/** Work for the outbox: who takes it sees it from `visible_at` on. */
export type NewWork = { seq: number; kind: Decided['type']; due_at: string; visible_at: string };

/** A key under which something came in, and the `seq` it became. */
export type InboundKey = { source: string; id: string; seq: number };

/** What follows from a commit beside its events and its snapshot. */
export type Consequences = {
  inbound: InboundKey[];
  work: NewWork[];
  /** `seq` of work that the events answer or cancel. */
  finished: number[];
  /** `seq` of requests that changed nothing: they do not count against limits. */
  released: number[];
  /** What the conversation is about now, if anything. */
  topic: string | null;
  /** What the desk lists of it, where people have or had it. */
  desk: DeskHead | null;
  /** Texts, names and numbers by whose words it is found from now on, beside those by which it was found before. */
  words: string[];
  /** What the endpoints of webhooks are told. */
  told: ToldMessage[];
  /** Whose personal text this is. */
  subject: string;
};

const LONGEST_KEY = 200;

/** What a commit means for the outbox, the inbound keys and the limits; the same for every store. */
export function consequencesOf(commit: Commit): Consequences {
  const { events, state, shop_id, conversation_id } = commit;
  const topic = topicOf(state);
  const turn = { shop_id, conversation_id, topic, state };
  return {
    inbound: [...given(commit), ...events.flatMap(answers)],
    work: events.flatMap((event) => work(event, commit.lease_ms ?? 0)),
    finished: [...events.flatMap(finished), ...(commit.carried_out ?? [])],
    released: events.flatMap(released),
    topic,
    desk: deskHeadOf(state, events),
    words: wordsIn(commit),
    told: events.flatMap((event) => toldOf(event, turn) ?? []),
    subject: subjectIn(state),
  };
}

function wordsIn({ events, state, before }: Commit): string[] {
  const known = new Set(before ? foundBy(before) : []);
  return [...saidIn(events), ...foundBy(state).filter((name) => !known.has(name))];
}

/** Nobody's any more: `ERASING` while files of it may still be there. */
export const ERASING = 'erasing';
/** The subject of what was erased altogether. */
export const ERASED = 'erased';

function subjectIn({ erased, identity, conversation_id }: State): string {
  if (erased) return ERASING;
  return identity ? subjectOf(identity.buyer_id) : `conversation:${conversation_id}`;
}

/** Under whom the personal text of a known buyer is kept. */
export function subjectOf(buyer_id: string): string {
  return `buyer:${buyer_id}`;
}

/** A key of any length as one that an index can hold. */
export function shortKey(id: string): string {
  if (id.length <= LONGEST_KEY) return id;
  return `sha256:${createHash('sha256').update(JSON.stringify(id)).digest('hex')}`;
}

/** How the books of limits name a scope: they count under it, and tell nobody whose it is. */
export function scopeKey(scope: string): string {
  return `sha256:${createHash('sha256').update(scope).digest('hex')}`;
}

function given(commit: Commit): InboundKey[] {
  if (!commit.inbound) return [];
  const { source, id } = commit.inbound;
  return [{ source, id: shortKey(id), seq: commit.expected_seq + 1 }];
}

/** One decision has one result: the second is a duplicate. */
function answers(event: Event): InboundKey[] {
  switch (event.type) {
    case 'action_succeeded':
    case 'action_refused':
    case 'action_failed':
    case 'action_unknown':
      return [{ source: 'result', id: String(event.data.request_seq), seq: event.seq }];
    case 'timer_fired':
      return [{ source: 'timer', id: String(event.data.timer_seq), seq: event.seq }];
    default:
      return [];
  }
}

function finished(event: Event): number[] {
  switch (event.type) {
    case 'action_succeeded':
    case 'action_refused':
    case 'action_failed':
    case 'action_unknown':
      return [event.data.request_seq];
    case 'timer_fired':
    case 'timer_cancelled':
      return [event.data.timer_seq];
    default:
      return [];
  }
}

function released(event: Event): number[] {
  return event.type === 'action_refused' || event.type === 'action_failed' ? [event.data.request_seq] : [];
}

/** Messages are read from the log, lookups are answered within their turn, and a cancelled timer is taken out at once. */
function work(event: Event, lease_ms: number): NewWork[] {
  const { seq } = event;
  switch (event.type) {
    case 'timer_set': {
      const due_at = canonical(event.data.due_at);
      return [{ seq, kind: event.type, due_at, visible_at: due_at }];
    }
    case 'action_requested':
    case 'speaker_changed':
    case 'case_escalated': {
      const due_at = canonical(event.recorded_at);
      return [{ seq, kind: event.type, due_at, visible_at: later(due_at, lease_ms) }];
    }
    default:
      return [];
  }
}

function topicOf(state: State): string | null {
  return state.frames.at(-1)?.topic ?? state.wishes[0]?.topic ?? null;
}

/** An instant in the one form in which instants compare as text. */
export function canonical(instant: string): string {
  return new Date(instant).toISOString();
}

/** `instant` and `ms` more. */
export function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
