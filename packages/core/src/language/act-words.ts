/**
 * What speech acts look like in one language. Every pattern is matched against folded words with single blanks between them
 * (lower case, no accents, no apostrophes: "that's" is `thats`), one part of a sentence at a time unless said otherwise.
 */
export type ActWords = {
  /** Words that may stand around an answer and mean nothing in it. */
  filler: RegExp;
  /** Each of these alone is a yes; within other words it is not ("fine" against "a fine lamp"). */
  yes_word: RegExp;
  /** A part that begins so is a yes, whatever follows. */
  yes_opening: RegExp;
  /** A yes that is one even beside a question; "right, so how much is it?" is none. */
  firm_yes: RegExp;
  no_opening: RegExp;
  /** A part that begins so is no no ("no problem"). */
  not_no: RegExp;
  /** Of a whole message with a yes: takes part of it back. */
  contrast: RegExp;
  correction: RegExp;
  /** A correction only in a message that says no. */
  correction_with_no: RegExp;
  never_mind: RegExp;
  /** Drops the wish only in a short message without a reason in it ("because I changed my mind" is a reason). */
  change_of_mind: RegExp;
  reason: RegExp;
  /** Of a whole sentence: asks for a human being. */
  person: RegExp;
  not_person: RegExp;
  /** A part that is nothing but this, fillers aside. */
  person_alone: RegExp;
  thanks: RegExp;
  /** At the beginning of a message. */
  greeting: RegExp;
  goodbye: RegExp;
  anger: RegExp;
  dont_know: RegExp;
  all_of_them: RegExp;
  not_all: RegExp;
  nothing_else: RegExp;
  /** After a yes this confirms, otherwise it means that there is nothing else ("that's it"). */
  thats_it: RegExp;
  /** A sentence that begins so asks somebody to do something, with or without a question mark. */
  request: RegExp;
  /** A request that asks to be told something: a question all the same. */
  request_to_tell: RegExp;
  question_opening: RegExp;
  /** A whole sentence that wonders and asks nothing ("seriously?"). */
  exclamation: RegExp;
  /** A part that asks, wherever in a sentence it stands. */
  question_part: RegExp;
  /** Puts off what was to be done ("one moment"). */
  hold: RegExp;
  /** Ties it to something ("if it is free", "after you tell me"); `polite` does not ("if you could"). */
  condition: RegExp;
  polite: RegExp;
  /** Nothing has changed: "I still have nothing". */
  unsolved: RegExp;
};

/** Alternatives as whole words, anywhere. */
export function anywhere(...alternatives: string[]): RegExp {
  return new RegExp(`(?:^| )(?:${alternatives.join('|')})(?= |$)`, 'u');
}

/** Alternatives as whole words, at the beginning. */
export function opening(...alternatives: string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})(?= |$)`, 'u');
}

/** Alternatives that are everything there is. */
export function whole(...alternatives: string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})$`, 'u');
}
