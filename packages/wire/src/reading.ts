import type { Card, Option } from '@hark/core';
import type {
  ApiError,
  AttachedFile,
  BuyerConversations,
  ConversationList,
  Message,
  Messages,
  OpenedConversation,
  SentMessage,
  Standing,
  Survey,
  Trace,
  TraceEntry,
  Uploaded,
} from './api.ts';

// Hand-made rather than with a schema library: the chat on a shop's page must stay a few kilobytes.

/** Looks at one field. */
export type Check = (value: unknown) => boolean;
/** Tells the compiler what was looked at. */
export type Guard<T> = (value: unknown) => value is T;

/** Whether it is a text. */
export const isText: Guard<string> = (value) => typeof value === 'string';
/** Whether it is a whole number. */
export const isWhole: Check = (value) => Number.isSafeInteger(value);
/** Whether it is true or false. */
export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean';
/** Whether it is a time in ISO 8601. */
export const isInstant: Check = (value) => isText(value) && !Number.isNaN(Date.parse(value));

/** Whether it is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One of these texts. */
export function oneOf(...values: string[]): Check {
  return (value) => isText(value) && values.includes(value);
}

/** This or null. */
export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

/** This or absent. */
export function orAbsent(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** A list in which each is this. */
export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** Every field of the shape must be named, so that a shape that grows is a compile error here. */
export function shape<T>(fields: { [K in keyof T]-?: Check }): Guard<T> {
  const checks: [string, Check][] = Object.entries(fields);
  return (value): value is T => isRecord(value) && checks.every(([field, check]) => check(value[field]));
}

const isOption = shape<Option>({ id: isText, label: isText, detail: orAbsent(isText) });

/** Whether it is a card. */
export const isCard = shape<Card>({
  kind: oneOf('order', 'confirmation', 'receipt', 'choice'),
  title: isText,
  reference: orNull(isText),
  rows: listOf(
    shape<Card['rows'][number]>({
      label: isText,
      value: orNull(isText),
      from: orNull(isText),
      to: orNull(isText),
    }),
  ),
});

/** Whether an unknown value is a file as readers see it. */
export const isAttachedFile = shape<AttachedFile>({
  id: isText,
  name: isText,
  kind: oneOf('png', 'jpeg', 'webp', 'gif', 'pdf'),
  bytes: isWhole,
  width: orNull(isWhole),
  height: orNull(isWhole),
});

/** Whether an unknown value tells of a file that was taken in. */
export const isUploaded = shape<Uploaded>({ attachment: isAttachedFile, duplicate: isFlag });

/** Whether an unknown value is a message. */
export const isMessage = shape<Message>({
  seq: isWhole,
  from: oneOf('buyer', 'assistant', 'person'),
  client_id: orAbsent(isText),
  name: orNull(isText),
  text: isText,
  card: orNull(isCard),
  options: listOf(isOption),
  attachments: orAbsent(listOf(isAttachedFile)),
  at: isInstant,
});

/** Whether an unknown value says where a conversation stands. */
export const isStanding = shape<Standing>({
  seq: isWhole,
  status: oneOf('open', 'resolved'),
  speaker: oneOf('assistant', 'person'),
  person: orNull(shape<NonNullable<Standing['person']>>({ name: isText, house: orNull(isText) })),
  promised_at: orNull(isInstant),
  person_by: orNull(isInstant),
  question_seq: orNull(isWhole),
  working: isFlag,
  survey: orNull(
    shape<Survey>({
      seq: isWhole,
      ask: isText,
      scale: listOf(isText),
      comment: orNull(isText),
      thanks: isText,
    }),
  ),
});

/** Whether an unknown value is an opened conversation. */
export const isOpenedConversation = shape<OpenedConversation>({
  conversation_id: isText,
  token: isText,
  messages: listOf(isMessage),
  standing: isStanding,
});

/** Whether an unknown value is a list of messages with the standing. */
export const isMessages = shape<Messages>({ messages: listOf(isMessage), standing: isStanding });

/** Whether an unknown value acknowledges a message. */
export const isSentMessage = shape<SentMessage>({ seq: isWhole, duplicate: isFlag });

/** Whether an unknown value is an error answer. */
export const isApiError = shape<ApiError>({
  error: shape<ApiError['error']>({ code: isText, message: isText, next: isText }),
});

/** Whether an unknown value is the list of latest conversations. */
export const isConversationList = shape<ConversationList>({
  conversations: listOf(
    shape<ConversationList['conversations'][number]>({
      conversation_id: isText,
      shop_id: isText,
      at: isInstant,
      status: isText,
      topic: orNull(isText),
    }),
  ),
});

/** Whether an unknown value is the list of a buyer's conversations. */
export const isBuyerConversations = shape<BuyerConversations>({
  conversations: listOf(
    shape<BuyerConversations['conversations'][number]>({
      conversation_id: isText,
      shop_id: isText,
      at: isInstant,
      status: oneOf('open', 'resolved'),
      title: orNull(isText),
    }),
  ),
});

/** Whether an unknown value is one event of a trace. */
export const isTraceEntry = shape<TraceEntry>({
  seq: isWhole,
  type: isText,
  observed: isFlag,
  caused_by: orNull(isWhole),
  occurred_at: isInstant,
  recorded_at: isInstant,
  data: isRecord,
  why: orNull(
    shape<NonNullable<TraceEntry['why']>>({
      document: isText,
      version: isText,
      step: isText,
      values: isRecord,
    }),
  ),
  text: orNull(isText),
  card: orNull(isCard),
});

/** Whether an unknown value is the trace of a conversation. */
export const isTrace = shape<Trace>({
  conversation_id: isText,
  playbook: shape<Trace['playbook']>({ id: isText, version: isText }),
  entries: listOf(isTraceEntry),
});
