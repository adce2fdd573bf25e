import { must } from '../lib/assert.ts';
import { findActs } from './acts.ts';
import { TEXT_LIMIT } from './tokens.ts';
import { predict, type TopicModel, trainTopics } from './topic-model.ts';
import type { Understanding } from './understanding.ts';

/** What an understander is trained from: a playbook's languages, its threshold, its topics with examples. */
export type UnderstanderSpec = {
  languages: string[];
  threshold: number;
  topics: { id: string; examples: { [language: string]: string[] } }[];
};

/** A trained understander of one playbook: plain data. */
export type Understander = { languages: string[]; threshold: number; model: TopicModel };

/** Trains an understander; takes well under two seconds for a playbook of ordinary size. */
export function makeUnderstander({ languages, threshold, topics }: UnderstanderSpec): Understander {
  const examples = topics.flatMap(({ id, examples: byLanguage }) =>
    Object.values(byLanguage).flatMap((texts) => texts.map((text) => ({ text, topic: id }))),
  );
  return { languages, threshold, model: trainTopics(examples, { seed: 1 }) };
}

/** What a message means. Never throws: of a text that makes no sense it says so. */
export function understand(
  understander: Understander,
  text: string,
  context: { language: string },
): Understanding {
  const { topics, out_of_scope } = predict(understander.model, text);
  const best = must(topics[0], 'a topic');
  const sure = best.probability >= understander.threshold && !out_of_scope;
  const to = Math.min(text.length, TEXT_LIMIT);
  return {
    language: context.language,
    wishes: sure ? [{ ...best, from: 0, to }] : [],
    topics,
    acts: findActs(text, context.language),
    out_of_scope,
  };
}
