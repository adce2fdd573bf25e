import { z } from 'zod';
import { Text } from './reply.ts';

/**
 * A document of kind template: a text that people put into their answer and change as they like. It may read `buyer`, `order` (the
 * one that the conversation is about), `agent`, `shop`, `currency`, `policy` and `now`; it is offered where all that it reads is known.
 */
export const TemplateDocument = z.strictObject({
  kind: z.literal('template'),
  id: z.string(),
  /** What it is found by. */
  title: Text,
  text: Text,
});
/** A template as it was read. */
export type TemplateDocument = z.infer<typeof TemplateDocument>;
