import { alike, alikeTogether } from './alike.ts';
import { isEveryday, plain, wordLanguage } from './everyday-words.ts';
import { numberValue, quantity, spelledNumber, unitNamed, unitSigned } from './quantity.ts';

/** Longer texts are read no further than this: nobody's wish needs more, and work stays bounded. */
export const LONGEST = 4000;

// Prose of that length has some 750 words; only noise has more.
const MOST_TOKENS = 1000;

/** A piece of text to compare with. `word` is normalised, `stem` has lost its ending, `before` is what stood since the token before. */
export type Token = {
  raw: string;
  word: string;
  stem: string;
  kind: 'word' | 'number' | 'quantity';
  /** A number told in letters: "one" may as well be a pronoun. */
  spelled: boolean;
  before: string;
  from: number;
  to: number;
};

const LEXEME = /(\d+(?:[.,]\d+)*)|([\p{L}\p{M}]+(?:['’]\p{L}{1,3}(?!\p{L}))?)/gu;

type Lexeme = { raw: string; digits: boolean; before: string; from: number; to: number };

function lexemes(text: string): Lexeme[] {
  const found: Lexeme[] = [];
  let end = 0;
  for (const match of text.slice(0, LONGEST).matchAll(LEXEME)) {
    const from = match.index;
    const raw = match[0];
    found.push({
      raw,
      digits: match[1] !== undefined,
      before: text.slice(end, from),
      from,
      to: from + raw.length,
    });
    end = from + raw.length;
  }
  return found;
}

/** Cuts a text into comparable tokens: numbers with their units, model names such as `i5` or `4K` whole, sizes in one spelling. */
export function tokens(text: string, language: string): Token[] {
  const parts = lexemes(text);
  const result: Token[] = [];
  for (let at = 0; at < parts.length && result.length < MOST_TOKENS; ) {
    const part = parts[at]!;
    const next = parts[at + 1];
    const amount = part.digits ? numberValue(part.raw, language) : spelledNumber(plain(part.raw), language);
    if (amount !== null) {
      const token = readNumber({ parts, at, text, language }, amount);
      result.push(token.token);
      at += token.used;
    } else if (next?.digits && next.before === '' && part.raw.length <= 4) {
      const used = run(parts, at);
      result.push(
        join(parts, at, {
          used,
          word: plain(
            parts
              .slice(at, at + used)
              .map((p) => p.raw)
              .join(''),
          ),
        }),
      );
      at += used;
    } else {
      const { word, used } = readWord(parts, at, language);
      result.push(join(parts, at, { used, word }));
      at += used;
    }
  }
  return inheritUnits(result);
}

/** How many lexemes follow without a gap: `ipx4`, `w123b`. */
function run(parts: Lexeme[], at: number): number {
  let used = 1;
  while (parts[at + used]?.before === '') used += 1;
  return used;
}

function join(parts: Lexeme[], at: number, read: { used: number; word: string }): Token {
  const first = parts[at]!;
  const taken = parts.slice(at, at + read.used);
  const raw = taken.map((part, index) => (index === 0 ? part.raw : part.before + part.raw)).join('');
  const to = taken.at(-1)!.to;
  return {
    raw,
    word: read.word,
    stem: stem(read.word),
    kind: 'word',
    spelled: false,
    before: first.before,
    from: first.from,
    to,
  };
}

const POSSESSIVE = /'s$/;
const BIGGER_SIZE: Record<string, string> = { l: 'xl', s: 'xs', xl: 'xxl' };

function readWord(parts: Lexeme[], at: number, language: string): { word: string; used: number } {
  const bare = plain(parts[at]!.raw);
  const second = parts[at + 1];
  if (second && !second.digits && /^[-\s]?$/.test(second.before)) {
    const size = alike(plain(second.raw), language);
    const doubled = bare === 'xx' || bare === 'double' || bare === 'doble';
    if ((bare === 'x' || bare === 'extra') && size in BIGGER_SIZE)
      return { word: BIGGER_SIZE[size]!, used: 2 };
    if (doubled && (size === 'l' || size === 'xl')) return { word: 'xxl', used: 2 };
    const together = alikeTogether(bare, plain(second.raw), language);
    if (together !== null) return { word: together, used: 2 };
  }
  const word = bare.replace(POSSESSIVE, '');
  return { word: alike(word === '' ? bare : word, language), used: 1 };
}

type Place = { parts: Lexeme[]; at: number; text: string; language: string };

function readNumber(place: Place, first: number): { token: Token; used: number } {
  const { parts, at, text, language } = place;
  let amount = first;
  let used = 1;
  const isDigits = parts[at]!.digits;
  const tail = isDigits ? null : spelledTail(place, amount);
  if (tail) ({ amount, used } = tail);
  const half = halfBehind(place, used);
  if (half > 0) {
    amount += 0.5;
    used += half;
  }
  const last = parts[at + used - 1]!;
  const sign = unitSigned(text.charAt(last.to));
  const next = parts[at + used];
  const token = join(parts, at, { used, word: String(amount) });
  if (sign && isDigits) return { token: withUnit(token, quantity(amount, sign), last.to + 1), used };
  if (next && !next.digits && /^[-\s]?$/.test(next.before)) {
    const unit = unitNamed(plain(next.raw), isDigits && next.before !== ' ');
    const shortName = next.raw.length === 1 && !isDigits;
    if (unit && !shortName)
      return {
        token: withUnit(join(parts, at, { used: used + 1, word: '' }), quantity(amount, unit), next.to),
        used: used + 1,
      };
    if (next.before === '' && isDigits) {
      const whole = run(parts, at);
      const glued = parts
        .slice(at, at + whole)
        .map((part) => plain(part.raw))
        .join('');
      return { token: join(parts, at, { used: whole, word: alike(glued, language) }), used: whole };
    }
  }
  return { token: { ...token, kind: 'number', spelled: !isDigits }, used };
}

function withUnit(token: Token, word: string, to: number): Token {
  return { ...token, word, stem: word, kind: 'quantity', to };
}

/** "twenty four", "three hundred", "two thousand". */
function spelledTail(place: Place, first: number): { amount: number; used: number } {
  let amount = first;
  let used = 1;
  for (;;) {
    const next = place.parts[place.at + used];
    if (!next || next.digits || !/^[-\s]$/.test(next.before)) break;
    const word = plain(next.raw);
    const one = spelledNumber(word, place.language);
    if (word === 'hundred') amount *= 100;
    else if (word === 'thousand' || word === 'mil') amount *= 1000;
    else if (one !== null && one > 0 && one < 10 && amount >= 20 && amount % 10 === 0) amount += one;
    else break;
    used += 1;
  }
  return { amount, used };
}

/** How many lexemes say "and a half" behind a number. */
function halfBehind(place: Place, used: number): number {
  const words = place.parts.slice(place.at + used, place.at + used + 3).map((part) => plain(part.raw));
  if (wordLanguage(place.language) === 'es')
    return words[0] === 'y' && (words[1] === 'medio' || words[1] === 'media') ? 2 : 0;
  return words[0] === 'and' && words[1] === 'a' && words[2] === 'half' ? 3 : 0;
}

/** "from 4 to 5 feet", "5-25 lbs": the bare number has the unit of the one behind it. */
function inheritUnits(all: Token[]): Token[] {
  return all.map((token, at) => {
    if (token.kind !== 'number' || token.spelled) return token;
    const close = all[at + 1];
    const behind = close?.kind === 'quantity' && /^\s?[-–/]\s?$/.test(close.before) ? close : all[at + 2];
    const linked = behind === close || ['to', 'or', 'a', 'o', 'and', 'y'].includes(close?.word ?? '');
    if (!behind || !linked || behind.kind !== 'quantity') return token;
    const shape = /^(\d+(?:[.,]\d+)?)([\s\S]*)$/.exec(behind.raw);
    const unit = shape
      ? (unitNamed(plain(shape[2]!.replace(/^[-\s]+/, '')), true) ?? unitSigned(shape[2]!.trim()))
      : null;
    if (!unit) return token;
    const word = quantity(Number(token.word), unit);
    return { ...token, word, stem: word, kind: 'quantity' as const };
  });
}

/** A word without the ending that number and tense give it; for comparing only. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let base = word.replace(/ies$/, 'y');
  if (/(?:[sxz]|ch|sh)es$/.test(base)) base = base.slice(0, -2);
  else if (/[^siu]s$/.test(base)) base = base.slice(0, -1);
  if (/[^siu]s$/.test(base) && base.length >= 4) base = base.slice(0, -1);
  const verb = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(base);
  if (verb && verb[1]!.length >= 3 && !base.endsWith('eed')) base = verb[1]!.replace(/([bdgmnprt])\1$/, '$1');
  return base.length > 3 ? base.replace(/y$/, 'i').replace(/[aeo]$/, '') : base;
}

/** The number of single-letter mistakes (a swap of neighbours is one) between two words, or `bound + 1` when there are more. */
export function mistakes(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(old[j]! + 1, row[j - 1]! + 1, old[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, older[j - 2]! + 1);
      row.push(best);
    }
    if (Math.min(...row) > bound) return bound + 1;
    older = old;
    old = row;
  }
  return Math.min(old[b.length]!, bound + 1);
}

/** Whether `written` may be a slip for `meant`: same first letter, one mistake in a short word, two in a long one, never in numbers. */
export function isSlip(written: string, meant: string): boolean {
  if (written === meant || written[0] !== meant[0] || /\d/.test(written) || /\d/.test(meant)) return false;
  if (meant.length < 4 || written.length < 4) return false;
  if (meant.length === 4)
    return written.length === 4 && mistakes(written, meant, 1) === 1 && sorted(written) === sorted(meant);
  const bound = meant.length >= 8 ? 2 : 1;
  return mistakes(written, meant, bound) <= bound;
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

/** Something to be found in a text: the words of a name or of a value. */
export type Phrase<T> = { of: T; words: string[]; stems: string[] };

/** Where a phrase was found: token indexes, both inclusive; `quality` is 1 for the same words, less for a slip. */
export type Hit<T> = { of: T; first: number; last: number; quality: number };

const JOINERS = new Set(['and', 'plus', 'with', 'y', 'con', 'mas']);

/** The phrase for `text`, to be looked for with {@link findPhrases}. */
export function phrase<T>(text: string, of: T, language: string): Phrase<T> {
  const all = tokens(text, language);
  const kept = all.length > 2 ? all.filter((token) => !JOINERS.has(token.word)) : all;
  return { of, words: kept.map((token) => token.word), stems: kept.map((token) => token.stem) };
}

/** Every place where one of the phrases stands, written together or apart, in singular or plural, or with a slip of the pen. */
export function findPhrases<T>(text: Token[], phrases: Phrase<T>[], language: string): Hit<T>[] {
  const byShape = new Map<string, Phrase<T>[]>();
  let longest = 0;
  for (const one of phrases) {
    if (one.words.length === 0) continue;
    longest = Math.max(longest, one.words.length);
    for (const shape of new Set([one.words.reduce(glued, ''), one.stems.reduce(glued, '')])) {
      byShape.set(shape, [...(byShape.get(shape) ?? []), one]);
    }
  }
  const slips = bySlip(phrases);
  const hits: Hit<T>[] = [];
  for (let first = 0; first < text.length; first += 1) {
    for (const window of windows(text, first, longest + 2)) {
      const exact = new Set([...(byShape.get(window.words) ?? []), ...(byShape.get(window.stems) ?? [])]);
      for (const one of exact) hits.push({ of: one.of, first, last: window.last, quality: 1 });
      if (exact.size > 0) continue;
      for (const one of slips.get(`${window.count}${window.words[0]}`) ?? []) {
        if (slipped(text.slice(window.first, window.last + 1), one, language)) {
          hits.push({ of: one.of, first, last: window.last, quality: 0.85 });
        }
      }
    }
  }
  return hits;
}

// A slip keeps the number of words and the first letter: only those phrases are compared letter by letter.
function bySlip<T>(phrases: Phrase<T>[]): Map<string, Phrase<T>[]> {
  const found = new Map<string, Phrase<T>[]>();
  for (const one of phrases) {
    const first = one.words[0]?.[0];
    if (first === undefined || one.words.join('').length < 4) continue;
    const key = `${one.words.length}${first}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

// Words may be written together or apart; two numbers beside each other are never one.
function glued(before: string, word: string): string {
  return /\d$/.test(before) && /^\d/.test(word) ? `${before} ${word}` : before + word;
}

type Window = { first: number; last: number; count: number; words: string; stems: string };

function windows(text: Token[], first: number, longest: number): Window[] {
  const found: Window[] = [];
  let words = '';
  let stems = '';
  let count = 0;
  for (let last = first; last < text.length && last < first + longest; last += 1) {
    const token = text[last]!;
    if (last > first && /[.;!?\n]/.test(token.before)) break;
    const joiner = JOINERS.has(token.word);
    if (joiner && last === first) break;
    if (joiner) continue;
    words = glued(words, token.word);
    stems = glued(stems, token.stem);
    count += 1;
    found.push({ first, last, count, words, stems });
  }
  return found;
}

function slipped<T>(said: Token[], one: Phrase<T>, language: string): boolean {
  const written = said.filter((token) => !JOINERS.has(token.word));
  let slips = 0;
  for (const [index, token] of written.entries()) {
    if (token.word === one.words[index] || token.stem === one.stems[index]) continue;
    if (isEveryday(token.word, language) || isEveryday(token.stem, language) || token.kind !== 'word')
      return false;
    if (!isSlip(token.word, one.words[index]!) && !isSlip(token.stem, one.stems[index]!)) return false;
    slips += 1;
  }
  return slips > 0;
}
