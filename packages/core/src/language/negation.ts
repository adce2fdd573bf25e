import { phraseAt } from './clause-words.ts';
import { type Cutting, requestAt } from './clauses.ts';

/** Words of a clause that are wanted, and those that the writer says are not. */
export type Negation = {
  kept: string[];
  negated: string[];
  /** Said to be replaced ("instead of …"): never wanted, whatever it is. */
  replaced: boolean;
};

type Found = { start: number; content: number; replaced: boolean };

/** "Not sending back": the form on -ing of a verb that orders. */
function isGerund(word: string, known: ReadonlySet<string>[]): boolean {
  const base = /^(\w{3,})ing$/.exec(word)?.[1];
  if (base === undefined) return false;
  const forms = [base, `${base}e`, base.replace(/(.)\1$/, '$1')];
  return forms.some((form) => known.some((verbs) => verbs.has(form)));
}

function findNegation(words: readonly string[], { words: known, verbs }: Cutting): Found | null {
  for (let at = 0; at < words.length; at++) {
    const replaced = phraseAt(words, at, known.replaced);
    if (replaced > 0) return { start: at, content: at + replaced, replaced: true };
    const negation = phraseAt(words, at, known.negations);
    if (negation > 0) return { start: at, content: at + negation, replaced: false };
    const forbidding = phraseAt(words, at, known.forbidding);
    const verb = words[at + forbidding];
    const begins = words.slice(0, at).every((word) => known.passing.has(word) || known.openers.has(word));
    if (forbidding === 0 || verb === undefined) continue;
    if (
      known.forbidden.has(verb) ||
      isGerund(verb, [known.verbs, verbs]) ||
      (begins && (known.verbs.has(verb) || verbs.has(verb)))
    )
      return { start: at, content: at + forbidding, replaced: false };
  }
  return null;
}

/** Takes out of a clause the stretch that the writer does not want; null when nothing is negated. */
export function negation(words: readonly string[], cutting: Cutting): Negation | null {
  const found = findNegation(words, cutting);
  if (found === null) return null;
  const { contrast, empty } = cutting.words;
  let end = found.content + 1;
  while (
    end < words.length &&
    !contrast.has(words[end]!) &&
    !(end > found.content + 1 && requestAt(words, end, cutting))
  )
    end++;
  const negated = words.slice(found.content, end).filter((word) => !empty.has(word));
  return {
    kept: [...words.slice(0, found.start), ...words.slice(end)],
    negated,
    replaced: found.replaced,
  };
}
