import type { ActWords } from './act-words.ts';
import { ENGLISH } from './acts-en.ts';
import { SPANISH } from './acts-es.ts';
import { TEXT_LIMIT, tokenise } from './tokens.ts';
import { ACTS, type Act } from './understanding.ts';

const WORDS: { [language: string]: ActWords } = { en: ENGLISH, es: SPANISH };

/** A part of a sentence between commas; `text` is its folded words. */
type Part = { text: string; words: string[] };
type Sentence = { text: string; parts: Part[]; asks: boolean };
type Message = { text: string; words: number; sentences: Sentence[]; parts: Part[] };

const SENTENCE_END = /(?<=[.!?;\n…])\s+|\n+|[;…]/u;
const PART_END = /,(?!\d)|:(?!\d)|[()–—]| - |\.\.+|[.!?]+/u;

function folded(text: string): Part {
  const words = tokenise(text)
    .map(({ word }) => word)
    .filter((word) => !/^[?¿!¡#@%$€£]$/u.test(word));
  return { words, text: words.join(' ') };
}

function read(text: string): Message {
  const sentences = text
    .slice(0, TEXT_LIMIT)
    .split(SENTENCE_END)
    .map((sentence) => ({
      ...folded(sentence),
      parts: sentence
        .split(PART_END)
        .map(folded)
        .filter(({ words }) => words.length > 0),
      asks: /[?¿]/u.test(sentence),
    }))
    .filter(({ parts }) => parts.length > 0);
  const { text: whole, words } = folded(text);
  return { text: whole, words: words.length, sentences, parts: sentences.flatMap(({ parts }) => parts) };
}

/** The part without words that mean nothing around an answer at its beginning. */
function bare(part: Part, { filler, greeting }: ActWords): string {
  let words = part.words;
  const greeted = greeting.exec(part.text);
  if (greeted !== null && greeted[0] !== '') words = words.slice(greeted[0].split(' ').length);
  while (words.length > 1 && filler.test(words[0]!)) words = words.slice(1);
  return words.join(' ');
}

/** The answer must stand near the beginning: later a "yes" or "no" belongs to a story. */
const ANSWER_PARTS = 3;

function saysNo(parts: readonly Part[], words: ActWords): boolean {
  return parts.slice(0, ANSWER_PARTS).some((part) => {
    const texts = [part.text, bare(part, words)];
    return (
      texts.some((text) => words.no_opening.test(text)) && !texts.some((text) => words.not_no.test(text))
    );
  });
}

function isYes(part: Part, words: ActWords): boolean {
  if (words.yes_opening.test(part.text) || words.yes_opening.test(bare(part, words))) return true;
  const telling = part.words.filter((word) => !words.filler.test(word));
  return telling.length > 0 && telling.every((word) => words.yes_word.test(word));
}

/** Parts that can answer: in a sentence that asks only a firm yes does, and not by itself ("yes?"). */
function answering(sentences: readonly Sentence[], words: ActWords): Part[] {
  return sentences
    .flatMap((sentence) => {
      const { parts } = sentence;
      const asks = asksQuestion(sentence, words) || parts.some(({ text }) => words.question_part.test(text));
      if (!asks) return parts;
      return parts.length > 1 ? parts.map((part) => (words.firm_yes.test(part.text) ? part : null)) : [null];
    })
    .slice(0, ANSWER_PARTS)
    .filter((part) => part !== null);
}

function answersYes(part: Part, words: ActWords): boolean {
  if (isYes(part, words)) return true;
  // "ok but keep the mug": what stands before the contrast answers.
  const contrast = words.contrast.exec(part.text);
  if (contrast === null || contrast.index === 0) return false;
  return isYes(folded(part.text.slice(0, contrast.index)), words);
}

function saysYes(sentences: readonly Sentence[], words: ActWords): boolean {
  return answering(sentences, words).some((part) => answersYes(part, words));
}

/** Puts off what was to be done, or ties it to a condition; "wait … yes, do it" does so no longer. */
function holds(parts: readonly Part[], words: ActWords): boolean {
  const says = (pattern: RegExp) => (part: Part) => pattern.test(part.text) && !words.polite.test(part.text);
  if (parts.some(says(words.condition))) return true;
  const last = parts.findLastIndex((part) => isYes(part, words) && !says(words.hold)(part));
  return parts.findLastIndex(says(words.hold)) > last;
}

function asksQuestion({ text, asks }: Sentence, words: ActWords): boolean {
  if (words.exclamation.test(text)) return false;
  if (words.request.test(text)) return words.request_to_tell.test(text);
  return asks || words.question_opening.test(text) || words.request_to_tell.test(text);
}

const LEAST_SHOUTED_WORDS = 3;

/** Mostly capitals over several words; order numbers and the like do not count. */
function shouts(text: string): boolean {
  const words = text.slice(0, TEXT_LIMIT).match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const plain = words.filter((word) => word.length > 1 && /^[\p{L}'’]+$/u.test(word));
  const loud = plain.filter((word) => word !== word.toLowerCase() && word === word.toUpperCase());
  return loud.length >= LEAST_SHOUTED_WORDS && loud.length >= 0.75 * plain.length;
}

function asksForPerson({ sentences, parts }: Message, words: ActWords): boolean {
  return (
    sentences.some(({ text }) => words.person.test(text) && !words.not_person.test(text)) ||
    parts.some(
      (part) => words.person_alone.test(part.text) || words.person_alone.test(withoutFillers(part, words)),
    )
  );
}

function withoutFillers({ words }: Part, { filler, greeting }: ActWords): string {
  return words.filter((word) => !filler.test(word) && !greeting.test(word)).join(' ');
}

/** A change of mind drops the wish unless the message gives it as a reason for one. */
const SHORT_MESSAGE_WORDS = 12;

function drops({ text, parts, words: count }: Message, words: ActWords): boolean {
  if (parts.some((part) => words.never_mind.test(part.text))) return true;
  return count <= SHORT_MESSAGE_WORDS && words.change_of_mind.test(text) && !words.reason.test(text);
}

/** "Yes, but …": the contrast stands in the sentence of the yes, or opens the one behind it. */
function takesBack(sentences: readonly Sentence[], words: ActWords): boolean {
  return sentences.some(({ text }, at) => {
    if (!saysYes([sentences[at]!], words)) return false;
    return words.contrast.test(text) || words.contrast.exec(sentences[at + 1]?.text ?? '')?.index === 0;
  });
}

function corrects(message: Message, words: ActWords, said: { yes: boolean; no: boolean }): boolean {
  const { text, parts, sentences } = message;
  if (parts.some((part) => words.correction.test(part.text) || words.correction.test(bare(part, words))))
    return true;
  if (said.no && parts.length > 0 && words.correction_with_no.test(text)) return true;
  const asks = sentences.some((sentence) => asksQuestion(sentence, words));
  if (!said.yes || asks) return false;
  const refuses = ({ text }: Part) => words.no_opening.test(text) && !words.not_no.test(text);
  return (
    takesBack(sentences, words) ||
    parts.slice(1).some((part) => refuses(part) || refuses(folded(bare(part, words))))
  );
}

const FIRMER_THAN_HOLD: readonly Act[] = ['no', 'correction', 'never_mind', 'person', 'goodbye'];

/** Speech acts of a message, in the order of {@link ACTS}. A language without a word list has none. */
export function findActs(text: string, language: string): Act[] {
  const words = WORDS[language];
  if (words === undefined) return [];
  const message = read(text);
  const { parts, sentences } = message;
  const any = (pattern: RegExp) => parts.some((part) => pattern.test(part.text));
  const no = saysNo(parts, words);
  const yes = saysYes(sentences, words) && !(no && !yesFirst(parts, words));
  const takenBack = yes && no;
  const found: { [A in Act]: boolean } = {
    yes,
    no: no && !takenBack,
    never_mind: drops(message, words),
    thanks: any(words.thanks),
    greeting: parts.length > 0 && words.greeting.test(parts[0]!.text),
    goodbye: any(words.goodbye),
    person: asksForPerson(message, words),
    anger: any(words.anger) || shouts(text),
    correction: corrects(message, words, { yes, no }),
    dont_know: any(words.dont_know),
    all_of_them: parts.some((part) => words.all_of_them.test(part.text) && !words.not_all.test(part.text)),
    nothing_else: any(words.nothing_else) || (!yes && any(words.thats_it)),
    question: sentences.some((sentence) => asksQuestion(sentence, words)),
    hold: holds(parts, words),
    unsolved: any(words.unsolved) && !no && !yes,
  };
  // What says more than "not now" is that.
  const more = FIRMER_THAN_HOLD.some((act) => found[act]);
  return ACTS.filter((act) => found[act] && !(act === 'hold' && more));
}

/** Of a message with both a yes and a no: the yes came first, and the no takes part of it back. */
function yesFirst(parts: readonly Part[], words: ActWords): boolean {
  const first = parts.findIndex((part) => isYes(part, words) || words.no_opening.test(part.text));
  return first >= 0 && isYes(parts[first]!, words);
}

const NO_PLAIN_YES: readonly Act[] = ['no', 'correction', 'hold', 'never_mind', 'dont_know'];

/** A yes without a doubt, a condition or anything taken back: nothing less lets an action through. */
export function isPlainYes(acts: readonly Act[]): boolean {
  return acts.includes('yes') && !NO_PLAIN_YES.some((act) => acts.includes(act));
}
