import { isEveryday } from './everyday-words.ts';
import { findPhrases, type Hit, type Phrase, phrase, type Token, tokens } from './match.ts';

/** Option name → the values it comes in. */
export type OptionValues = { [option: string]: string[] };

/** A value of an option that is named in a text; token indexes are inclusive. */
export type OptionMention = { option: string; value: string; first: number; last: number; quality: number };

/** A value that is named where it is not said which of several options it is of. */
export type UnclearMention = { readings: Reading[]; first: number; last: number };

/** One way to understand a value: whose it is. */
export type Reading = { option: string; value: string };
type Place = { first: number; last: number; quality: number; readings: Reading[] };
type NameHit = { option: string; first: number; last: number };

const YES = new Set(['yes', 'true', 'si']);
const NO_WORDS = new Set([
  'no',
  'none',
  'not',
  'non',
  'without',
  'false',
  'sin',
  'ninguno',
  'ninguna',
  'nothing',
]);
const NEGATORS = new Set([
  'not',
  'non',
  'no',
  'without',
  "isn't",
  "doesn't",
  "don't",
  'un',
  'sin',
  'ningun',
  'ninguna',
  'ninguno',
]);

function isNegative(value: string): boolean {
  const first = /^[\p{L}]+/u.exec(value.trim().toLowerCase())?.[0] ?? '';
  // "non-stick" is one of several kinds, not the lack of them all.
  return first !== 'non' && NO_WORDS.has(first);
}

/** A value that only says yes or no to its option's name: there the name has to be looked for. */
function isPolar(value: string): boolean {
  const bare = value.trim().toLowerCase();
  return YES.has(bare) || NO_WORDS.has(bare);
}

/** The values of a product's options that are named in a text, each once per place, the longest reading first. */
export function findOptionMentions(
  text: Token[],
  options: OptionValues,
  language: string,
): { found: OptionMention[]; unclear: UnclearMention[] } {
  const names = findNames(text, options, language);
  const places = apart([...valuePlaces(text, options, language), ...polarPlaces(text, options, names)]);
  const kept = places.filter((place) => isMeant(text, place, { names, places }));
  const found: OptionMention[] = [];
  const unclear: UnclearMention[] = [];
  for (const place of kept) {
    const reading = decide(place, { text, names, kept, found });
    const { first, last, quality } = place;
    if (reading) found.push({ ...reading, first, last, quality });
    else unclear.push({ readings: place.readings, first, last });
  }
  return { found, unclear };
}

function valuePlaces(text: Token[], options: OptionValues, language: string): Place[] {
  const phrases: Phrase<Reading & { part: boolean }>[] = [];
  const owners = new Map<string, Set<string>>();
  for (const [option, values] of Object.entries(options)) {
    for (const value of values) {
      if (isPolar(value)) continue;
      phrases.push(phrase(value, { option, value, part: false }, language));
      for (const token of tokens(value, language))
        owners.set(token.stem, (owners.get(token.stem) ?? new Set()).add(value));
    }
  }
  const parts = phrases.flatMap((one) => {
    if (one.words.length < 2) return bareAmount(one, phrases);
    return one.words.flatMap((word, at): Phrase<Reading & { part: boolean }>[] => {
      const stem = one.stems[at]!;
      const telling =
        owners.get(stem)?.size === 1 && !isEveryday(word, language) && !/^\d+$/.test(word) && word.length > 1;
      return telling && !NO_WORDS.has(word)
        ? [{ of: { ...one.of, part: true }, words: [word], stems: [stem] }]
        : [];
    });
  });
  return findPhrases(text, [...phrases, ...parts], language).map((hit) => ({
    first: hit.first,
    last: hit.last,
    quality: hit.of.part ? hit.quality * 0.8 : hit.quality,
    readings: [{ option: hit.of.option, value: hit.of.value }],
  }));
}

/** "The 128 one" where it comes in 64 GB and 128 GB: the number alone tells which, if no other value has it. */
function bareAmount(
  one: Phrase<Reading & { part: boolean }>,
  all: Phrase<Reading & { part: boolean }>[],
): Phrase<Reading & { part: boolean }>[] {
  const number = leadingNumber(one.of.value);
  if (number === null) return [];
  const same = all.filter(({ of }) => of.value !== one.of.value && leadingNumber(of.value) === number);
  return same.length > 0 ? [] : [{ of: { ...one.of, part: true }, words: [number], stems: [number] }];
}

/** The number before the unit of a value such as "128 GB". */
function leadingNumber(value: string): string | null {
  return /^(\d+(?:\.\d+)?)\s?(?![\d.,x×])\p{L}{1,12}$/iu.exec(value.trim())?.[1] ?? null;
}

/** Where options are called by their names, or by a word that only this option's name has. */
function findNames(text: Token[], options: OptionValues, language: string): NameHit[] {
  const names = Object.keys(options);
  const phrases: Phrase<string>[] = names.flatMap((name) => {
    const whole = phrase(name, name, language);
    const others = names
      .filter((other) => other !== name)
      .flatMap((other) => phrase(other, other, language).stems);
    const single = whole.stems.flatMap((stem, at): Phrase<string>[] => {
      const word = whole.words[at]!;
      return others.includes(stem) || word.length < 3 ? [] : [{ of: name, words: [word], stems: [stem] }];
    });
    return [whole, ...(whole.words.length > 1 ? single : [])];
  });
  const hits: Hit<string>[] = findPhrases(text, phrases, language);
  const longest = hits.filter(
    (hit) => !hits.some((other) => covers(other, hit) && other.last - other.first > hit.last - hit.first),
  );
  return longest.map((hit) => ({ option: hit.of, first: hit.first, last: hit.last }));
}

function covers(outer: { first: number; last: number }, inner: { first: number; last: number }): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** "waterproof", "not waterproof", "no armrest", "backlight: none". */
function polarPlaces(text: Token[], options: OptionValues, names: NameHit[]): Place[] {
  const places: Place[] = [];
  for (const name of [...names, ...kindredNames(text, options, names)]) {
    const values = options[name.option] ?? [];
    const yes = values.find((value) => YES.has(value.trim().toLowerCase()));
    const no = values.find((value) => isPolar(value) && isNegative(value)) ?? values.find(isNegative);
    if (no === undefined && yes === undefined) continue;
    const said = polarity(text, name);
    const value = said.negative ? no : yes;
    if (value === undefined) continue;
    places.push({
      first: said.first,
      last: said.last,
      quality: 0.95,
      readings: [{ option: name.option, value }],
    });
  }
  return places;
}

function polarity(text: Token[], name: NameHit): { negative: boolean; first: number; last: number } {
  const behind = text[name.last + 1];
  const close = behind !== undefined && /^\s*[:=\-'"]*\s*['"]?$/.test(behind.before);
  if (close && (NO_WORDS.has(behind.word) || YES.has(behind.word))) {
    const stays = behind.word !== 'not' && behind.word !== 'without' && behind.word !== 'sin';
    if (stays) return { negative: NO_WORDS.has(behind.word), first: name.first, last: name.last + 1 };
  }
  for (let at = name.first - 1; at >= Math.max(0, name.first - 3); at -= 1) {
    if (/[.,;:!?\n()→>{}]/.test(text[at + 1]!.before)) break;
    const word = text[at]!.word;
    if (NEGATORS.has(word)) return { negative: true, first: at, last: name.last };
    if (YES.has(word)) return { negative: false, first: at, last: name.last };
    if (word === 'none' && ['for', 'of'].includes(text[at + 1]!.word))
      return { negative: true, first: at, last: name.last };
  }
  return { negative: false, first: name.first, last: name.last };
}

/** "water resistant" for an option "water resistance": every word begins like the name's. */
function kindredNames(text: Token[], options: OptionValues, names: NameHit[]): NameHit[] {
  return Object.keys(options).flatMap((option) => {
    const words = tokens(option, 'en').map((token) => token.word);
    if (words.length === 0 || !words.every((word) => word.length >= 5)) return [];
    return text.flatMap((_, first): NameHit[] => {
      const same = words.every((word, at) =>
        text[first + at]?.word.startsWith(word.slice(0, Math.max(5, word.length - 4))),
      );
      const last = first + words.length - 1;
      const known = names.some((name) => name.option === option && covers(name, { first, last }));
      return same && !known ? [{ option, first, last }] : [];
    });
  });
}

/** Of places that overlap the longest stays; those that cover the same words are one place with several readings. */
function apart(all: Place[]): Place[] {
  const sorted = [...all].sort(
    (a, b) => b.last - b.first - (a.last - a.first) || b.quality - a.quality || a.first - b.first,
  );
  const kept: Place[] = [];
  for (const place of sorted) {
    const same = kept.find((other) => other.first === place.first && other.last === place.last);
    if (same) {
      const known = same.readings.some(
        (one) => one.option === place.readings[0]!.option && one.value === place.readings[0]!.value,
      );
      if (place.quality >= same.quality && !known) same.readings.push(...place.readings);
    } else if (!kept.some((other) => other.first <= place.last && place.first <= other.last)) {
      kept.push({ ...place, readings: [...place.readings] });
    }
  }
  return kept.sort((a, b) => a.first - b.first);
}

const LEADS_TO_SIZE = new Set([
  'a',
  'an',
  'the',
  'in',
  'to',
  'from',
  'for',
  'size',
  'my',
  'un',
  'una',
  'el',
  'la',
  'en',
  'de',
  'por',
  'with',
  'con',
]);
const FULL_OF_MONEY = new Set([
  'refund',
  'price',
  'amount',
  'money',
  'credit',
  'payment',
  'cost',
  'reembolso',
  'precio',
  'off',
  'of',
]);

/** Bare numbers and single letters count only where they cannot be anything else; so do "full refund" and "half the price". */
function isMeant(text: Token[], place: Place, around: { names: NameHit[]; places: Place[] }): boolean {
  const token = text[place.first]!;
  const next = text[place.last + 1];
  if (next && FULL_OF_MONEY.has(next.word) && next.before === ' ' && next.word !== 'of') return false;
  if (
    token.word === 'half' &&
    text.slice(place.last + 1, place.last + 3).some((one) => FULL_OF_MONEY.has(one.word))
  )
    return false;
  if (place.first !== place.last) return true;
  const before = text[place.first - 1];
  const options = place.readings.map((one) => one.option);
  const named = around.names.some(
    (name) => options.includes(name.option) && distance(text, place, name) <= 2,
  );
  if (token.kind === 'number') {
    if (/[$€£#]\s*$/.test(token.before) || (next && COUNTED.has(next.word))) return false;
    if (named) return true;
    if (token.spelled) return false;
    const leads = before !== undefined && LEADS_TO_SIZE.has(before.word) && /^\s*$/.test(token.before);
    const ends = !next || !/^\s$/.test(next.before);
    const valued = around.places.some(
      (other) => other.first === place.last + 1 || other.last === place.first - 1,
    );
    return valued || ends || leads || (next !== undefined && FOLLOWS_NUMBER.has(next.word));
  }
  if (token.kind === 'quantity' || token.raw.length !== 1) return true;
  const capital = token.raw !== token.raw.toLowerCase() && token.raw !== 'A' && token.raw !== 'I';
  return (
    named ||
    capital ||
    (before !== undefined && LEADS_TO_SIZE.has(before.word) && token.word !== 'a' && token.word !== 'i')
  );
}

const COUNTED = new Set([
  'day',
  'days',
  'week',
  'weeks',
  'month',
  'months',
  'hour',
  'hours',
  'item',
  'items',
  'order',
  'orders',
  'dollars',
  'euros',
  'things',
  'dias',
  'semanas',
  'articulos',
]);
const FOLLOWS_NUMBER = new Set([
  'instead',
  'and',
  'but',
  'please',
  'or',
  'to',
  'rather',
  'with',
  'in',
  'would',
  'y',
  'o',
  'pero',
  'en',
]);

function distance(text: Token[], place: { first: number; last: number }, name: NameHit): number {
  const behind = name.first > place.last;
  const steps = behind ? name.first - place.last : place.first - name.last;
  if (steps <= 0) return 0;
  const [start, end] = behind ? [place.last + 1, name.first] : [name.last + 1, place.first];
  const stops = text.slice(start, end + 1).filter((token) => /[,;.!?\n)(/]/.test(token.before)).length;
  return steps + 3 * stops + (behind ? 0 : 0.5);
}

type Around = { text: Token[]; names: NameHit[]; kept: Place[]; found: OptionMention[] };

/** Which option a value is of when several have it: the one named nearest, then the one that nothing else speaks of. */
function decide(place: Place, around: Around): Reading | null {
  const { readings } = place;
  if (readings.length === 1) return readings[0]!;
  const near = readings
    .map((reading) => {
      const names = around.names.filter(
        (name) => name.option === reading.option && !blocked(place, name, around.kept),
      );
      return { reading, steps: Math.min(99, ...names.map((name) => distance(around.text, place, name))) };
    })
    .sort((a, b) => a.steps - b.steps);
  if (near[0]!.steps <= 4 && near[0]!.steps < near[1]!.steps) return near[0]!.reading;
  return null;
}

/** Another value stands between a value and an option's name, so that the name belongs to that one. */
function blocked(place: Place, name: NameHit, places: Place[]): boolean {
  return places.some(
    (other) =>
      other !== place &&
      ((other.first > place.last && other.last < name.first) ||
        (other.last < place.first && other.first > name.last)),
  );
}
