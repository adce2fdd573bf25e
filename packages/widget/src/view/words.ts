import { PHRASES, type Phrases } from '../phrases.ts';
import type { Clock, Language } from '../times.ts';

/** What every part of the screen needs to speak: phrases, and how times are told. */
export type Words = { language: Language; phrases: Phrases; clock: Clock; now: string };

/** The words of one language at one moment. */
export function wordsAt(language: Language, now: string): Words {
  return { language, phrases: PHRASES[language], clock: { language, zone: undefined }, now };
}
