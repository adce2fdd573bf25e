import { z } from 'zod';
import { TraceEntry } from '../http/schemas.ts';

/** How a conversation is run again. */
export const RerunWish = z.object({
  anew: z
    .boolean()
    .default(false)
    .meta({ description: 'Understand the messages anew, by the working copy, not as it was recorded.' }),
});

const Row = z.object({
  kind: z.enum(['same', 'differs', 'only_before', 'only_now']),
  estimated: z.boolean().meta({ description: 'Comes after the run stopped being exact.' }),
  before: TraceEntry.nullable(),
  now: TraceEntry.nullable(),
});

/** What comes of asking for a run. */
export const Rerun = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('working'), stage: z.enum(['checking', 'learning', 'running']) }),
    z.object({
      kind: z.literal('problems'),
      problems: z.array(
        z.object({
          code: z.string(),
          message: z.string(),
          mend: z.string(),
          file: z.string(),
          line: z.int(),
          column: z.int(),
          text: z.string().nullable().meta({ description: 'The line as it is written.' }),
        }),
      ),
    }),
    z.object({ kind: z.literal('unreadable'), says: z.string() }),
    z.object({ kind: z.literal('erased'), at: z.string() }),
    z.object({
      kind: z.literal('done'),
      versions: z.object({ before: z.string(), now: z.string() }),
      anew: z.boolean(),
      answers: z.object({ all: z.int(), differing: z.int() }),
      inexact: z
        .object({
          because: z.enum(['not_caused', 'read_otherwise', 'never_read', 'other_time']),
          before: z.int().nullable(),
          now: z.int().nullable(),
          type: z.string(),
        })
        .nullable(),
      rows: z.array(Row),
    }),
  ])
  .meta({ id: 'Rerun' });

/** Which reason is looked for. */
export const ReasonQuestion = z.object({
  document: z.string().min(1).max(200),
  step: z.string().max(200),
  version: z.string().min(1).max(100),
});

/** Where it is written. */
export const WrittenReason = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('written'),
      file: z.string(),
      line: z.int(),
      last_line: z.int(),
      from: z.int(),
      lines: z.array(z.string()),
    }),
    z.object({ kind: z.literal('gone'), version: z.string() }),
    z.object({ kind: z.literal('nowhere') }),
  ])
  .meta({ id: 'WrittenReason' });
