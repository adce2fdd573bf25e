import type { DecidedType, ObservedType } from '@hark/core';
import type { TraceEntry } from '@hark/wire';
import { saidTime } from './times.ts';

type Data = Record<string, unknown>;
type Wording = { title: string; says(data: Data): string };

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in a few words: texts and numbers as they are, the rest as short JSON. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'an empty text' : value;
  const json = JSON.stringify(value);
  return json.length > 160 ? `${json.slice(0, 157)}…` : json;
}

function at(data: Data, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (isData(value) ? value[key] : undefined), data);
}

function word(data: Data, ...path: string[]): string {
  return inWords(at(data, ...path));
}

function optional(prefix: string, value: unknown): string {
  return value === null || value === undefined || value === '' ? '' : `${prefix}${inWords(value)}`;
}

function prefixed(prefix: string, words: string): string {
  return words === '' ? '' : `${prefix}${words}`;
}

function when(prefix: string, value: unknown): string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? `${prefix}${saidTime(value)}` : '';
}

function lookup(data: Data): string {
  const what = at(data, 'lookup');
  if (!isData(what)) return '';
  const { read, ...by } = what;
  return `${inWords(read)}${Object.keys(by).length > 0 ? ` of ${Object.values(by).map(inWords).join(', ')}` : ''}`;
}

function lookedUp(data: Data): string {
  const answer = data.answer;
  if (answer === null) return 'There is no such thing.';
  if (Array.isArray(answer)) return `${answer.length} found`;
  if (isData(answer) && typeof answer.unavailable === 'string') return `Not available: ${answer.unavailable}`;
  return inWords(isData(answer) && 'id' in answer ? answer.id : answer);
}

function listed(values: unknown, key: string): string {
  if (!Array.isArray(values)) return '';
  return values.map((value) => (isData(value) ? inWords(value[key]) : inWords(value))).join(', ');
}

function question(data: Data): string {
  const kind = at(data, 'asks', 'kind');
  const asked: { [kind: string]: string } = {
    slot: `for ${word(data, 'asks', 'slot')}`,
    confirm: `for a yes to ${word(data, 'asks', 'action')}`,
    choose: `for a choice at ${inWords(at(data, 'asks', 'path'))}`,
    solved: 'whether it is solved',
    topic: 'what it is about',
    anything_else: 'whether there is anything else',
  };
  return typeof kind === 'string' ? (asked[kind] ?? kind) : word(data, 'asks');
}

/** The labels of the buttons that stood under a message. */
export function buttonsOf(entry: TraceEntry): string[] {
  const options = entry.type === 'message_sent' ? entry.data.options : [];
  if (!Array.isArray(options)) return [];
  return options.map((option) => (isData(option) ? inWords(option.label) : inWords(option)));
}

/** How each kind of event is called, and the one line that matters of it. */
const WORDING: { [type in ObservedType | DecidedType]: Wording } = {
  conversation_opened: {
    title: 'Conversation opened',
    says: (data) =>
      `${word(data, 'channel')}, ${word(data, 'language')}${optional(', order ', data.order_id)}${visited(data.visited)}`,
  },
  message_received: {
    title: 'Buyer wrote',
    says: (data) =>
      data.button
        ? `by the button ${inWords(data.button)}`
        : prefixed('understood as ', listed(at(data, 'understanding', 'wishes'), 'topic')),
  },
  lookup_answered: { title: 'Shop system answered', says: lookedUp },
  action_delayed: {
    title: 'Shop system takes long',
    says: (data) => `no answer for ${Math.round(Number(data.waited_ms) / 1000)} s, still waited for`,
  },
  action_succeeded: { title: 'Action was done', says: (data) => word(data, 'result') },
  action_refused: { title: 'Action was refused by the shop system', says: (data) => word(data, 'reason') },
  action_failed: { title: 'Action failed', says: (data) => word(data, 'error') },
  action_unknown: { title: 'Action has an unknown outcome', says: (data) => word(data, 'error') },
  timer_fired: { title: 'Timer ran out', says: (data) => `set by #${word(data, 'timer_seq')}` },
  conversation_erased: {
    title: 'What the buyer said was erased',
    says: (data) => (data.reason === 'age' ? 'by its age' : 'because the buyer asked for it'),
  },
  agent_joined: { title: 'Person takes over', says: (data) => word(data, 'name') },
  agent_wrote: { title: 'Person wrote', says: (data) => word(data, 'name') },
  agent_left: { title: 'Person gives back', says: (data) => word(data, 'name') },
  agent_passed: {
    title: 'Person passes on',
    says: (data) => `${word(data, 'name')}, to the ${word(data, 'to')}: ${word(data, 'words')}`,
  },
  agent_noted: { title: 'Person noted', says: (data) => word(data, 'name') },
  agent_resolved: { title: 'Person resolves', says: (data) => word(data, 'name') },
  agent_asked: {
    title: 'Person asks for an action',
    says: (data) => `${word(data, 'name')}: ${word(data, 'action')} ${word(data, 'args')}`,
  },
  message_sent: {
    title: 'Assistant wrote',
    says: (data) => `reply ${word(data, 'reply')}${optional(', receipt for #', data.receipt_for)}`,
  },
  question_asked: {
    title: 'Question asked',
    says: (data) => `${question(data)}, attempt ${word(data, 'attempt')}`,
  },
  wishes_noted: { title: 'Wishes noted', says: (data) => listed(data.wishes, 'topic') },
  wish_merged: { title: 'Wish merged with another', says: (data) => word(data, 'wish', 'topic') },
  wish_dropped: { title: 'Wish dropped', says: (data) => word(data, 'topic') },
  flow_started: {
    title: 'Flow started',
    says: (data) => `${word(data, 'flow')}${optional(', for ', data.topic)}`,
  },
  flow_moved: {
    title: 'Flow moved on',
    says: (data) => `to ${Array.isArray(data.to) ? data.to.join('/') : word(data, 'to')}`,
  },
  flow_ended: { title: 'Flow ended', says: (data) => word(data, 'outcome') },
  slot_filled: {
    title: 'Value found',
    says: (data) =>
      `${word(data, 'slot')} = ${word(data, 'value', 'value')}, from ${word(data, 'value', 'source')}`,
  },
  slot_cleared: { title: 'Value taken back', says: (data) => word(data, 'slot') },
  identified: {
    title: 'Buyer identified',
    says: (data) => `${word(data, 'buyer_id')}, by ${word(data, 'how')}`,
  },
  segment_noted: {
    title: 'Segment of the buyer',
    says: (data) => (data.segment === null ? 'none fits' : word(data, 'segment')),
  },
  lookup_requested: { title: 'Shop system asked', says: lookup },
  confirmation_given: { title: 'Buyer confirmed', says: (data) => word(data, 'action') },
  action_withheld: {
    title: 'Action withheld by the gate',
    says: (data) => `${word(data, 'action')}: ${word(data, 'code')}`,
  },
  action_requested: {
    title: 'Action requested',
    says: (data) => `${word(data, 'call')} ${word(data, 'arguments')}, attempt ${word(data, 'attempt')}`,
  },
  speaker_changed: {
    title: 'Speaker changed',
    says: (data) =>
      `to ${word(data, 'to')}: ${word(data, 'reason')}${when(', promised by ', data.promised_at)}`,
  },
  handover_taken: {
    title: 'Taken over',
    says: (data) => `${word(data, 'name')} holds it${optional(', before ', at(data, 'from', 'name'))}`,
  },
  handover_released: {
    title: 'Back to the list',
    says: (data) => `${word(data, 'agent_id')} gave no answer`,
  },
  promise_made: { title: 'Answer promised', says: (data) => when('by ', data.promised_at) },
  promise_kept: {
    title: 'Person answered',
    says: (data) => (data.late_ms === 0 ? 'in time' : `late by ${word(data, 'late_ms')} ms`),
  },
  message_overtaken: {
    title: 'Written before the buyer’s newest words',
    says: (data) => `#${word(data, 'by_seq')} had not been seen`,
  },
  agent_refused: {
    title: 'Person was refused',
    says: (data) => `${word(data, 'wish')}: ${word(data, 'code')}${optional(', held by ', data.holder)}`,
  },
  case_escalated: {
    title: 'Promise broken, one level up',
    says: (data) =>
      `level ${word(data, 'level')}, the ${word(data, 'side')}’s people${when(', promised by ', data.promised_at)}`,
  },
  timer_set: { title: 'Timer set', says: (data) => `${word(data, 'timer')}${when(', due ', data.due_at)}` },
  timer_cancelled: { title: 'Timer cancelled', says: (data) => `set by #${word(data, 'timer_seq')}` },
  conversation_resolved: { title: 'Conversation resolved', says: (data) => word(data, 'how') },
  survey_answered: {
    title: 'Survey answered',
    says: (data) =>
      `${data.rating === null ? 'would rather not say' : word(data, 'rating')}${when(': ', data.comment)}`,
  },
  survey_asked: {
    title: 'Survey put to the buyer',
    says: (data) => `${word(data, 'survey')}${when(', open until ', data.open_until)}`,
  },
  survey_kept: {
    title: 'Answer kept',
    says: (data) =>
      data.rating === null
        ? `${word(data, 'survey')}: skipped`
        : `${word(data, 'survey')}: ${word(data, 'rating')} of ${word(data, 'points')}`,
  },
  survey_refused: { title: 'Answer not kept', says: (data) => word(data, 'code') },
  conversation_reopened: { title: 'Conversation reopened', says: (data) => `after ${word(data, 'after')}` },
};

const BY_TYPE = new Map<string, Wording>(Object.entries(WORDING));

/** The title of an event in words for people; a kind that is not known here keeps its own name. */
export function titleOf(entry: TraceEntry): string {
  return BY_TYPE.get(entry.type)?.title ?? entry.type.replaceAll('_', ' ');
}

/** The one line that matters of an event; empty when the title says it all. */
export function lineOf(entry: TraceEntry): string {
  return BY_TYPE.get(entry.type)?.says(entry.data) ?? '';
}

/** What was said, by the event that says it. */
export function wordsOf(entry: TraceEntry): string | null {
  if (entry.text !== null) return entry.text;
  const said = ['message_received', 'agent_wrote', 'agent_noted'].includes(entry.type);
  return said && typeof entry.data.text === 'string' ? entry.data.text : null;
}

/** Good, bad or neither: what an outcome means, shown beside its words. */
export function toneOf(entry: TraceEntry): 'good' | 'late' | 'due' | null {
  if (entry.type === 'action_succeeded' || entry.type === 'conversation_resolved') return 'good';
  if (entry.type === 'action_failed' || entry.type === 'case_escalated') return 'late';
  if (entry.type === 'action_refused' || entry.type === 'action_unknown' || entry.type === 'action_withheld')
    return 'due';
  return entry.type === 'lookup_answered' && isData(entry.data.answer) && 'unavailable' in entry.data.answer
    ? 'due'
    : null;
}

/** What was read and searched before the conversation, if anything was. */
function visited(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const told = (name: string, words: string): string => {
    const list: unknown = Reflect.get(value, name);
    return Array.isArray(list) && list.length > 0 ? `, ${words} ${list.join(', ')}` : '';
  };
  return `${told('read', 'after reading')}${told('searched', 'after searching')}`;
}
