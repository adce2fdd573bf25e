import { clauseWords } from './clauses.ts';

/** For each language the words by which it is known: its small words and those of the playbook's examples. */
export type LanguageWords = { language: string; words: ReadonlySet<string> }[];

/** Learns the words of the playbook's languages. */
export function learnLanguages(
  languages: readonly string[],
  examples: (language: string) => string[][],
): LanguageWords {
  return languages.map((language) => ({
    language,
    words: new Set([...(clauseWords(language)?.common ?? []), ...examples(language).flat()]),
  }));
}

/** How many more words than the expected language must another one explain. */
const LEAD = 2;

/** The language of a message: the expected one, unless another explains clearly more of its words. */
export function guessLanguage(known: LanguageWords, words: readonly string[], expected: string): string {
  const counts = known.map(({ language, words: own }) => ({
    language,
    count: words.filter((word) => own.has(word)).length,
  }));
  const own = counts.find(({ language }) => language === expected)?.count ?? 0;
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a), { language: expected, count: own });
  const lead = words.length <= 3 && own === 0 ? 1 : LEAD;
  return best.count - own >= lead ? best.language : expected;
}
