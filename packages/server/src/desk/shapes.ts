import { DESK_LISTS } from '@hark/wire';
import { z } from 'zod';
import { AttachmentShape, Card } from '../http/schemas.ts';

const Instant = z.string().meta({ description: 'ISO 8601, UTC' });
const Time = Instant.nullable();
const Side = z.enum(['shop', 'platform']);
const ClientId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,100}$/, 'must be 1 to 100 letters, digits or . _ : -')
  .meta({ description: 'Chosen by the sender; what is sent again with the same one is done once.' });
const Anything = z.record(z.string(), z.unknown());

/** Which list, which page of it, or what to look for. */
export const DeskQuestion = z.object({
  list: z.enum(DESK_LISTS).default('unassigned'),
  q: z
    .string()
    .max(200)
    .default('')
    .meta({ description: 'Words, a name or an order number; each is the beginning of a word.' }),
  from: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of a list. */
export const DeskPage = z
  .object({
    counts: z.object({ mine: z.int(), unassigned: z.int(), due: z.int(), waiting: z.int() }),
    rows: z.array(
      z.object({
        conversation_id: z.string(),
        shop_id: z.string(),
        status: z.enum(['open', 'resolved']),
        side: Side.nullable(),
        holder: z.string().nullable(),
        mine: z.boolean(),
        waiting_since: Time,
        promised_at: Time,
        level: z.int(),
        priority: z.int(),
        buyer: z.string().nullable(),
        words: z.string().nullable(),
        title: z.string().nullable(),
        angry: z.boolean(),
        language: z.string(),
        at: Instant,
        found: z
          .array(z.object({ text: z.string(), marked: z.boolean() }))
          .nullable()
          .meta({ description: 'Of what was searched: the text in which it was found, in pieces.' }),
      }),
    ),
    more: z.boolean(),
    told: z
      .array(
        z.object({ conversation_id: z.string(), buyer: z.string().nullable(), by: z.string(), at: Instant }),
      )
      .meta({ description: 'Conversations that a colleague took from you, until you have seen it.' }),
  })
  .meta({ id: 'DeskPage' });

const Item = z
  .object({
    seq: z.int(),
    at: Instant,
    kind: z.enum(['buyer', 'assistant', 'person', 'note', 'event']),
    name: z.string().nullable(),
    mine: z.boolean(),
    text: z.string(),
    card: Card.nullable(),
    overtaken: z.boolean().meta({ description: "Written before the buyer's newest words were seen." }),
    attachments: z.array(AttachmentShape).optional(),
    client_id: z.string().nullable(),
    until: Time,
    tone: z.enum(['good', 'due', 'late']).nullable(),
    worded: z.enum(['then', 'today', 'lost']).meta({
      description:
        'Of what the assistant said: its very words; those of the playbook of today, because the ones of then are not kept; or only ' +
        'the name of a reply that is no more.',
    }),
  })
  .meta({ id: 'DeskItem' });

const Reason = z
  .string()
  .nullable()
  .meta({ description: 'null: it may be done; else the reason against it' });
const Standing = z
  .object({
    seq: z.int(),
    status: z.enum(['open', 'resolved']),
    resolved: z.enum(['confirmed', 'verified', 'silent', 'agent']).nullable(),
    speaker: z.enum(['assistant', 'person']),
    side: Side.nullable(),
    holder: z.object({ agent_id: z.string(), name: z.string() }).nullable(),
    waiting_since: Time,
    promised_at: Time,
    level: z.int(),
    may: z.object({
      take: Reason,
      replace: Reason,
      write: Reason,
      give_back: Reason,
      pass: Reason,
      note: Reason,
      resolve: Reason,
      act: Reason,
    }),
  })
  .meta({ id: 'DeskStanding' });

/** A whole thread. */
export const DeskThread = z
  .object({
    conversation_id: z.string(),
    shop_id: z.string(),
    channel: z.string(),
    language: z.string(),
    opened_at: Instant,
    buyer: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
    brief: z
      .object({
        wish: z.string(),
        reason: z.string(),
        order_id: z.string().nullable(),
        known: z.array(z.object({ label: z.string(), value: z.string() })),
        tried: z.array(z.string()),
        angry: z.boolean(),
      })
      .nullable(),
    files: z.object({ bytes: z.int(), each: z.int() }).nullable().meta({
      description: 'How large one file may be, and how many an answer carries; null: none are taken.',
    }),
    items: z.array(Item),
    standing: Standing,
  })
  .meta({ id: 'DeskThread' });

/** The buyer's orders. */
export const DeskFacts = z.object({
  orders: z.array(
    z.custom<import('@hark/core').Order>().meta({ description: 'An order of the marketplace' }),
  ),
  focus: z.string().nullable(),
  unavailable: z.string().nullable(),
});

/** Which order. */
export const OfOrder = z.object({ order_id: z.string().min(1).max(200) });

/** The actions on an order. */
export const DeskActions = z
  .object({
    order_id: z.string(),
    unavailable: z.string().nullable(),
    actions: z.array(
      z.object({
        action: z.string(),
        title: z.string(),
        changes: z.string().nullable(),
        allowed: z.boolean(),
        says: z.string(),
        checked: z.array(z.object({ that: z.string(), values: Anything })),
        arguments: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            kind: z.enum(['lines', 'choice', 'payment_method', 'text', 'integer', 'address']),
            choices: z.array(z.object({ value: z.string(), label: z.string() })),
            given: z.unknown(),
          }),
        ),
        readback: z.object({ text: z.string(), card: Card.nullable() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'DeskActions' });

/** The templates that fit. */
export const DeskTemplates = z.object({
  templates: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
});

const Text = z.string().meta({ description: 'At most 8,000 characters.' });

/** An answer to the buyer. */
export const Reply = z.strictObject({
  client_id: ClientId,
  text: Text,
  seq_seen: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .meta({ description: 'The last place in the log that was seen when it was written.' }),
  attachments: z.array(z.string().min(1).max(100)).max(100).optional().meta({
    description: 'Ids of files that people attached here, at most four; the text may be empty then.',
  }),
});
/** A note for people. */
export const Note = z.strictObject({ client_id: ClientId, text: Text });
/** What needs no more than to be said. */
export const Doing = z.strictObject({ client_id: ClientId });
/** From whom it is taken: who holds it when it is asked for, else it is refused. */
export const Replace = z.strictObject({
  client_id: ClientId,
  instead_of: z.string().min(1).max(200).meta({ description: 'Id of the person who holds it.' }),
});
/** To whom it is passed, and what they should know. */
export const Pass = z.strictObject({ client_id: ClientId, to: Side, words: Text });

const ArgumentValue = z.union([
  z.string().max(2_000),
  z.number(),
  z.array(z.string().max(200)).max(100),
  z.record(z.string().max(50), z.string().max(300)),
]);
const ActionId = z.string().min(1).max(100);
const Arguments = z.record(z.string().max(50), ArgumentValue);
/** An action with what it is asked with. */
export const Check = z.strictObject({
  action: ActionId,
  order_id: z.string().min(1).max(200),
  args: Arguments,
});
/** The same, to be done. */
export const Act = Check.extend({ client_id: ClientId });

/** What came of it. */
export const DeskDone = z
  .object({ seq: z.int(), duplicate: z.boolean(), requested: z.boolean() })
  .meta({ id: 'DeskDone' });
