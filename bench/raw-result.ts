import { z } from 'zod';

/** What the raw database did. */
export const RawResult = z.object({
  inserts: z.int(),
  per_second: z.number(),
  p50_ms: z.number(),
  p99_ms: z.number(),
  fsync: z.string(),
  synchronous_commit: z.string(),
});
/** What the raw database did, as read. */
export type RawResult = z.infer<typeof RawResult>;
