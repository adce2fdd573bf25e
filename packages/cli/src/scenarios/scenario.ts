import { z } from 'zod';

/** What must be so after one line of the buyer; what is not named may be anything. */
const Expectation = z.strictObject({
  /** The wishes that were understood in the buyer's words, by topic. */
  topics: z.array(z.string()).optional(),
  /** Words that stand in what is said. */
  text: z.string().optional(),
  /** Rows of a card that is shown: label → words that stand in the row. */
  card: z.record(z.string(), z.string()).optional(),
});
/** See {@link Line}. */
export type Expectation = z.infer<typeof Expectation>;

const Says = z.strictObject({ says: z.string(), expects: Expectation.optional() });
/** A button is named by words of its label that no other button has. */
const Presses = z.strictObject({ presses: z.string(), expects: Expectation.optional() });

const Rating = z.union([z.int(), z.literal('skip')]);
/** The answer to the survey that is open, on its scale; `skip`: would rather not say. */
const Rates = z.strictObject({ rates: Rating, comment: z.string().optional() });

/** One line of the buyer: words, a button, or the answer to a survey. */
const Line = z.union([Says, Presses, Rates]);
/** See {@link Line}. */
export type Line = z.infer<typeof Line>;

const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** How the shop and the conversation stand at the end. What is not named is as it was. */
const Ends = z.strictObject({
  /** Everything that was changed in the shop, each as call → arguments that matter. */
  did: z.array(z.record(z.string(), z.record(z.string(), Value))).default([]),
  in_any_order: z.boolean().default(false),
  /** Number of an order → its state. */
  orders: z.record(z.string(), z.string()).default({}),
  /** Whether a person has the conversation. */
  person: z.boolean().default(false),
  /** The survey that was asked, and what was answered. Where it is not named, none need be asked. */
  survey: z.strictObject({ id: z.string(), rating: Rating.optional() }).optional(),
});
/** See {@link Scenario}. */
export type Ends = z.infer<typeof Ends>;

const Scenario = z.strictObject({
  name: z.string(),
  /** Of those that are run only to measure, never to tune by. */
  kept_aside: z.boolean().default(false),
  /** Who is signed in; nobody when absent. */
  buyer: z.string().optional(),
  /** The order on whose page the chat is opened. */
  page: z.string().optional(),
  talk: z.array(Line).min(1),
  ends: Ends,
});
/** A conversation of which is known how it must end. */
export type Scenario = z.infer<typeof Scenario>;

/** A file of scenarios: the world they play in (`world/<name>.yaml`), when, and in which language the chat is opened. */
export const ScenarioFile = z.strictObject({
  world: z.string().regex(/^[a-z0-9-]+$/),
  now: z.iso.datetime(),
  language: z.string(),
  scenarios: z.array(Scenario).min(1),
});
/** See the constant. */
export type ScenarioFile = z.infer<typeof ScenarioFile>;
