import { z } from 'zod';
import type { Declarations } from '../expression/expression.ts';
import { Text } from '../replies/reply.ts';

/**
 * A document of kind survey: what a buyer is asked when their issue is resolved. A playbook lists its surveys in order; of those
 * whose condition holds the first is asked, once for a conversation.
 */
export const SurveyDocument = z.strictObject({
  kind: z.literal('survey'),
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Text,
  /** `csat`: how satisfied somebody is; `ces`: how easy it was made for them. */
  measure: z.enum(['csat', 'ces']),
  /** The question. */
  ask: Text,
  /** What each point says, the worst first: the first is 1. */
  scale: z.array(Text).min(2).max(7),
  /** Above a field for words, which may stay empty; without it there is none. */
  comment: Text.optional(),
  thanks: Text,
  /** CEL over `how`, `person`, `messages` and `policy`. */
  when: z.string().default('how != "silent"'),
  /** ISO 8601 duration for which it can be answered. */
  open_for: z.string().default('P7D'),
  /** ISO 8601 duration within which a known buyer is asked only once, whatever they write about. */
  rest: z.string().optional(),
});
/** A survey as it was read. */
export type SurveyDocument = z.infer<typeof SurveyDocument>;

/** What the condition of a survey may read: how the issue was resolved, whether a person answered, and how much the buyer wrote. */
export const SURVEY_VALUES: Declarations = { how: 'string', person: 'bool', messages: 'int' };

/** Under this name it is counted how often a buyer was asked. */
export const ASKED = 'survey:asked';
