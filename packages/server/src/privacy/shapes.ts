import { z } from 'zod';

const Pieces = z.object({ conversations: z.int(), files: z.int(), comments: z.int() });

/** What the routes of privacy answer, as server and command line read it. */
export const privacyShapes = {
  /** How much is held of a buyer. */
  holding: z.object({ conversations: z.int(), open: z.int(), files: z.int() }),
  /** What was erased, and the conversations that still wait for the shop system. */
  erased: z.object({
    conversations: z.int(),
    files: z.int(),
    files_left: z.int(),
    waiting: z.array(z.string()),
    fingerprint: z.string(),
  }),
  /** How long what is kept (ISO 8601 durations; null: for ever), what is due, and what this process erased by age. */
  retention: z.object({
    kept: z.object({ conversations: z.string().nullable(), comments: z.string().nullable() }),
    due: Pieces,
    erased: Pieces,
    last_at: z.string().nullable(),
  }),
};
