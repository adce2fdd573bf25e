import { z } from 'zod';

/** What a load saw. Latencies are those of every message, from when it was due until its answer was seen on the stream. */
export const LoadResult = z.object({
  messages: z.int(),
  seconds: z.number(),
  per_second: z.number(),
  p50_ms: z.number(),
  p99_ms: z.number(),
  most_ms: z.number(),
  /** Messages that were due while no talker was free: the load was lower than it should have been. */
  missed: z.int(),
  conversations: z.int(),
  /** Conversations in which something was asked of the shop and was not done. */
  disappointed: z.int(),
  /** Processor time of the load's own process, as a share of one core. */
  load_cpu: z.number(),
});
/** What a load saw, as read. */
export type LoadResult = z.infer<typeof LoadResult>;
