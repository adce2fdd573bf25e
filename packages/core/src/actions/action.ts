import { z } from 'zod';
import { ReplyTemplate, Text } from '../replies/reply.ts';

/** A reply by name, or in place. */
export const ReplyUse = z.union([z.string(), Text, ReplyTemplate]);
export type ReplyUse = z.infer<typeof ReplyUse>;

/** The name of a reply written in place: document, then the path to it. */
export function placeOf(document: string, path: readonly (number | string)[]): string {
  return [document, ...path].join('.');
}

/** The name of a reply that is used by name or written in place. */
export function replyName(use: ReplyUse, place: string): string {
  return typeof use === 'string' ? use : place;
}

/** Kinds of arguments, and what the gate checks of each before anything else. */
export const ARGUMENT_KINDS = [
  'order',
  'lines',
  'swaps',
  'payment_method',
  'choice',
  'address',
  'text',
  'integer',
] as const;

/** An argument of an action. */
export const Argument = z.strictObject({
  kind: z.enum(ARGUMENT_KINDS),
  /** Of a `choice`: the values that are allowed. */
  one_of: z.array(z.string()).optional(),
  /** Of a `text`: the greatest length. */
  max_length: z.int().positive().optional(),
});

/** A precondition. `unless_met` is told to the buyer. Conditions see `args`, `order`, `buyer`, `policy`, `now`. */
export const Requirement = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  that: z.string(),
  otherwise: ReplyUse,
});

/** No more than `count` times (a number, or CEL), or `amount_cents` (CEL), within `window` (ISO 8601 duration), counted across conversations. */
export const Limit = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  per: z.enum(['order', 'buyer', 'shop']),
  count: z.union([z.int().positive(), z.string()]).optional(),
  amount_cents: z.string().optional(),
  window: z.string(),
  otherwise: ReplyUse,
});

/** A document of kind action: what may be done, by whom, under which conditions, and what is said before and after. */
export const ActionDocument = z.strictObject({
  kind: z.literal('action'),
  id: z.string(),
  title: Text,
  /** The operation of the marketplace adapter. */
  call: z.string(),
  arguments: z.record(z.string(), Argument),
  /** What is sent to the adapter: name → CEL over `args`, `order`, `buyer`. */
  send: z.record(z.string(), z.string()),
  who: z.array(z.enum(['buyer', 'agent', 'rule', 'model'])).min(1),
  /** Named values for conditions and texts: name → CEL, in order; each sees those before it. */
  let: z.record(z.string(), z.string()).default({}),
  require: z.array(Requirement).default([]),
  limits: z.array(Limit).default([]),
  /** Money at stake, CEL in cents; 0 when none. Counted by limits. */
  amount_cents: z.string().default('0'),
  /** What it changes, in words for people; an action that changes something needs the buyer's yes. */
  changes: Text.optional(),
  confirm: z.enum(['buyer', 'none']).default('buyer'),
  /** Where `when` holds it waits for a person: one of the shop, or with `by: platform` one of the marketplace. */
  approve: z
    .strictObject({
      when: z.string(),
      otherwise: ReplyUse,
      by: z.enum(['agent', 'platform']).default('agent'),
    })
    .optional(),
  /** What is said back before the yes. */
  readback: ReplyUse.optional(),
  /** What is said when it is done. */
  receipt: ReplyUse,
  /** CEL over `order`, `buyer`, `args`, read again later: is what was wanted still so? */
  goal: z.string().optional(),
});
/** An action as it was read. */
export type ActionDocument = z.infer<typeof ActionDocument>;
