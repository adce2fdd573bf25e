import { type ClauseWords, phraseAt } from './clause-words.ts';
import { ENGLISH_CLAUSES } from './clauses-en.ts';
import { SPANISH_CLAUSES } from './clauses-es.ts';
import { type Token, tokenise } from './tokens.ts';

/** A part of a message that may tell one wish; offsets are those of the message. */
export type Clause = {
  from: number;
  to: number;
  /** The folded words. */
  words: string[];
  /** Counts the sentences of the message. */
  sentence: number;
  /** Asks for something, by its words or by a question mark. */
  requests: boolean;
  /** Only names what the next clause is about. */
  leads: boolean;
  /** Wanted only if an earlier wish cannot be met. */
  otherwise: boolean;
  /** Says who is writing. */
  introduces: boolean;
};

const CLAUSE_WORDS: { [language: string]: ClauseWords } = { en: ENGLISH_CLAUSES, es: SPANISH_CLAUSES };

/** Words of a language that join and open clauses, where they are known. */
export function clauseWords(language: string): ClauseWords | null {
  return CLAUSE_WORDS[language] ?? null;
}

/** What cuts a message into clauses: a language's words, and the verbs that a playbook's examples begin with. */
export type Cutting = { words: ClauseWords; verbs: ReadonlySet<string> };

/** Whether a request begins at a word: an order ("cancel …") or an opener ("I want …"), after words that only pass. */
export function requestAt(
  words: readonly string[],
  at: number,
  { words: { passing, asides, openers, verbs: known, attached }, verbs }: Cutting,
): boolean {
  let start = at;
  while (start < words.length && phraseAt(words, start, openers) === 0) {
    const passed = phraseAt(words, start, asides) || (passing.has(words[start]!) ? 1 : 0);
    if (passed === 0) break;
    start += passed;
  }
  const word = words[start];
  if (word === undefined) return false;
  const opener = phraseAt(words, start, openers);
  // ", please?" behind a request asks for nothing of its own.
  if (opener > 0) return says(words[start + opener]);
  // "return policy" is no order; nor is a verb at the very end of what follows "and".
  const forms = attached === null ? [word] : [word, word.replace(attached, '')];
  return forms.some((form) => known.has(form) || verbs.has(form)) && says(words[start + 1]);
}

const says = (word: string | undefined): boolean => word !== undefined && !SENTENCE_WORD.test(word);

const SENTENCE_GAP = /[.!?;…\n]\s|[.!?;…]*\n|[;…]/u;
const SENTENCE_WORD = /^[?!]$/;
const SOFT_GAP = /,\s|[–—:]| - |\/\s/u;
const LISTED = /[\s(](?:\d|[a-d])$|^\d$/;

type Tokenised = { text: string; tokens: readonly Token[] };
type Cut = 'sentence' | 'clause' | null;

function cutBefore({ text, tokens }: Tokenised, at: number, cutting: Cutting | null): Cut {
  const before = tokens[at - 1]!;
  const token = tokens[at]!;
  if (SENTENCE_WORD.test(token.word)) return null;
  const gap = text.slice(before.to, token.from);
  if (SENTENCE_WORD.test(before.word)) return 'sentence';
  if (SENTENCE_GAP.test(gap)) return 'sentence';
  // "1) cancel … 2) return …"
  if (/^\)/.test(text.slice(token.to)) && LISTED.test(text.slice(Math.max(0, token.from - 2), token.to)))
    return 'sentence';
  if (cutting === null) return null;
  const words = tokens.slice(at, at + 9).map(({ word }) => word);
  const joins = cutting.words.joining.has(token.word) || /&/.test(gap);
  if (!joins && !SOFT_GAP.test(gap)) return null;
  if (phraseAt(words, 0, cutting.words.otherwise) > 0 || phraseAt(words, 1, cutting.words.otherwise) > 0)
    return 'clause';
  // "also" behind "and" was cut before already.
  if (joins && cutting.words.joining.has(before.word)) return null;
  const begins =
    requestAt(words, joins ? 1 : 0, cutting) ||
    (phraseAt(words, 0, cutting.words.openers) > 0 && requestAt(words, 0, cutting)) ||
    phraseAt(words, joins ? 1 : 0, cutting.words.announcing) > 0;
  return begins ? 'clause' : null;
}

/** Without what joins a clause to the one before, and without politeness: "and where is my kimono" asks where the kimono is. */
export function withoutLead(words: string[], cutting: Cutting): string[] {
  const { joining, asides, courtesies } = cutting.words;
  // "1) The radio has no sound."
  let at = /^[1-9]$/.test(words[0] ?? '') && words.length > 1 ? 1 : 0;
  for (let passed = 1; passed > 0 && at < words.length; at += passed)
    passed =
      phraseAt(words, at, asides) || phraseAt(words, at, courtesies) || (joining.has(words[at]!) ? 1 : 0);
  return at < words.length ? words.slice(at) : words;
}

/** A clause that begins "for order 123 …" asks behind its beginning. */
const LEAD_WORDS = 6;

function requests(words: readonly string[], cutting: Cutting | null): boolean {
  if (words.includes('?')) return true;
  if (cutting === null) return false;
  if (requestAt(words, 0, cutting)) return true;
  if (words.some((_, at) => phraseAt(words, at, cutting.words.openers) > 0)) return true;
  if (!cutting.words.leading.has(words[0] ?? '')) return false;
  return words.slice(1, LEAD_WORDS).some((_, at) => requestAt(words, at + 1, cutting));
}

/** … and "about the order with the kettle and the lamp" may be longer. */
const NAMING_WORDS = 12;

function onlyNames(words: readonly string[], { words: { leading, naming } }: Cutting): boolean {
  const [first = ''] = words;
  return (
    (words.length <= LEAD_WORDS && leading.has(first)) || (words.length <= NAMING_WORDS && naming.has(first))
  );
}

function makeClause(tokens: readonly Token[], sentence: number, cutting: Cutting | null): Clause {
  const words = tokens.map(({ word }) => word);
  const text = words.join(' ');
  const known = cutting?.words;
  const asks = requests(words, cutting);
  return {
    from: tokens[0]!.from,
    to: tokens.at(-1)!.to,
    words,
    sentence,
    requests: asks,
    leads: !asks && cutting !== null && onlyNames(withoutLead(words, cutting), cutting),
    otherwise:
      known !== undefined &&
      (phraseAt(words, 0, known.otherwise) > 0 || phraseAt(words, 1, known.otherwise) > 0),
    introduces: known?.introduction.test(text) ?? false,
  };
}

/** Cuts a message into clauses, in order; texts without words have none. */
export function splitClauses(text: string, cutting: Cutting | null): Clause[] {
  const tokens = tokenise(text);
  const clauses: Clause[] = [];
  let start = 0;
  let sentence = 0;
  for (let at = 1; at <= tokens.length; at++) {
    const cut = at === tokens.length ? 'sentence' : cutBefore({ text, tokens }, at, cutting);
    if (cut === null) continue;
    const clause = makeClause(tokens.slice(start, at), sentence, cutting);
    const before = clauses.at(-1);
    // "If that is not possible, send it back": the condition holds for the rest of its sentence.
    if (before !== undefined && before.sentence === sentence && before.otherwise) clause.otherwise = true;
    clauses.push(clause);
    start = at;
    if (cut === 'sentence') sentence++;
  }
  return clauses;
}
