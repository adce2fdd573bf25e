import { z } from 'zod';
import { LONGEST_COMMENT, LONGEST_MESSAGE } from '../conversations/inbound-text.ts';

const Instant = z.string().meta({ description: 'ISO 8601, UTC' });
const Option = z
  .object({ id: z.string(), label: z.string(), detail: z.string().optional() })
  .meta({ id: 'Option' });
/** What matters of a message, as rows. */
export const Card = z
  .object({
    kind: z.enum(['order', 'confirmation', 'receipt', 'choice']),
    title: z.string(),
    reference: z.string().nullable(),
    rows: z.array(
      z.object({
        label: z.string(),
        value: z.string().nullable(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Card' });

/** A file as readers of a conversation see it. */
export const AttachmentShape = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['png', 'jpeg', 'webp', 'gif', 'pdf']),
    bytes: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
  })
  .meta({ id: 'Attachment' });

const Message = z
  .object({
    seq: z.int(),
    from: z.enum(['buyer', 'assistant', 'person']),
    client_id: z.string().optional().meta({ description: 'What its sender called a message of the buyer.' }),
    name: z.string().nullable(),
    text: z.string(),
    card: Card.nullable(),
    options: z.array(Option),
    attachments: z.array(AttachmentShape).optional(),
    at: Instant,
  })
  .meta({ id: 'Message' });

const Survey = z
  .object({
    seq: z.int(),
    ask: z.string(),
    scale: z.array(z.string()).meta({ description: 'What each point says; the first, the worst, is 1.' }),
    comment: z.string().nullable().meta({ description: 'Above a field for words; null when there is none.' }),
    thanks: z.string(),
  })
  .meta({ id: 'Survey' });

const Standing = z
  .object({
    seq: z.int(),
    status: z.enum(['open', 'resolved']),
    speaker: z.enum(['assistant', 'person']),
    person: z.object({ name: z.string(), house: z.string().nullable() }).nullable(),
    promised_at: Instant.nullable(),
    person_by: Instant.nullable(),
    question_seq: z.int().nullable(),
    working: z.boolean().meta({ description: 'the shop system is asked, and nothing was told of it yet' }),
    survey: Survey.nullable(),
  })
  .meta({ id: 'Standing' });

const LanguageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or es')
  .max(35);

/** The body that opens a conversation. */
export const OpenConversation = z
  .strictObject({
    language: LanguageTag.optional(),
    order_id: z.string().min(1).max(200).optional(),
    visited: z
      .strictObject({
        read: z.array(z.string().min(1).max(100)).max(20).default([]),
        searched: z.array(z.string().max(200)).max(10).default([]),
      })
      .optional()
      .meta({
        description: 'Articles that were read, by id, and words that were searched, the latest last.',
      }),
  })
  .meta({ id: 'OpenConversation' });

/** A conversation just opened, with the token that opens it again. */
export const OpenedConversation = z
  .object({
    conversation_id: z.string(),
    token: z
      .string()
      .meta({ description: 'Unguessable; its bearer may read and write this one conversation.' }),
    messages: z.array(Message),
    standing: Standing,
  })
  .meta({ id: 'OpenedConversation' });

/** A buyer's message. */
export const SendMessage = z
  .strictObject({
    client_id: z
      .string()
      .regex(/^[A-Za-z0-9._:-]{1,100}$/, 'must be 1 to 100 letters, digits or . _ : -')
      .meta({ description: 'Chosen by the sender; a message sent again with the same one is taken once.' }),
    text: z.string().meta({ description: `At most ${LONGEST_MESSAGE} characters.` }),
    button: z.string().min(1).max(500).optional(),
    attachments: z.array(z.string().min(1).max(100)).max(100).optional().meta({
      description: 'Ids of files that were attached here, at most four; the text may be empty then.',
    }),
  })
  .meta({ id: 'SendMessage' });

/** A file that was taken in. */
export const AttachedFile = z
  .object({ attachment: AttachmentShape, duplicate: z.boolean() })
  .meta({ id: 'AttachedFile' });

/** The address of one file of a conversation. */
export const AttachmentAddress = z.object({
  id: z.string().min(1).max(100),
  attachment: z.string().min(1).max(100),
});

/** The acknowledgement: the message is stored durably. */
export const SentMessage = z.object({ seq: z.int(), duplicate: z.boolean() }).meta({ id: 'SentMessage' });

/** The answer to a survey. */
export const AnswerSurvey = z
  .strictObject({
    survey_seq: z.int().min(1).max(2_147_483_647),
    rating: z
      .int()
      .nullable()
      .meta({ description: 'From 1, the worst, to the number of points; null: would rather not say.' }),
    comment: z
      .string()
      .max(LONGEST_COMMENT)
      .optional()
      .meta({ description: `At most ${LONGEST_COMMENT} characters.` }),
  })
  .meta({ id: 'AnswerSurvey' });

/** The acknowledgement: the answer is stored durably. */
export const AnsweredSurvey = z.object({ duplicate: z.boolean() }).meta({ id: 'AnsweredSurvey' });

/** Messages after a place in the log, and where the conversation stands. */
export const Messages = z.object({ messages: z.array(Message), standing: Standing }).meta({ id: 'Messages' });

/** The latest conversations of the shop. */
export const ConversationList = z
  .object({
    conversations: z.array(
      z.object({
        conversation_id: z.string(),
        shop_id: z.string(),
        at: Instant,
        status: z.string(),
        topic: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ConversationList' });

/** The latest conversations of the buyer whom the token names. */
export const BuyerConversations = z
  .object({
    conversations: z.array(
      z.object({
        conversation_id: z.string(),
        shop_id: z.string(),
        at: Instant,
        status: z.enum(['open', 'resolved']),
        title: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BuyerConversations' });

/** In which language titles are told. */
export const WishedLanguage = z.object({ language: LanguageTag.optional() });

const Anything = z.record(z.string(), z.unknown());

/** One event of a conversation, with its reason where Hark decided it. */
export const TraceEntry = z.object({
  seq: z.int(),
  type: z.string(),
  observed: z.boolean(),
  caused_by: z.int().nullable(),
  occurred_at: Instant,
  recorded_at: Instant,
  data: Anything,
  why: z.object({ document: z.string(), version: z.string(), step: z.string(), values: Anything }).nullable(),
  text: z.string().nullable(),
  card: Card.nullable(),
});

/** Every event of a conversation with its reason. */
export const Trace = z
  .object({
    conversation_id: z.string(),
    playbook: z.object({ id: z.string(), version: z.string() }),
    entries: z.array(TraceEntry),
  })
  .meta({ id: 'Trace' });

/** Every error answer. */
export const ApiError = z
  .object({ error: z.object({ code: z.string(), message: z.string(), next: z.string() }) })
  .meta({ id: 'ApiError' });

/** How the parts of the server are. */
export const Health = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    database: z
      .object({ ok: z.boolean() })
      .meta({ description: 'Not ok: it does not answer, or it has just refused to write.' }),
    disk: z.object({ ok: z.boolean(), free_bytes: z.int().nullable() }).meta({
      description:
        'Room where the data folder lies. Not ok: less than 100 MB are free, or it cannot be looked at.',
    }),
    marketplace: z.object({ ok: z.boolean() }),
    updates: z.object({ ok: z.boolean(), through: z.enum(['process', 'log', 'nats']) }).meta({
      description:
        'How streams learn of what other processes commit: there are none (`process`), from the log every second (`log`), or over NATS. ' +
        'Not ok: NATS is not there, and meanwhile the log is looked into.',
    }),
    history: z
      .object({ loaded: z.int(), total: z.int() })
      .nullable()
      .meta({ description: "How far the demo's history of conversations is loaded." }),
    outbox: z.object({
      waiting: z.int().nullable().meta({ description: 'Pieces of work that are due and not yet done.' }),
      lag_ms: z.int().nullable().meta({ description: 'How long the oldest of them has been due.' }),
    }),
  })
  .meta({ id: 'Health' });

/** The address of one conversation. */
export const ConversationAddress = z.object({ id: z.string().min(1).max(100) });

/** From which place in the log to read. */
export const After = z.object({ after: z.coerce.number().int().min(0).max(2_147_483_647).default(0) });

/** How many conversations to list. */
export const Limit = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });
