import type { Attachment, Card, Option, Visited } from '@hark/core';

/** What anybody sees of a conversation: one message, rendered. `seq` is its place in the log; a client resumes after it. */
export type Message = {
  seq: number;
  from: 'buyer' | 'assistant' | 'person';
  /** What the sender of a buyer's message called it; absent when `from` is another. */
  client_id?: string;
  /** The person's name when `from` is `person`. */
  name: string | null;
  text: string;
  card: Card | null;
  /** Buttons; pressing one sends its `id` as `button` and its `label` as `text`. Only those of the open question are alive. */
  options: Option[];
  /** Files that it carries; absent when there are none. */
  attachments?: AttachedFile[];
  /** ISO 8601, UTC. */
  at: string;
};

/** A file as whoever may read the conversation sees it. */
export type AttachedFile = Omit<Attachment, 'sha256'>;

/** Where the conversation stands, sent after each turn. */
export type Standing = {
  seq: number;
  status: 'open' | 'resolved';
  speaker: 'assistant' | 'person';
  /** Who speaks, by first name, and of which house, where that is known; null while none has taken the conversation. */
  person: { name: string; house: string | null } | null;
  /** When a person will answer, if one was asked for. */
  promised_at: string | null;
  /** When a person would answer who is asked for now; null when nobody can say. */
  person_by: string | null;
  /** `seq` of the message whose buttons are alive, if any. */
  question_seq: number | null;
  /** The shop system is asked for something, and nothing was told of it yet. */
  working: boolean;
  /** What the buyer can answer now about how it was. */
  survey: Survey | null;
};

/** A question about how it was. `scale`: what each point says in words, the worst, 1, first. `comment`: above a field for words; null when there is none. */
export type Survey = {
  seq: number;
  ask: string;
  scale: string[];
  comment: string | null;
  /** Said when it was answered. */
  thanks: string;
};

/** The answer to a survey; `rating` null: would rather not say. */
export type AnswerSurvey = { survey_seq: number; rating: number | null; comment?: string };
/** `duplicate`: it was answered before, and that answer stands. */
export type AnsweredSurvey = { duplicate: boolean };

/** What a conversation is opened with: the wished language (BCP 47), the order from whose page it is opened, and what was read and searched before. */
export type OpenConversation = {
  language?: string | undefined;
  order_id?: string | undefined;
  visited?: Visited | undefined;
};
/** A conversation that was opened, with the first words. */
export type OpenedConversation = {
  conversation_id: string;
  /** Unguessable; the bearer may read and write this one conversation. */
  token: string;
  messages: Message[];
  standing: Standing;
};

/** A message of the buyer; `client_id` is chosen by the sender, and the same again is the same message. `attachments`: ids of files. */
export type SendMessage = { client_id: string; text: string; button?: string; attachments?: string[] };
/** The answer to an upload; `duplicate`: the same file was attached here before, and this is it. */
export type Uploaded = { attachment: AttachedFile; duplicate: boolean };
/** `duplicate`: a message with this `client_id` was accepted before; nothing was done again. */
export type SentMessage = { seq: number; duplicate: boolean };

/** Messages after a place in the log, and where the conversation stands. */
export type Messages = { messages: Message[]; standing: Standing };

/** One event of the trace: what happened and why, for people who run the shop. */
export type TraceEntry = {
  seq: number;
  type: string;
  observed: boolean;
  caused_by: number | null;
  occurred_at: string;
  recorded_at: string;
  data: Record<string, unknown>;
  why: { document: string; version: string; step: string; values: Record<string, unknown> } | null;
  /** The rendered text of a message that was sent. */
  text: string | null;
  /** The card that it bore. */
  card: Card | null;
};
/** Everything that happened in one conversation, in order, and the playbook that it was opened with. */
export type Trace = {
  conversation_id: string;
  playbook: { id: string; version: string };
  entries: TraceEntry[];
};

/** The latest conversations of all shops, newest first; `shop_id` is `platform` where it is no shop's. */
export type ConversationList = {
  conversations: {
    conversation_id: string;
    shop_id: string;
    at: string;
    status: string;
    topic: string | null;
  }[];
};

/** The latest conversations of one buyer with any shop, newest first; `title` is what it was about, in the language asked for. */
export type BuyerConversations = {
  conversations: {
    conversation_id: string;
    shop_id: string;
    at: string;
    status: 'open' | 'resolved';
    title: string | null;
  }[];
};

/** Every error answer: a stable code, a sentence for people, and what to do next. */
export type ApiError = { error: { code: string; message: string; next: string } };
