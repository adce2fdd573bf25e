import { z } from 'zod';
import { Text } from '../replies/reply.ts';

/** A document of kind article: what the help centre tells and the assistant answers from. */
export const ArticleDocument = z.strictObject({
  kind: z.literal('article'),
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Text,
  /** The topics that it belongs to. */
  topics: z.array(z.string()).default([]),
  /** Markdown in each language; `## ` begins a section. It may use `policy` as every text does, so that it never contradicts it. */
  text: Text,
  /** Language → anchor of a section → questions that it answers, as people ask them in other words than its own. */
  asked_as: z
    .record(z.string(), z.record(z.string(), z.array(z.string().min(1).max(200)).min(1)))
    .default({}),
});
/** An article as it was read. */
export type ArticleDocument = z.infer<typeof ArticleDocument>;
