import { OFF_TOPIC_EN } from './off-topic-en.ts';
import { OFF_TOPIC_ES } from './off-topic-es.ts';

/**
 * Messages that tell no wish a playbook could serve: answers, particulars of the writer, small talk, other people's business.
 * They are the negative class when a playbook's topics are learnt.
 */
export const OFF_TOPIC: { [language: string]: readonly string[] } = { en: OFF_TOPIC_EN, es: OFF_TOPIC_ES };
