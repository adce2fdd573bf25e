import { z } from 'zod';
import { ReplyUse } from '../actions/action.ts';
import { Text } from '../replies/reply.ts';

/** Kinds of values a flow can ask for; `slots/<kind>.ts` says how each is found in words, offered as buttons and checked. */
export const SLOT_KINDS = [
  'identity',
  'order',
  'lines',
  'swaps',
  'product',
  'payment_method',
  'choice',
  'address',
  'text',
] as const;
/** The name of a kind of value. */
export type SlotKindName = (typeof SLOT_KINDS)[number];

/** A value that a flow needs, and how it is asked for. */
export const Slot = z.strictObject({
  kind: z.enum(SLOT_KINDS),
  /** What is asked. */
  ask: ReplyUse,
  /** Of an `order`, a payment method: CEL over `it` (and `order`, `buyer`, …): which ones come into question. */
  among: z.string().optional(),
  /** Of an `order`: CEL over `it`; where several fit what was said, these are meant. */
  prefer: z.string().optional(),
  /** Said, and the flow ends, when nothing at all comes into question. */
  none: ReplyUse.optional(),
  /** Said when something was named that does not come into question. */
  not_among: ReplyUse.optional(),
  /** The slot that holds the order whose lines these are. */
  of: z.string().optional(),
  /** Of a `choice`: value → label and examples of the ways people say it. */
  options: z
    .record(
      z.string(),
      z.strictObject({ label: Text, examples: z.record(z.string(), z.array(z.string())).optional() }),
    )
    .optional(),
  /** CEL: taken when the buyer said nothing of it. */
  default: z.string().optional(),
  /** Whether the same thing again (like for like) is a choice, of `swaps`. */
  like_for_like: z.boolean().optional(),
});
/** A slot as it was read. */
export type Slot = z.infer<typeof Slot>;

const Say = z.strictObject({ say: ReplyUse, with: z.record(z.string(), z.string()).optional() });
const Ask = z.strictObject({ ask: z.string() });
const Do = z.strictObject({
  do: z.string(),
  with: z.record(z.string(), z.string()),
  get done() {
    return Steps.optional();
  },
  get refused() {
    return Steps.optional();
  },
  get failed() {
    return Steps.optional();
  },
  get unknown() {
    return Steps.optional();
  },
});
const If = z.strictObject({
  if: z.string(),
  get then() {
    return Steps;
  },
  get else() {
    return Steps.optional();
  },
});
const Choose = z.strictObject({
  choose: ReplyUse,
  /** The words of the wish may have chosen already: then nothing is asked. */
  ahead: z.boolean().optional(),
  /** The option that is taken, without a question, where those words have chosen none. */
  otherwise: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
  options: z
    .array(
      z.strictObject({
        id: z.string(),
        label: Text,
        examples: z.record(z.string(), z.array(z.string())).optional(),
        when: z.string().optional(),
        get then() {
          return Steps;
        },
      }),
    )
    .min(1),
});
const Call = z.strictObject({ call: z.string(), with: z.record(z.string(), z.string()).optional() });
const HandOver = z.strictObject({ hand_over: z.strictObject({ reason: Text }) });
const Resolve = z.strictObject({ resolve: z.enum(['done', 'dropped', 'refused']) });
const Answer = z.strictObject({
  answer: z.literal('articles'),
  /** What follows where no article speaks of it. */
  get none() {
    return Steps;
  },
});
const AskIfSolved = z.strictObject({
  ask_if_solved: ReplyUse,
  get no() {
    return Steps;
  },
});

/** One step of a flow: the key that is present names its kind. */
export type StepDocument =
  | z.infer<typeof Say>
  | z.infer<typeof Ask>
  | z.infer<typeof Do>
  | z.infer<typeof If>
  | z.infer<typeof Choose>
  | z.infer<typeof Call>
  | z.infer<typeof HandOver>
  | z.infer<typeof Resolve>
  | z.infer<typeof AskIfSolved>
  | z.infer<typeof Answer>;

/** A step of any kind. */
export const Step = z.union([Say, Ask, Do, If, Choose, Call, HandOver, Resolve, AskIfSolved, Answer]);
/** Steps one after the other. */
export const Steps: z.ZodArray<typeof Step> = z.array(Step);

/** A document of kind flow: what is asked, said and done, step by step. */
export const FlowDocument = z.strictObject({
  kind: z.literal('flow'),
  id: z.string(),
  title: Text,
  /** The buyer must be known; if not, the playbook's identifying flow goes first. */
  identity: z.enum(['required', 'none']).default('required'),
  slots: z.record(z.string(), Slot).default({}),
  steps: Steps,
});
/** A flow as it was read. */
export type FlowDocument = z.infer<typeof FlowDocument>;
