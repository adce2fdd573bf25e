import type { AgentWish, Card, Order, Side } from '@hark/core';
import type { AttachedFile } from './api.ts';

/** The lists of the desk. */
export const DESK_LISTS = ['mine', 'unassigned', 'due', 'waiting', 'resolved', 'assistant'] as const;
/** The name of a list. */
export type DeskListName = (typeof DESK_LISTS)[number];

/** A conversation in a list. Times are ISO 8601 in UTC. */
export type DeskRow = {
  conversation_id: string;
  shop_id: string;
  status: 'open' | 'resolved';
  /** Whose people have it; null: the assistant, or it is resolved. */
  side: Side | null;
  holder: string | null;
  mine: boolean;
  /** Since when the buyer waits for a person's word. */
  waiting_since: string | null;
  /** What the buyer was promised. */
  promised_at: string | null;
  /** Promises broken since. */
  level: number;
  /** Of those who wait, the higher come first; 0 for most. */
  priority: number;
  buyer: string | null;
  /** The buyer's last words. */
  words: string | null;
  /** What it is about, in the words of the playbook. */
  title: string | null;
  angry: boolean;
  language: string;
  at: string;
  /** Of what was searched: the text in which it was found, in pieces; null where none can be shown. */
  found: FoundPiece[] | null;
};

/** A piece of a text in which something was found; `marked`: what was asked for. */
export type FoundPiece = { text: string; marked: boolean };

/** A colleague who leads took a conversation from whoever reads this, and they have not seen it yet. */
export type DeskTold = { conversation_id: string; buyer: string | null; by: string; at: string };

/** How many conversations stand in the lists that are worked through. */
export type DeskCounts = { mine: number; unassigned: number; due: number; waiting: number };

/** A page of a list or of what was found. */
export type DeskPage = { counts: DeskCounts; rows: DeskRow[]; more: boolean; told: DeskTold[] };

/** One thing in a thread: a message, a note, or what happened. `text` of an event is a sentence, `until` a time that belongs to it. */
export type DeskItem = {
  seq: number;
  at: string;
  kind: 'buyer' | 'assistant' | 'person' | 'note' | 'event';
  name: string | null;
  mine: boolean;
  text: string;
  card: Card | null;
  /** Files that it carries; absent when there are none. */
  attachments?: AttachedFile[];
  /** Written before the buyer's newest words were seen. */
  overtaken: boolean;
  /** Of what people wrote: what the sender called it. */
  client_id: string | null;
  until: string | null;
  tone: 'good' | 'due' | 'late' | null;
  /** Of what the assistant said: its very words; today's words, where those of then are not kept; or only the name of a reply that is no more. */
  worded: 'then' | 'today' | 'lost';
};

/** Where a conversation stands for people. `may`: what whoever asks may do now; null: it is allowed, else the reason against it. */
export type DeskStanding = {
  seq: number;
  status: 'open' | 'resolved';
  resolved: 'confirmed' | 'verified' | 'silent' | 'agent' | null;
  speaker: 'assistant' | 'person';
  side: Side | null;
  holder: { agent_id: string; name: string } | null;
  waiting_since: string | null;
  promised_at: string | null;
  level: number;
  may: { [wish in AgentWish]: string | null };
};

/** What is told to whoever takes over. */
export type DeskBrief = {
  wish: string;
  reason: string;
  order_id: string | null;
  known: { label: string; value: string }[];
  tried: string[];
  angry: boolean;
};

/** What changed in a thread: items by `seq`, each replacing an earlier one of the same `seq`, and the standing after them. */
export type DeskNews = { items: DeskItem[]; standing: DeskStanding };

/** A whole thread. */
export type DeskThread = DeskNews & {
  conversation_id: string;
  shop_id: string;
  channel: string;
  language: string;
  opened_at: string;
  /** `name` is the id where nothing was read of the buyer yet. */
  buyer: { name: string; email: string | null } | null;
  brief: DeskBrief | null;
  /** What an answer may carry; null where files are not taken. */
  files: FileLimits | null;
};

/** How large one file may be, in bytes, and how many one message carries. */
export type FileLimits = { bytes: number; each: number };

/** What a person may be asked for with an action. */
export type DeskArgument = {
  name: string;
  label: string;
  kind: 'lines' | 'choice' | 'payment_method' | 'text' | 'integer' | 'address';
  choices: { value: string; label: string }[];
  /** What is taken where nothing else is chosen. */
  given: unknown;
};

/** An action on an order, with the gate's word on it as of now. */
export type DeskAction = {
  action: string;
  title: string;
  /** What it changes. */
  changes: string | null;
  allowed: boolean;
  /** The reason for or against, in words. */
  says: string;
  /** What was looked at, in the words of the playbook, with the values that it read. */
  checked: { that: string; values: { [name: string]: unknown } }[];
  arguments: DeskArgument[];
  /** What the buyer would have been asked to confirm. */
  readback: { text: string; card: Card | null } | null;
};

/** The buyer's orders as the shop system has them now; `unavailable` says why there are none. */
export type DeskFacts = { orders: Order[]; focus: string | null; unavailable: string | null };

/** The actions on one order. */
export type DeskActions = { order_id: string; actions: DeskAction[]; unavailable: string | null };

/** A text to begin an answer with, its values put in. */
export type DeskTemplate = { id: string; title: string; text: string };
/** The templates that fit a conversation. */
export type DeskTemplates = { templates: DeskTemplate[] };

/** What came of what a person did; `seq` is its place in the log. `requested`: of an action, that the shop system is asked. */
export type DeskDone = { seq: number; duplicate: boolean; requested: boolean };
