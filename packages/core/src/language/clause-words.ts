/**
 * How a language joins wishes into one message. All words are folded (lower case, no accents, no apostrophes); lists of
 * phrases are matched at the word they begin with.
 */
export type ClauseWords = {
  /** Frequent small words by which the language is known. */
  common: ReadonlySet<string>;
  /** Join clauses: a cut is made before them where a request follows. */
  joining: ReadonlySet<string>;
  /** May stand between a joining word and the request ("and *also please* cancel it"). */
  passing: ReadonlySet<string>;
  /** So may several words together ("by the way"). */
  asides: Phrases;
  /** Open a message out of politeness and tell nothing ("sorry to bother you"). */
  courtesies: Phrases;
  /** A request begins so: "I want", "can you". */
  openers: Phrases;
  /** A further matter begins so, and nothing is asked for yet: "there is". */
  announcing: Phrases;
  /** Verbs that people use as orders; those that a playbook's examples begin with are added. */
  verbs: ReadonlySet<string>;
  /** Pronouns that hang on to the end of an order (`cambiame`), where the language has such. */
  attached: RegExp | null;
  /** A clause that begins so only names what the next one is about ("for order 123"). */
  leading: ReadonlySet<string>;
  /** Of these, those that do nothing but name it ("about"). */
  naming: ReadonlySet<string>;
  /** What follows is a reason or purpose, not the wish. */
  reasons: Phrases;
  /** What follows happens only if an earlier wish cannot be met. */
  otherwise: Phrases;
  /** Matched at the beginning of a clause: a result of the wish before, no wish of its own ("and get my money back"). */
  result: RegExp;
  /** Says that the writer does not want what follows. */
  negations: Phrases;
  /** What follows up to the next request is what the writer does not want, whatever it is: "instead of". */
  replaced: Phrases;
  /** Before an order they forbid it: "don't cancel". */
  forbidding: Phrases;
  /** Further verb forms that stand behind a forbidding word only. */
  forbidden: ReadonlySet<string>;
  /** Ends a negation. */
  contrast: ReadonlySet<string>;
  /** What alone is meant stands behind it: "not the lamp, only the mug". */
  sole: ReadonlySet<string>;
  /** Behind it they begin a wish of its own: "I only want it sent elsewhere". */
  wanting: ReadonlySet<string>;
  /** Words that do not tell what is negated. */
  empty: ReadonlySet<string>;
  /** In a message, lower case: several matters are told one by one ("two things", "1) … 2) …", "also, …"). */
  several: RegExp;
  /** In a clause about the same topic: another order than the one before. */
  another_order: RegExp;
  /** A clause about who is writing, not about a wish. */
  introduction: RegExp;
};

/** Phrases by their first word, each as its words. */
export type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Phrases to be found by {@link phraseAt}. */
export function phrases(...list: string[]): Phrases {
  const byFirst = new Map<string, string[][]>();
  for (const words of list.map((phrase) => phrase.split(' '))) {
    const [first = ''] = words;
    byFirst.set(
      first,
      [...(byFirst.get(first) ?? []), words].sort((a, b) => b.length - a.length),
    );
  }
  return byFirst;
}

/** The number of words of the longest phrase that begins at a word, or zero. */
export function phraseAt(words: readonly string[], at: number, known: Phrases): number {
  const first = words[at];
  if (first === undefined) return 0;
  const found = known
    .get(first)
    ?.find((phrase) => phrase.every((word, offset) => words[at + offset] === word));
  return found?.length ?? 0;
}

/** A set of words from a text with blanks. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
