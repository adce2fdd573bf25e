import { type WordLanguage, wordLanguage } from './everyday-words.ts';
import type { Token } from './match.ts';

/**
 * What a value is said to be: `wanted`; `rejected`, surely not wanted ("instead of", "from", "not", "I have"); `present`,
 * likely what the buyer has ("exchange my …"); or nothing in particular.
 */
export type Role = 'wanted' | 'rejected' | 'present' | 'open';

type Cues = {
  /** Phrases, longest first; the words must follow each other. */
  phrases: [words: string, role: Role][];
  changes: Set<string>;
  negators: Set<string>;
  wants: Set<string>;
};

const set = (words: string): Set<string> => new Set(words.split(' '));

const CUES: Record<WordLanguage, Cues> = {
  en: {
    phrases: cues({
      rejected:
        'instead of|rather than|in place of|no longer|other than|currently|current|from|not|except|old|existing|have|has|got|received|was|were|had|came|than|sent|anything but|used to be|nor',
      present: 'my|mine|bought|ordered|purchased|original',
      wanted:
        'to have|to get|to be|rather have|swap for|for|to|into|but|want|wants|wanted|like|prefer|need|get|make|should be|would be|becomes|give|send me|looking for|go with|going with|switch to|new|new one',
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

function cues(by: Record<'rejected' | 'present' | 'wanted', string>): [string, Role][] {
  const all = (['rejected', 'present', 'wanted'] as const).flatMap((role) =>
    by[role].split('|').map((words): [string, Role] => [words, role]),
  );
  return all.sort((a, b) => b[0].split(' ').length - a[0].split(' ').length);
}

const AND = set('and y also plus');
const THE = set('the my el la mi los las mis');

/** The role of a value at each token of a text, from the words that lead up to it. */
export function roles(text: Token[], language: string): Role[] {
  const known = CUES[wordLanguage(language)];
  const result: Role[] = [];
  let role: Role = 'open';
  let replaced = false;
  let beforeBracket: Role = 'open';
  for (let at = 0; at < text.length; ) {
    const token = text[at]!;
    const before = token.before;
    if (before.includes('(')) beforeBracket = role;
    if (before.includes(')')) role = beforeBracket;
    if (/->|→|=>|⇒/.test(before)) role = 'wanted';
    else if (/[.;!?\n]/.test(before)) {
      role = 'open';
      replaced = false;
    } else if (/,/.test(before) && role === 'rejected' && !replaced) role = 'open';
    // "… to white and the blue mug to large": another thing begins.
    if (role === 'wanted' && AND.has(text[at - 1]?.word ?? '') && THE.has(token.word)) role = 'open';
    const cue = cueAt(text, at, known);
    if (cue) {
      role = cue.role;
      replaced = cue.role === 'present' ? replaced : false;
    } else if (known.changes.has(token.word)) {
      role = 'present';
      replaced = token.word.startsWith('replac');
    } else if (replaced && token.word === 'with') {
      role = 'wanted';
      replaced = false;
    } else if (token.word === 'from' || token.word === 'desde') {
      role = 'rejected';
    }
    const length = cue?.length ?? 1;
    for (let used = 0; used < length; used += 1) result.push(role);
    at += length;
  }
  return result;
}

function cueAt(text: Token[], at: number, known: Cues): { role: Role; length: number } | null {
  const word = text[at]!.word;
  const next = text[at + 1];
  // "don't want black" rejects, "don't need it to be black" too.
  if (known.negators.has(word) && next && known.wants.has(next.word)) return { role: 'rejected', length: 2 };
  for (const [words, role] of known.phrases) {
    const parts = words.split(' ');
    if (parts.every((part, index) => text[at + index]?.word === part)) return { role, length: parts.length };
  }
  return null;
}
