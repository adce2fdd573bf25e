/** What a message means, as data on the observed event: a replay reads it and never asks a model again. */
export type Understanding = {
  /** BCP 47 language of the message, one of the playbook's. */
  language: string;
  /** What the writer wants, in the order told; each with the part of the message that tells it. */
  wishes: Wish[];
  /** Topics that the writer says are not wanted ("don't cancel it, …"); absent in logs of before. */
  denied?: string[];
  /** Topics of the whole message, likeliest first, probabilities calibrated to sum to at most one. */
  topics: TopicGuess[];
  /** Speech acts found anywhere in the message. */
  acts: Act[];
  /** The message is about nothing the playbook knows. */
  out_of_scope: boolean;
};

/** A topic, and how likely it is meant. */
export type TopicGuess = { topic: string; probability: number };

/** `from` and `to` are UTF-16 offsets into the message; `described` where it is not asked for, only what happened is told. */
export type Wish = { topic: string; probability: number; from: number; to: number; described?: true };

/** The speech acts that are told apart. */
export const ACTS = [
  'yes',
  'no',
  'never_mind',
  'thanks',
  'greeting',
  'goodbye',
  'person',
  'anger',
  'correction',
  'dont_know',
  'all_of_them',
  'nothing_else',
  'question',
  'hold',
  'unsolved',
] as const;

/**
 * `yes`/`no` answer a question; `never_mind` drops the present wish; `person` asks for a human being; `correction` says
 * that what was said or understood is wrong ("no, the other one", "I meant"); `all_of_them` means every item;
 * `nothing_else` says that there is no further wish; `question` is a message that asks something; `hold` puts off what was to be done,
 * or ties it to a condition ("yes, if it is free"); `unsolved` says without a no that things are still as they were.
 */
export type Act = (typeof ACTS)[number];
