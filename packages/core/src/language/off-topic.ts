import { OFF_TOPIC_EN } from './off-topic-en.ts';
import { OFF_TOPIC_ES } from './off-topic-es.ts';

/** The commonest first: a small playbook learns only these. */
const OFF_TOPIC: { [language: string]: readonly string[] } = { en: OFF_TOPIC_EN, es: OFF_TOPIC_ES };

/** So many are learnt in any case … */
const LEAST = 95;
/** … and of many examples this part: more would outweigh the topics of a small playbook, fewer be lost in a large one. */
const PART = 0.2;

/**
 * Messages that tell no wish a playbook could serve: answers, particulars of the writer, small talk, other people's business.
 * They are the negative class when a playbook's topics are learnt; `examples` is how many the topics have in that language.
 */
export function offTopic(language: string, examples: number): readonly string[] {
  return (OFF_TOPIC[language] ?? []).slice(0, Math.max(LEAST, Math.round(PART * examples)));
}
