import type { Json } from '../lib/json.ts';
import type { DecidedData, DecidedType, Event, ObservedData, ObservedType } from './event.ts';

type Blanks = { [K in ObservedType]?: Partial<ObservedData[K]> } & {
  [K in DecidedType]?: Partial<DecidedData[K]>;
};

/**
 * Fields of `data` that hold what belongs to a buyer, each with the blank that stands in its place once it is erased. They are stored
 * in rows of their own, keyed by subject. The values of a reason that hold text go with them.
 */
export const PERSONAL: Blanks = {
  conversation_opened: { buyer_id: null, order_id: null, visited: { read: [], searched: [] } },
  message_received: { client_id: '', text: '', button: null, attachments: [] },
  agent_wrote: { text: '', attachments: [] },
  agent_passed: { words: '' },
  agent_noted: { text: '' },
  survey_answered: { comment: null },
  agent_asked: { args: {} },
  action_withheld: { told: null },
  lookup_answered: { answer: { unavailable: 'erased' } },
  action_succeeded: { result: {} },
  action_refused: { reason: '' },
  action_failed: { error: '' },
  action_unknown: { error: '' },
  message_sent: { values: {}, options: [] },
  question_asked: { asks: { kind: 'anything_else' }, options: [] },
  wishes_noted: { wishes: [] },
  wish_merged: { wish: { topic: '', words: '', context: '', message_seq: 0 } },
  flow_started: { wish: null, slots: {} },
  slot_filled: { value: { value: null, source: 'given', complete: false } },
  identified: { buyer_id: '' },
  // The one read that names nobody.
  lookup_requested: { lookup: { read: 'catalogue' } },
  confirmation_given: { digest: '' },
  action_requested: { arguments: {}, told: {}, order_id: null, scopes: [] },
  speaker_changed: { brief: null },
  survey_asked: { scopes: [] },
};

/** An event in two parts: what the log keeps for ever, and what can be erased; `personal` is null when there is none. */
export type Parted = {
  data: { [field: string]: unknown };
  /** Absent on observed events. */
  why?: { [field: string]: unknown };
  personal: { [field: string]: unknown } | null;
};

/** Parts an event; `why` of the personal part are the values of its reason. */
export function partPersonal(event: Event): Parted {
  const fields = PERSONAL[event.type] ?? {};
  const data: { [field: string]: unknown } = {};
  const personal: { [field: string]: unknown } = {};
  for (const [field, value] of Object.entries(event.data))
    (Object.hasOwn(fields, field) ? personal : data)[field] = value;
  if (!('why' in event)) return { data, personal: orNull(personal) };
  if (!holdsText(event.why.values)) return { data, why: event.why, personal: orNull(personal) };
  return { data, why: { ...event.why, values: {} }, personal: { ...personal, why: event.why.values } };
}

/** The event as it is read once its personal part is gone; one that never had any stays as it is. */
export function erasedEvent(event: Event): Event {
  const { data, why, personal } = partPersonal(event);
  if (personal === null) return event;
  const erased = {
    ...event,
    data: { ...data, ...PERSONAL[event.type] },
    ...(why === undefined ? {} : { why }),
    erased: true,
  };
  // The blanks are typed field by field above; the compiler cannot follow them through the type of the event.
  return erased as Event;
}

function orNull(fields: { [field: string]: unknown }): { [field: string]: unknown } | null {
  return Object.keys(fields).length === 0 ? null : fields;
}

function holdsText(value: Json): boolean {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsText);
}
