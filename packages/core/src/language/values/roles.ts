import { type WordLanguage, wordLanguage } from './everyday-words.ts';
import type { Token } from './match.ts';

/**
 * What a value is said to be: `wanted`; `rejected`, surely not wanted ("instead of", "from", "not", "I have"); `present`,
 * likely what the buyer has ("exchange my …"); or nothing in particular.
 */
export type Role = 'wanted' | 'rejected' | 'present' | 'open';

type Cues = {
  /** First word → phrases that begin with it, longest first; the words must follow each other. */
  phrases: Map<string, { words: string[]; role: Role }[]>;
  changes: Set<string>;
  negators: Set<string>;
  wants: Set<string>;
};

const set = (words: string): Set<string> => new Set(words.split(' '));

const CUES: Record<WordLanguage, Cues> = {
  en: {
    phrases: cues({
      rejected:
        'instead of|insted of|rather than|in place of|no longer|other than|currently|current|from|not|except|old|existing|have|has|got|received|was|were|had|came|than|sent|anything but|used to be|nor',
      present: 'my|mine|bought|ordered|purchased|original',
      wanted:
        'could i have|can i have|may i have|have it in|have them in|have that in|should have|must have|to have|would have|that has|which has|you have|to get|to be|rather have|swap for|for|to|into|but|want|wants|wanted|like|prefer|need|get|make|should be|would be|becomes|give|send me|looking for|go with|going with|switch to|new|new one',
    }),
    changes: set(
      'exchange exchanging swap swapping change changing replace replacing return returning switch switching trade trading modify modifying convert update updating',
    ),
    negators: set("not no don't didn't doesn't won't isn't never"),
    wants: set('want wants wanted like need prefer get'),
  },
  es: {
    phrases: cues({
      rejected:
        'en lugar de|en vez de|ya no|actual|actualmente|tengo|recibi|llego|era|no|excepto|que tengo|vino',
      present: 'mi|mis|compre|pedi|de|del|desde|original',
      wanted: 'quiero|quisiera|prefiero|necesito|por|a|al|sino|pero|nuevo|nueva|me gustaria|busco|en',
    }),
    changes: set(
      'cambiar cambio cambiarlo cambiarla cambien sustituir reemplazar devolver modificar intercambiar',
    ),
    negators: set('no nunca ni'),
    wants: set('quiero quisiera necesito prefiero gusta'),
  },
};

function cues(by: Record<'rejected' | 'present' | 'wanted', string>): Cues['phrases'] {
  const all = (['rejected', 'present', 'wanted'] as const).flatMap((role) =>
    by[role].split('|').map((words) => ({ words: words.split(' '), role })),
  );
  const longestFirst = all.sort((a, b) => b.words.length - a.words.length);
  const found: Cues['phrases'] = new Map();
  for (const one of longestFirst) found.set(one.words[0]!, [...(found.get(one.words[0]!) ?? []), one]);
  return found;
}

const AND = set('and y also plus');
const THE = set('the my el la mi los las mis');

type Reading = { role: Role; beforeBracket: Role; replaces: boolean };

/** The role of a value at each token of a text, from the words that lead up to it. */
export function roles(text: Token[], language: string): Role[] {
  const known = CUES[wordLanguage(language)];
  const result: Role[] = [];
  let reading: Reading = { role: 'open', beforeBracket: 'open', replaces: false };
  for (let at = 0; at < text.length; ) {
    const cue = cueAt(text, at, known);
    reading = afterWord(afterStop(reading, text, at), { token: text[at]!, cue, known });
    const length = cue?.length ?? 1;
    for (let used = 0; used < length; used += 1) result.push(reading.role);
    at += length;
  }
  return result;
}

/** What brackets, arrows and the ends of clauses do. */
function afterStop(reading: Reading, text: Token[], at: number): Reading {
  const { before, word } = text[at]!;
  const beforeBracket = before.includes('(') ? reading.role : reading.beforeBracket;
  const role = before.includes(')') ? beforeBracket : reading.role;
  const same = { ...reading, beforeBracket };
  if (/->|→|=>|⇒/.test(before)) return { ...same, role: 'wanted' };
  if (/[.;!?\n]/.test(before)) return { ...same, role: 'open', replaces: false };
  if (before.includes(',') && role === 'rejected' && !reading.replaces) return { ...same, role: 'open' };
  // "… to white and the blue mug to large": another thing begins.
  const another = role === 'wanted' && AND.has(text[at - 1]?.word ?? '') && THE.has(word);
  return { ...same, role: another ? 'open' : role };
}

type Word = { token: Token; cue: { role: Role; length: number } | null; known: Cues };

function afterWord(reading: Reading, { token, cue, known }: Word): Reading {
  if (cue) {
    // "instead of my black one" stays refused; "replace my oil with …" is still a replacing.
    if (cue.role === 'present')
      return { ...reading, role: reading.role === 'rejected' ? 'rejected' : 'present' };
    return { ...reading, role: cue.role, replaces: false };
  }
  if (known.changes.has(token.word))
    return { ...reading, role: 'present', replaces: token.word.startsWith('replac') };
  if (reading.replaces && token.word === 'with') return { ...reading, role: 'wanted', replaces: false };
  return reading;
}

function cueAt(text: Token[], at: number, known: Cues): { role: Role; length: number } | null {
  const word = text[at]!.word;
  const next = text[at + 1];
  // "too small" is what it is now.
  if (word === 'too' && next && next.before === ' ') return { role: 'rejected', length: 1 };
  // "don't want black", "don't need it to be black".
  if (known.negators.has(word) && next && known.wants.has(next.word)) return { role: 'rejected', length: 2 };
  const phrase = known.phrases
    .get(word)
    ?.find((one) => one.words.every((part, index) => text[at + index]?.word === part));
  return phrase ? { role: phrase.role, length: phrase.words.length } : null;
}
