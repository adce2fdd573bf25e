import type { Language } from './times.ts';

/** The language of the chat's own words for a BCP 47 wish: the first that is spoken here, else English. */
export function chooseLanguage(wished: readonly string[]): Language {
  for (const wish of wished) {
    const language = wish.toLowerCase().split('-')[0];
    if (language === 'en' || language === 'es') return language;
  }
  return 'en';
}
