import { z } from 'zod';
import { Text } from '../replies/reply.ts';

/**
 * A document of kind segment: buyers told apart by what they bought, and what is promised to them. A playbook lists its segments in
 * order; a buyer belongs to the first that fits.
 */
export const SegmentDocument = z.strictObject({
  kind: z.literal('segment'),
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Text,
  /** Which of a buyer's orders count; all where nothing is said. */
  orders: z
    .strictObject({
      /** Placed within this long (ISO 8601 duration); an order without a date is then not counted. */
      within: z.string().optional(),
      /** CEL over `it` (an order) and `policy`. */
      among: z.string().optional(),
    })
    .default({}),
  /** CEL over `recency_days`, `frequency`, `value_cents`, `orders`, `policy` and `now`. */
  when: z.string(),
  /** Of those who wait for a person, those of a higher priority come first; everybody else has 0. */
  priority: z.int().min(0).max(9).default(0),
  /** What of the playbook's `people` is otherwise for these buyers. */
  people: z
    .strictObject({
      calendar: z.string().optional(),
      answer_within: z.string().optional(),
      reply_within: z.string().optional(),
    })
    .default({}),
  /** Constants of the playbook that have another value for these buyers, in every condition, limit and text. */
  constants: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
});
/** A segment as it was read. */
export type SegmentDocument = z.infer<typeof SegmentDocument>;

/** What a segment promises: all that matters of it once a buyer belongs to it. */
export type SegmentTerms = Pick<SegmentDocument, 'priority' | 'people' | 'constants'>;
