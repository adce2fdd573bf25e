import { z } from 'zod';

/** A text in every language of the playbook, as Liquid. */
export const Text = z.record(z.string(), z.string()).meta({ id: 'Text' });
export type Text = z.infer<typeof Text>;

/**
 * A row of a card: `value` alone, or a change `from` → `to`. With `each`, a CEL list, the row is repeated and `it` is the
 * element. All are Liquid but `each` and `when` (CEL).
 */
export const CardRow = z.strictObject({
  label: Text,
  value: Text.optional(),
  from: Text.optional(),
  to: Text.optional(),
  each: z.string().optional(),
  when: z.string().optional(),
});
export type CardRow = z.infer<typeof CardRow>;

/** A card under a reply: what matters, as rows that can be read at a glance. */
export const CardTemplate = z.strictObject({
  kind: z.enum(['order', 'confirmation', 'receipt', 'choice']),
  title: Text,
  rows: z.array(CardRow).min(1),
  /** What the card is about, e.g. the order number. */
  reference: Text.optional(),
});
/** See {@link CardTemplate}. */
export type CardTemplate = z.infer<typeof CardTemplate>;

/** What Hark says in one situation: a text, and for what matters a card. */
export const ReplyTemplate = z.strictObject({ text: Text, card: CardTemplate.optional() });
export type ReplyTemplate = z.infer<typeof ReplyTemplate>;

/** A document of replies: short name → reply. A bare text is a reply without a card. */
export const ReplyDocument = z.strictObject({
  kind: z.literal('reply'),
  id: z.string(),
  replies: z.record(z.string(), z.union([Text, ReplyTemplate])),
});
export type ReplyDocument = z.infer<typeof ReplyDocument>;

/** A rendered card. */
export type Card = {
  kind: CardTemplate['kind'];
  title: string;
  reference: string | null;
  rows: { label: string; value: string | null; from: string | null; to: string | null }[];
};

/** What a reader sees. */
export type Rendered = { text: string; card: Card | null };
