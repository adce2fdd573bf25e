/**
 * What a language has said in several ways that buyers and shops use. Everything is written as one finds it in a dictionary or a
 * grammar, none of it for one text: words are separated by blanks, members of a group by commas.
 */
export type Meanings = {
  /** Words that carry a question and tell nothing of what it is about. */
  wrapping: string;
  /** Words that narrow a question down by little: a passage that lacks them may answer all the same. */
  light: string;
  /** Words that say what kind of thing is asked for: a time, a place, a way. */
  asks: string;
  /** Words that a question begins with. */
  opens: string;
  /** Forms that no ending tells: `form base`. */
  irregular: { [form: string]: string };
  /** Members mean nearly the same. A member of several words is found also with wrapping words in between. */
  groups: readonly string[];
};
