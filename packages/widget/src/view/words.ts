import { PHRASES, type Phrases } from '../phrases.ts';
import type { Clock, Language } from '../times.ts';
import type { Parts } from './parts.ts';

/** What every part of the screen needs: phrases, how times are told, and what is fetched when it is wanted. */
export type Words = { language: Language; phrases: Phrases; clock: Clock; now: string; parts: Parts };

/** The words of one language at one moment. */
export function wordsAt(language: Language, now: string, parts: Parts): Words {
  return { language, phrases: PHRASES[language], clock: { language, zone: undefined }, now, parts };
}
