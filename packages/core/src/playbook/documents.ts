import { z } from 'zod';
import { ActionDocument, ReplyUse } from '../actions/action.ts';
import { ArticleDocument } from '../articles/article.ts';
import { CalendarDocument } from '../calendar/calendar.ts';
import { FlowDocument } from '../flows/flow.ts';
import { ReplyDocument, Text } from '../replies/reply.ts';
import { TemplateDocument } from '../replies/template.ts';
import { SegmentDocument } from '../segments/segment.ts';
import { SurveyDocument } from '../surveys/survey.ts';

/** The document of kind playbook: what holds for the whole of it. */
export const PlaybookDocument = z.strictObject({
  kind: z.literal('playbook'),
  id: z.string(),
  title: Text,
  languages: z.array(z.string()).min(1),
  /** IANA zone in which times are told. */
  zone: z.string(),
  /** ISO 4217. */
  currency: z.string().length(3),
  /** What one unit of another currency is worth in this one: limits and approvals count in it. An amount in a currency without a rate is above every limit. */
  rates: z.record(z.string().length(3), z.number().positive()).default({}),
  /** The name that the assistant bears; it always says that it is an assistant. */
  assistant: z.string(),
  constants: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
  people: z.strictObject({
    /** The calendar that says when they are there. */
    calendar: z.string(),
    /** ISO 8601 duration within which somebody answers while open. */
    answer_within: z.string(),
    /** ISO 8601 duration within which whoever holds a conversation answers the buyer; then it goes back to the list. */
    reply_within: z.string().default('PT30M'),
    /** A conversation in which a person had the last word is closed when the buyer says nothing for this long. */
    rest_after: z.string().default('P2D'),
    /** After a broken promise the next is `factor` times as long; after `limit` of those the marketplace's people are asked. */
    escalate: z
      .strictObject({ factor: z.number().min(1).max(10), limit: z.int().min(1).max(10) })
      .default({ factor: 2, limit: 2 }),
    /** How often people may pass a conversation between shop and marketplace. */
    most_passes: z.int().min(1).default(3),
  }),
  /** Segments of buyers: who fits several belongs to the first. */
  segments: z.array(z.string()).default([]),
  /** Surveys: of those whose condition holds when an issue is resolved, the first is asked. */
  surveys: z.array(z.string()).default([]),
  /** The flow that finds out who is there. */
  identify: z.strictObject({
    flow: z.string(),
    ways: z.array(z.array(z.enum(['email', 'name', 'postcode']))).min(1),
  }),
  /** What is said first when a signed token names an order of the buyer: its state, and why people then come. */
  opening: z
    .strictObject({
      /** May read `order`, `buyer`, `policy`, `now`, `assistant` and `shop`; most often with a card. */
      say: ReplyUse,
      /** The topics that are offered where the condition holds (CEL, the same values); where none does, all are. */
      likely: z.array(z.strictObject({ when: z.string(), topics: z.array(z.string()).min(1) })).default([]),
    })
    .optional(),
  /** A buyer who says nothing for this long is reminded, and after as long again left in peace. */
  silence: z.string().default('PT15M'),
  /** A solved problem is `verified` when this has passed, the shop system still shows it and nobody came back. */
  verify_after: z.string().default('PT72H'),
  /** How long what belongs to buyers is kept (ISO 8601 durations): what is not named here, until they ask. */
  retention: z
    .strictObject({
      /** Words, names and files of a conversation, since something last happened in it; only of resolved ones. */
      conversations: z.string().optional(),
      /** Comments on articles. */
      comments: z.string().optional(),
    })
    .default({}),
  /** The topic whose flow answers from the articles: what nobody understood, and an article speaks of, belongs to it. */
  questions: z.string().optional(),
  /** How the help centre's first page puts the articles together; those in no group stand under the last heading. */
  help: z
    .strictObject({
      groups: z.array(z.strictObject({ title: Text, articles: z.array(z.string()).min(1) })).default([]),
    })
    .default({ groups: [] }),
  /** The most questions that a flow may ask on one way through it. */
  most_questions: z.int().min(1).default(6),
  /** Understanding: below this probability a topic is not believed. */
  threshold: z.number().min(0).max(1).default(0.5),
});
/** The settings of a playbook as they were read. */
export type PlaybookDocument = z.infer<typeof PlaybookDocument>;

/** A document of kind topic: something that people want, in their own words. */
export const TopicDocument = z.strictObject({
  kind: z.literal('topic'),
  id: z.string(),
  title: Text,
  /** The flow that serves it; none for a mere detail of another wish ("put the difference on my card"), told apart so that it is not taken for one. */
  flow: z.string().optional(),
  /** Of several wishes told at once the lower rank goes first; a change after which nothing else is possible has a high one. */
  rank: z.int().default(0),
  /** A question that is answered at once in the middle of another flow, which is resumed after it. */
  interrupts: z.boolean().default(false),
  /** Whether it is one of the choices that are shown; what the shop does not do is understood, but not offered. */
  offered: z.boolean().default(true),
  /** Several wishes of this topic about one order are one wish. */
  collect: z.boolean().default(false),
  /** Language → ways in which people say it. */
  examples: z.record(z.string(), z.array(z.string()).min(3)),
});
/** A topic as it was read. */
export type TopicDocument = z.infer<typeof TopicDocument>;

/** Every kind of document with its schema. */
export const DOCUMENTS = {
  playbook: PlaybookDocument,
  topic: TopicDocument,
  flow: FlowDocument,
  action: ActionDocument,
  reply: ReplyDocument,
  article: ArticleDocument,
  template: TemplateDocument,
  calendar: CalendarDocument,
  segment: SegmentDocument,
  survey: SurveyDocument,
};
/** The name of a kind of document. */
export type DocumentKind = keyof typeof DOCUMENTS;
