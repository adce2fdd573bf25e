import { createHash } from 'node:crypto';
import type { Event, State } from '@hark/core';
import { z } from 'zod';

/** What every event tells: ids, the topic, and its place in the conversation's log. */
const About = z.object({
  shop_id: z.string().meta({ description: '`platform`: of the marketplace itself' }),
  conversation_id: z.string(),
  seq: z.int().meta({ description: 'Place in the log of the conversation; later events have higher ones.' }),
  topic: z.string().nullable().meta({ description: 'The id of the topic that it was about then.' }),
});

const Instant = z.string().meta({ description: 'ISO 8601, UTC' });
const Side = z.enum(['shop', 'platform']);
const How = z.enum(['confirmed', 'verified', 'silent', 'agent']);
const Action = About.extend({
  request_seq: z.int().meta({ description: 'Place of the request that it answers.' }),
  action: z.string(),
});

/** Everything that endpoints can be told of, with what it says and its `data`. The closed list. No personal text is in any of them, and neither the buyer nor the order: what was sent cannot be erased. */
export const EVENT_TYPES = {
  'conversation.opened': {
    says: 'a conversation was opened',
    data: About.extend({ channel: z.string(), language: z.string() }),
  },
  'conversation.handed_over': {
    says: 'people are asked for, or it was passed to those of the other side',
    data: About.extend({
      side: Side.nullable(),
      reason: z.string().meta({ description: 'A code, or the words of the playbook.' }),
      promised_at: Instant.nullable(),
    }),
  },
  'conversation.taken': {
    says: 'somebody took it over',
    data: About.extend({ side: Side, agent_id: z.string() }),
  },
  'conversation.escalated': {
    says: 'a promised time was not kept',
    data: About.extend({ side: Side, level: z.int(), promised_at: Instant.nullable() }),
  },
  'conversation.given_back': {
    says: 'the assistant speaks again',
    data: About.extend({ reason: z.string() }),
  },
  'conversation.resolved': {
    says: 'it was resolved',
    data: About.extend({ how: How }),
  },
  'conversation.reopened': {
    says: 'it was opened again',
    data: About.extend({ after: How.meta({ description: 'How it had been resolved.' }) }),
  },
  'action.requested': {
    says: 'the gate let an action through',
    data: Action.extend({
      attempt: z.int(),
      amount_cents: z.int().meta({ description: "Minor units of the playbook's currency." }),
    }),
  },
  'action.succeeded': { says: 'the shop system did it', data: Action },
  'action.refused': {
    says: 'the gate or the shop system said no',
    data: About.extend({
      by: z.enum(['gate', 'shop_system']),
      request_seq: z.int().nullable(),
      action: z.string().nullable(),
      code: z.string(),
    }),
  },
  'action.failed': {
    says: 'it failed, or nobody knows whether it was done',
    data: Action.extend({ outcome: z.enum(['failed', 'unknown']) }),
  },
  'survey.answered': {
    says: 'the buyer said how it was',
    data: About.extend({
      survey: z.string(),
      points: z.int().meta({ description: 'Of the scale.' }),
      rating: z.int().nullable().meta({ description: 'From 1, the worst; null: would rather not say.' }),
    }),
  },
} as const satisfies { [type: string]: { says: string; data: z.ZodObject } };

/** The name of something that endpoints can be told of. */
export type EventType = keyof typeof EVENT_TYPES;

/** What is sent for a test, to one endpoint alone. */
export const TEST_TYPE = 'hark.test';

/** Whether a text names an event that endpoints can be told of. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(EVENT_TYPES, text);
}

/** All their names. */
export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES).filter(isEventType);

type DataOf<T extends EventType> = z.output<(typeof EVENT_TYPES)[T]['data']>;
type Own<T extends EventType> = Omit<DataOf<T>, keyof z.output<typeof About>>;
type Told = { [T in EventType]: { type: T; data: Own<T> } }[EventType];

/** A message for endpoints, as it commits with the events of a turn. `body` is what will be signed and sent. */
export type ToldMessage = { message_id: string; seq: number; type: EventType; at: string; body: string };

/** Where the events of a turn belong; `state` is what they fold to. */
export type Turn = { shop_id: string; conversation_id: string; topic: string | null; state: State };

/** What an event tells the endpoints, if anything; the same event always gives the same message. */
export function toldOf(event: Event, { shop_id, conversation_id, topic, state }: Turn): ToldMessage | null {
  const told = meaning(event, state);
  if (told === null) return null;
  const { seq, recorded_at: at } = event;
  const data = { shop_id, conversation_id, seq, topic, ...told.data };
  const body = JSON.stringify({ type: told.type, timestamp: at, data });
  const place = JSON.stringify([conversation_id, seq, told.type]);
  const message_id = `msg_${createHash('sha256').update(place).digest('hex').slice(0, 32)}`;
  return { message_id, seq, type: told.type, at, body };
}

function meaning(event: Event, state: State): Told | null {
  switch (event.type) {
    case 'conversation_opened': {
      const { channel, language } = event.data;
      return { type: 'conversation.opened', data: { channel, language } };
    }
    case 'speaker_changed': {
      const { to, side, reason, promised_at } = event.data;
      if (to === 'assistant') return { type: 'conversation.given_back', data: { reason } };
      return { type: 'conversation.handed_over', data: { side, reason, promised_at } };
    }
    case 'handover_taken': {
      const { side, agent_id } = event.data;
      return { type: 'conversation.taken', data: { side, agent_id } };
    }
    case 'case_escalated': {
      const { side, level, promised_at } = event.data;
      return { type: 'conversation.escalated', data: { side, level, promised_at } };
    }
    case 'conversation_resolved':
      return { type: 'conversation.resolved', data: { how: event.data.how } };
    case 'conversation_reopened':
      return { type: 'conversation.reopened', data: { after: event.data.after } };
    case 'survey_kept': {
      const { survey, points, rating } = event.data;
      return { type: 'survey.answered', data: { survey, points, rating } };
    }
    default:
      return meaningOfAction(event, state);
  }
}

function meaningOfAction(event: Event, state: State): Told | null {
  switch (event.type) {
    case 'action_requested': {
      const { action, attempt, amount_cents } = event.data;
      const data = { request_seq: event.seq, action, attempt, amount_cents };
      return { type: 'action.requested', data };
    }
    case 'action_withheld': {
      const { action, code } = event.data;
      const data = { by: 'gate' as const, request_seq: null, action, code };
      return { type: 'action.refused', data };
    }
    case 'action_refused': {
      const { request_seq, code } = event.data;
      const action = state.actions.find(({ seq }) => seq === request_seq)?.action ?? null;
      return { type: 'action.refused', data: { by: 'shop_system', request_seq, action, code } };
    }
    case 'action_succeeded':
    case 'action_failed':
    case 'action_unknown': {
      const { request_seq } = event.data;
      const found = state.actions.find(({ seq }) => seq === request_seq);
      if (!found) return null;
      const data = { request_seq, action: found.action };
      if (event.type === 'action_succeeded') return { type: 'action.succeeded', data };
      const outcome = event.type === 'action_failed' ? 'failed' : 'unknown';
      return { type: 'action.failed', data: { ...data, outcome } };
    }
    default:
      return null;
  }
}

/** The `webhooks` section of the interface's description: each event as the request that an endpoint gets. */
export function describedEvents(): { [type: string]: object } {
  const described = EVENT_TYPE_NAMES.map((type) => {
    const { says, data } = EVENT_TYPES[type];
    const body = z.object({ type: z.literal(type), timestamp: Instant, data });
    return [type, describedEvent(type, says, body)] as const;
  });
  const test = z.object({
    type: z.literal(TEST_TYPE),
    timestamp: Instant,
    data: z.object({ says: z.string() }),
  });
  return Object.fromEntries([
    ...described,
    [TEST_TYPE, describedEvent(TEST_TYPE, 'somebody tries an endpoint', test)],
  ]);
}

function describedEvent(type: string, says: string, body: z.ZodObject): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(body);
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  });
  return {
    post: {
      operationId: type,
      summary: `Told when ${says}`,
      tags: ['webhooks'],
      parameters: [
        header('webhook-id', 'The same for every try of the same message: take each once.'),
        header('webhook-timestamp', 'Seconds since 1970 of this try.'),
        header(
          'webhook-signature',
          'v1,<HMAC-SHA256 over id.timestamp.body, base64>; several, with blanks between them, while a secret is rotated.',
        ),
      ],
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        '2XX': { description: 'Taken. Anything else is tried again, 410 turns the endpoint off.' },
      },
    },
  };
}
