import { must } from '../lib/assert.ts';
import { findActs } from './acts.ts';
import { phraseAt } from './clause-words.ts';
import { type Clause, type Cutting, clauseWords, requestAt, splitClauses, withoutLead } from './clauses.ts';
import { guessLanguage, type LanguageWords, learnLanguages } from './language-guess.ts';
import { maskAddresses } from './mask-addresses.ts';
import { type Negation, negation } from './negation.ts';
import { offTopic } from './off-topic.ts';
import { tokenise } from './tokens.ts';
import { type Prediction, predict, type TopicModel, trainTopics } from './topic-model.ts';
import type { Act, TopicGuess, Understanding, Wish } from './understanding.ts';

/** What an understander is trained from: a playbook's languages, its threshold, its topics with examples. */
export type UnderstanderSpec = {
  languages: string[];
  threshold: number;
  /** A `detail` says more of a wish and is none itself: an address, a size, a reason. */
  topics: { id: string; detail?: boolean; examples: { [language: string]: string[] } }[];
};

/** A trained understander of one playbook. */
export type Understander = {
  languages: LanguageWords;
  threshold: number;
  model: TopicModel;
  /** Verbs that the examples begin with. */
  verbs: ReadonlySet<string>;
  /** Topics that are details of others. */
  details: ReadonlySet<string>;
};

const fold = (text: string) => tokenise(text).map(({ word }) => word);

/** The word that an example orders with: its first ("cancel my order"), or that behind an opener ("I want to cancel"). */
function orderingVerb(words: string[], language: string): string[] {
  const known = clauseWords(language);
  if (known === null) return words.slice(0, 1);
  let at = 0;
  for (;;) {
    const opener = phraseAt(words, at, known.openers);
    if (opener > 0) at += opener;
    else if (known.passing.has(words[at] ?? '')) at++;
    else break;
  }
  const verb = words[at];
  return verb === undefined || known.common.has(verb) ? [] : [verb];
}

/** A word counts as a verb of the playbook when at least so many examples order with it … */
const LEAST_EXAMPLES = 2;
/** … and it stands there in at least this share of all its places: a noun that opens a few examples orders nothing. */
const LEAST_SHARE = 0.5;

/** They open a message and order nothing. */
const GREETINGS = new Set(['hi', 'hello', 'hey', 'hola', 'buenas', 'buenos']);

function learnVerbs({ topics }: UnderstanderSpec): ReadonlySet<string> {
  const orders = new Map<string, number>();
  const places = new Map<string, number>();
  const count = (into: Map<string, number>, word: string) => into.set(word, (into.get(word) ?? 0) + 1);
  for (const { examples } of topics)
    for (const [language, texts] of Object.entries(examples))
      for (const words of texts.map(fold)) {
        for (const word of words) count(places, word);
        for (const verb of orderingVerb(words, language)) count(orders, verb);
      }
  const isVerb = ([word, count]: [string, number]): boolean =>
    count >= LEAST_EXAMPLES &&
    /^\p{L}{2,}$/u.test(word) &&
    !GREETINGS.has(word) &&
    count >= LEAST_SHARE * (places.get(word) ?? 0);
  return new Set([...orders].filter(isVerb).map(([verb]) => verb));
}

function countIn({ topics }: UnderstanderSpec, language: string): number {
  return topics.reduce((sum, { examples }) => sum + (examples[language]?.length ?? 0), 0);
}

/** Trains an understander; takes one to a few seconds of processor time for some thousand examples. */
export function makeUnderstander(spec: UnderstanderSpec): Understander {
  const examples = spec.topics.flatMap(({ id, examples: byLanguage }) =>
    Object.values(byLanguage).flatMap((texts) =>
      texts.map((text) => ({ text: maskAddresses(text), topic: id })),
    ),
  );
  const others = spec.languages.flatMap((language) => offTopic(language, countIn(spec, language)));
  return {
    languages: learnLanguages(spec.languages, (language) =>
      spec.topics.flatMap(({ examples: byLanguage }) => (byLanguage[language] ?? []).map(fold)),
    ),
    threshold: spec.threshold,
    model: trainTopics(examples, { seed: 1, out_of_scope: others }),
    verbs: learnVerbs(spec),
    details: new Set(spec.topics.filter(({ detail }) => detail).map(({ id }) => id)),
  };
}

/**
 * What one clause is about, null when it tells no wish; whether it only tells more of another; and whether it is said beside one:
 * what shall come of it ("I want my money back"), or anger.
 */
type Read = { clause: Clause; guess: TopicGuess | null; details: boolean; denies: boolean; beside: boolean };

type Reader = {
  text: string;
  model: TopicModel;
  threshold: number;
  cutting: Cutting | null;
  details: ReadonlySet<string>;
  language: string;
};

function believe({ topics, out_of_scope }: Prediction, threshold: number): TopicGuess | null {
  const best = must(topics[0], 'a topic');
  return !out_of_scope && best.probability >= threshold ? best : null;
}

function guessOf(said: string, { model, threshold }: Reader): TopicGuess | null {
  return believe(predict(model, maskAddresses(said)), threshold);
}

const guessWords = (words: readonly string[], reader: Reader) => guessOf(words.join(' '), reader);

/** Words of a clause as they were written, where they stand together in it: their marks tell the model something. */
function wording(words: readonly string[], clause: Clause, { text }: Reader): string {
  const from = clause.words.findIndex((_, at) =>
    words.every((word, offset) => clause.words[at + offset] === word),
  );
  const tokens = tokenise(text.slice(clause.from, clause.to));
  const [first, last] = [tokens[from], tokens[from + words.length - 1]];
  return first && last ? text.slice(clause.from + first.from, clause.from + last.to) : words.join(' ');
}

/** What the model thinks of all that is wanted in several clauses. */
function predictWanted(clauses: readonly Clause[], reader: Reader): Prediction {
  const parts = clauses.map((clause, at) => {
    const before = at === 0 ? '' : clauses[at - 1]!.sentence === clause.sentence ? ', ' : '\n';
    return before + wording(wantedWords(clause.words, reader), clause, reader);
  });
  return predict(reader.model, maskAddresses(parts.join('')));
}

/** Cuts off a reason ("… because I moved"), where something stands before it. */
function withoutReason(words: string[], { cutting }: Reader): string[] {
  const reasons = cutting?.words.reasons;
  if (reasons === undefined) return words;
  const at = words.findIndex((_, place) => place >= 2 && phraseAt(words, place, reasons) > 0);
  return at < 0 ? words : words.slice(0, at);
}

/** The words of a clause that tell what is wanted: without what is negated, if it is a wish that is negated. */
function wantedWords(said: string[], reader: Reader): string[] {
  if (reader.cutting === null) return said;
  const words = withoutLead(said, reader.cutting);
  const found = negation(words, reader.cutting);
  if (found === null) return words;
  if (found.replaced) return found.kept;
  if (found.negated.length === 0) return words;
  // "I'm not sending back the lamp, only the mug": what is wanted of the mug was told with the lamp.
  if (isSole(found, reader.cutting)) return [...found.negated, ...found.kept];
  // "I don't want to receive it": the negation itself is what tells the topic, unless it is that of what is negated.
  const negated = predict(reader.model, found.negated.join(' ')).topics[0];
  const all = guessWords(words, reader);
  return all !== null && negated?.topic === all.topic ? found.kept : words;
}

/** Whether what is negated begins with a verb that orders: "sending back the lamp", not "the lamp". */
function isOrder([first = '']: readonly string[], { words, verbs }: Cutting): boolean {
  const base = first.replace(/ing$/, '');
  return [first, base, `${base}e`].some(
    (form) => words.verbs.has(form) || verbs.has(form) || words.forbidden.has(form),
  );
}

function isSole({ kept, negated }: Negation, cutting: Cutting): boolean {
  const { words } = cutting;
  const at = kept.findIndex((word, place) => words.sole.has(word) && place < kept.length - 1);
  // "Don't cancel it, I just want it sent elsewhere": what is wanted is told with a verb of its own.
  return (
    isOrder(negated, cutting) &&
    at >= 0 &&
    !words.wanting.has(kept[at + 1] ?? '') &&
    !requestAt(kept, at + 1, cutting)
  );
}

function readClause(clause: Clause, reader: Reader): Read {
  const denies = deniesAll(clause.words, reader);
  const beside = isResult(clause, reader) || vents(clause, reader);
  if (clause.introduces || clause.leads) return { clause, guess: null, details: false, denies, beside };
  const words = wantedWords(clause.words, reader);
  const main = withoutReason(words, reader);
  const told = (part: string[]) => guessOf(wording(part, clause, reader), reader);
  const guess = told(main) ?? (main.length < words.length ? told(words) : null);
  const details = guess !== null && reader.details.has(guess.topic);
  return { clause, guess: details ? null : guess, details, denies, beside };
}

/** In so few words anger tells nothing else. */
const VENTING_WORDS = 8;

/** "Worst shop ever". */
function vents({ words }: Clause, { language, cutting }: Reader): boolean {
  if (cutting === null || words.length > VENTING_WORDS || words.includes('?')) return false;
  // Of verbs only those of the language count: that examples begin with a curse makes no order of it.
  if (requestAt(words, 0, { words: cutting.words, verbs: new Set() })) return false;
  return findActs(words.join(' '), language).includes('anger');
}

/** "I want my money back"; "no new one, just the money". */
function isResult({ words }: Clause, { cutting }: Reader): boolean {
  if (cutting === null) return false;
  const kept = negation(words, cutting)?.kept ?? words;
  return [words, kept].some((some) => cutting.words.result.test(some.join(' ')));
}

/** "Don't cancel it": the topic that is denied; null where none is, or a thing alone ("I don't want the lamp"). */
function deniedIn({ words }: Clause, reader: Reader): string | null {
  const found = reader.cutting && negation(words, reader.cutting);
  if (!found || !reader.cutting || !isOrder(found.negated, reader.cutting)) return null;
  if (isSole(found, reader.cutting)) return null;
  const guess = guessWords(found.negated, reader);
  return guess !== null && !reader.details.has(guess.topic) ? guess.topic : null;
}

/** "I do not want a voucher": nothing in it is wanted. */
function deniesAll(words: string[], { cutting }: Reader): boolean {
  const found = cutting === null ? null : negation(words, cutting);
  if (found === null || cutting === null || found.replaced) return false;
  const { empty, passing, common } = cutting.words;
  return found.kept.every((word) => empty.has(word) || passing.has(word) || common.has(word));
}

/** A clause that only describes tells a wish of its own only if it is this clear … */
const CLEAR = 0.85;
/** … and the rest of the message speaks of it at least so much; what is asked for without being clear needs less. */
const LEAST_OF_REST = { described: 0.2, requested: 0.05 };

/** Whether a clause is only the condition of the next one ("if that is not possible, …"). */
function isCondition(reads: readonly Read[], at: number): boolean {
  const { clause } = reads[at]!;
  return clause.otherwise && reads[at + 1]?.clause.sentence === clause.sentence;
}

const clausesOf = (reads: readonly Read[]): Clause[] => reads.map(({ clause }) => clause);

/** Topics of some clauses together, likeliest first, details set aside. */
function topicsOf(reads: readonly Read[], reader: Reader): TopicGuess[] {
  const { topics } = predictWanted(clausesOf(reads), reader);
  const wishes = topics.filter(({ topic }) => !reader.details.has(topic));
  const details = topics.reduce((sum, one) => sum + one.probability, -wishes.reduce(total, 0));
  return wishes.map(({ topic, probability }) => ({ topic, probability: probability / (1 - details || 1) }));
}

const total = (sum: number, { probability }: TopicGuess): number => sum + probability;

/**
 * Which clauses tell wishes: those that ask, and those that describe clearly; of a wish and what to do if it cannot be met,
 * the wish. What is said beside a wish tells one only where nothing else does.
 */
function settle(reads: readonly Read[], reader: Reader): Read[] {
  const beside = reads.filter(({ beside }) => beside);
  const others = telling(
    reads.map((one) => (one.beside ? { ...one, guess: null } : one)),
    reader,
  );
  const told =
    beside.length === 0 || others.some(({ guess }) => guess !== null) ? others : telling(reads, reader);
  // What is not wanted tells a wish only where nothing else does.
  const wants = told.some(({ guess, denies }) => guess !== null && !denies);
  return told.map((one) => (wants && one.denies ? { ...one, guess: null } : one));
}

function telling(reads: readonly Read[], reader: Reader): Read[] {
  const weighty = reads.filter(({ details, beside, clause }) => !details && !beside && !clause.introduces);
  const whole = topicsOf(weighty.length > 0 ? weighty : reads, reader);
  const enumerates = reader.cutting?.words.several.test(reader.text.toLowerCase()) ?? false;
  const saidBeside = reads.some(({ beside }) => beside);
  const of = (topics: readonly TopicGuess[], topic: string): number =>
    topics.find((one) => one.topic === topic)?.probability ?? 0;
  let wished = false;
  const tells = (one: Read, { topic, probability }: TopicGuess): boolean => {
    const { requests } = one.clause;
    const clear = probability >= CLEAR;
    if (requests && clear) return true;
    if (requests) {
      // What is clear speaks for itself: beside it the rest is weighed alone.
      const rest = weighty.filter(
        ({ guess }) => guess === null || guess.probability < CLEAR || guess.topic === topic,
      );
      return of(topicsOf(rest, reader), topic) >= LEAST_OF_REST.requested;
    }
    const [first] = whole;
    if (clear && (enumerates || of(whole, topic) >= LEAST_OF_REST.described)) return true;
    return topic === first?.topic && (saidBeside || first.probability >= CLEAR);
  };
  return reads.map((one, at) => {
    const { clause, guess } = one;
    const counts =
      guess !== null && !(wished && clause.otherwise) && !isCondition(reads, at) && tells(one, guess);
    wished ||= counts;
    return { ...one, guess: counts ? guess : null };
  });
}

const ORDER_NUMBER = /^(?:[a-z]{1,4}\d{3,}[a-z0-9]*|\d{5,})$/;
const NUMBER_WORDS = /^(?:order|orders|pedido|pedidos|orden|number|numero|#)$/;

/** The order numbers of a clause: by their shape, or by the word before them; not "1000ml". */
function numbers(words: readonly string[]): string[] {
  return words.filter(
    (word, at) => ORDER_NUMBER.test(word) || (/\d/.test(word) && NUMBER_WORDS.test(words[at - 1] ?? '')),
  );
}

type Group = { guess: TopicGuess; words: string[]; from: number; to: number; requests: boolean };

function speaksOfAnother(group: Group, clause: Clause, { cutting }: Reader): boolean {
  const before = numbers(group.words);
  const now = numbers(clause.words);
  if (before.length > 0 && now.length > 0) return now.every((one) => !before.includes(one));
  return now.length === 0 && (cutting?.words.another_order.test(clause.words.join(' ')) ?? false);
}

/** Puts clauses together into wishes: details belong to the wish before them, what leads to the one behind. */
function group(reads: readonly Read[], reader: Reader): Group[] {
  const groups: Group[] = [];
  let pending: Clause | null = null;
  for (const [at, { clause, guess }] of reads.entries()) {
    const last = groups.at(-1);
    if (guess === null) {
      if (clause.introduces && last === undefined) continue;
      if (last === undefined || clause.leads || beginsAnother(reads, at)) pending = joined(pending, clause);
      else extend(last, clause);
      continue;
    }
    const from: number = pending?.from ?? clause.from;
    const words: string[] = [...(pending?.words ?? []), ...clause.words];
    if (
      last !== undefined &&
      last.guess.topic === guess.topic &&
      !speaksOfAnother(last, { ...clause, words }, reader)
    ) {
      extend(last, { ...clause, words });
      if (guess.probability > last.guess.probability) last.guess = guess;
      last.requests ||= clause.requests;
    } else groups.push({ guess, words, from, to: clause.to, requests: clause.requests });
    pending = null;
  }
  const last = groups.at(-1);
  if (last !== undefined && pending !== null) extend(last, pending);
  return groups;
}

/** "… And the red thing from the other parcel, I want to send that back": it opens a sentence that tells a wish later on. */
function beginsAnother(reads: readonly Read[], at: number): boolean {
  const { clause } = reads[at]!;
  const before = reads[at - 1]?.clause;
  if (before !== undefined && before.sentence === clause.sentence && reads[at - 1]!.guess !== null)
    return false;
  const next = reads.slice(at + 1).find(({ guess }) => guess !== null);
  return next !== undefined && next.clause.sentence === clause.sentence;
}

function joined(pending: Clause | null, clause: Clause): Clause {
  return pending === null
    ? clause
    : { ...pending, to: clause.to, words: [...pending.words, ...clause.words] };
}

function extend(into: Group, clause: Clause): void {
  into.to = clause.to;
  into.words.push(...clause.words);
}

/** No clause tells a wish alone: the message as a whole may, or the clause that tells most clearly what the whole is likeliest about. */
function wholeWish(reads: readonly Read[], reader: Reader): Wish[] {
  const telling = reads.filter(({ clause }) => !clause.introduces);
  const [first] = telling;
  const last = telling.at(-1);
  if (first === undefined || last === undefined) return [];
  const whole = predictWanted(clausesOf(telling), reader);
  const clearest = telling.reduce<TopicGuess | null>(
    (best, { guess }) => (guess && guess.probability > (best?.probability ?? 0) ? guess : best),
    null,
  );
  const guess =
    believe(whole, reader.threshold) ?? (clearest?.topic === whole.topics[0]?.topic ? clearest : null);
  if (guess === null || reader.details.has(guess.topic)) return [];
  const requests = telling.some(({ clause }) => clause.requests);
  return [wishOf(guess, { from: first.clause.from, to: last.clause.to, requests })];
}

function wishOf(
  { topic, probability }: TopicGuess,
  { from, to, requests }: Pick<Group, 'from' | 'to' | 'requests'>,
): Wish {
  return { topic, probability, from, to, ...(requests ? {} : { described: true }) };
}

/** So few words with a yes or a no in them are an answer, and a wish only when they tell one clearly. */
const SHORT_ANSWER = 4;

function isShortAnswer(clauses: readonly Clause[], acts: readonly Act[]): boolean {
  const words = clauses.reduce((sum, clause) => sum + clause.words.length, 0);
  return words <= SHORT_ANSWER && (acts.includes('yes') || acts.includes('no'));
}

/** What a message means. Never throws: of a text that makes no sense it says so. */
export function understand(
  understander: Understander,
  text: string,
  context: { language: string },
): Understanding {
  const { model, threshold, verbs, languages, details } = understander;
  const language = guessLanguage(languages, fold(text), context.language);
  const words = clauseWords(language);
  const cutting = words === null ? null : { words, verbs };
  const reader = { text, model, threshold, cutting, details, language };
  const clauses = splitClauses(text, cutting);
  const whole = predictWanted(clauses, reader);
  const reads = clauses.map((clause) => readClause(clause, reader));
  const groups = group(settle(reads, reader), reader);
  const acts = findActs(text, language);
  const told =
    groups.length > 0
      ? groups.map(({ guess, from, to, requests }) => wishOf(guess, { from, to, requests }))
      : wholeWish(reads, reader);
  const least = isShortAnswer(clauses, acts) ? CLEAR : 0;
  const wishes = told.filter(({ probability }) => probability >= least);
  const denied = clauses.flatMap((clause) => deniedIn(clause, reader) ?? []);
  return {
    language,
    wishes,
    denied: [...new Set(denied)].filter((topic) => !wishes.some((wish) => wish.topic === topic)),
    topics: whole.topics,
    acts,
    out_of_scope: wishes.length === 0 && whole.out_of_scope,
  };
}
