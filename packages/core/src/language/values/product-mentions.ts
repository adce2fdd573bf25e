import { isEveryday, wordLanguage } from './everyday-words.ts';
import { otherNames } from './goods.ts';
import { findPhrases, type Phrase, phrase, type Token, tokens } from './match.ts';

/** Where articles are called by a name; `names` has several where the word fits several of them. Token indexes are inclusive. */
export type ProductMention = { names: string[]; first: number; last: number; score: number; plural: boolean };

/** `other`: the last word of another name of the same thing. */
type Named = { name: string; weight: number; other?: string };

/** Words that say only in what number an article comes: they name nothing alone. */
const CONTAINERS = new Set([
  'set',
  'kit',
  'pack',
  'bundle',
  'pair',
  'box',
  'juego',
  'paquete',
  'case',
  'collection',
  'unit',
]);

function phrasesOf(name: string, language: string): Phrase<Named>[] {
  const whole = phrase(name, { name, weight: 1 }, language);
  const count = whole.words.length;
  const found: Phrase<Named>[] = [whole];
  const add = (from: number, to: number, weight: number): void => {
    if (to - from < count) {
      found.push({
        of: { name, weight },
        words: whole.words.slice(from, to),
        stems: whole.stems.slice(from, to),
      });
    }
  };
  const contained = count > 1 && CONTAINERS.has(whole.words[count - 1]!);
  const head = contained ? count - 2 : count - 1;
  for (let from = 1; from < count - 1; from += 1) add(from, count, 0.9);
  if (contained) add(0, count - 1, 0.9);
  add(head, head + 1, 0.8);
  if (wordLanguage(language) === 'es') {
    for (let to = count - 1; to > 1; to -= 1) add(0, to, 0.9);
    add(0, 1, 0.8);
  }
  if (count > 2 && !contained) {
    found.push({
      of: { name, weight: 0.9 },
      words: [whole.words[0]!, whole.words[head]!],
      stems: [whole.stems[0]!, whole.stems[head]!],
    });
  }
  for (let at = 0; at < count; at += 1) {
    const word = whole.words[at]!;
    if (at !== head && word.length >= 3 && !isEveryday(word, language) && !CONTAINERS.has(word))
      add(at, at + 1, 0.45);
  }
  // "The jigsaw", "la bata": by another name of the same thing; its own name, or that of another article, goes before.
  for (const other of otherNames(name)) {
    const called = phrase(other, { name, weight: OTHER_NAME }, language);
    found.push({ ...called, of: { ...called.of, other: called.words.at(-1) ?? '' } });
  }
  return found;
}

const OTHER_NAME = 0.65;

type Place = { name: string; first: number; last: number; score: number };

/** The language of the text, and the words that are values of options: "glass" is no pair of sunglasses. */
export type MentionsOf = { language: string; values: Set<string> };

/** "shelf" for a bookshelf, "bookshelf" for a shelf. */
function compounds(text: Token[], names: string[], of: MentionsOf): Place[] {
  const { language, values } = of;
  return names.flatMap((name) => {
    const words = tokens(name, language);
    const contained = words.length > 1 && CONTAINERS.has(words.at(-1)!.word);
    const head = words.at(contained ? -2 : -1);
    if (head?.kind !== 'word') return [];
    return text.flatMap((token, at): Place[] => {
      const [shorter, longer] =
        token.stem.length < head.stem.length ? [token.stem, head.stem] : [head.stem, token.stem];
      const fits = shorter.length >= 4 && longer.length >= shorter.length + 3 && longer.endsWith(shorter);
      return fits && !isEveryday(token.word, language) && !values.has(token.word)
        ? [{ name, first: at, last: at, score: 0.6 }]
        : [];
    });
  });
}

/** Where the named articles are mentioned, in the order told: whole names, their nouns, or a telling word, with slips. */
export function findProductMentions(text: Token[], names: string[], of: MentionsOf): ProductMention[] {
  const { language, values } = of;
  const distinct = [...new Set(names)];
  const hits = findPhrases(
    text,
    distinct.flatMap((name) => phrasesOf(name, language)),
    language,
  );
  const places: Place[] = [
    ...hits
      .filter((hit) => isItsNoun(hit.of, text[hit.last]!))
      .map((hit) => ({
        name: hit.of.name,
        first: hit.first,
        last: hit.last,
        score: hit.of.weight * hit.quality,
      })),
    ...compounds(text, distinct, of),
  ];
  const strong = merge(
    places.filter((place) => place.score > 0.5),
    text,
    language,
  );
  const taken = (place: Place): boolean =>
    strong.some((one) => place.first <= one.last + 1 && one.first <= place.last + 1) ||
    strong.some((one) => one.names.includes(place.name));
  const weak = merge(
    places.filter((place) => place.score <= 0.5 && !taken(place) && !values.has(text[place.first]!.word)),
    text,
    language,
  );
  return [...strong, ...weak].sort((a, b) => a.first - b.first);
}

/** "Prende" is no "prenda": another name is met by its own word, in singular or plural, or by a slip in a long one. */
function isItsNoun({ other }: Named, { word }: Token): boolean {
  if (other === undefined) return true;
  const [shorter, longer] = word.length < other.length ? [word, other] : [other, word];
  if (['', 's', 'es'].some((ending) => shorter + ending === longer)) return true;
  return other.length >= LONG_NOUN && word.slice(-1) === other.slice(-1);
}

const LONG_NOUN = 7;

function merge(places: Place[], text: Token[], language: string): ProductMention[] {
  const sorted = [...places].sort((a, b) => b.last - b.first - (a.last - a.first) || b.score - a.score);
  const kept: (ProductMention & { best: number })[] = [];
  for (const place of sorted) {
    const same = kept.find((one) => one.first === place.first && one.last === place.last);
    const overlaps = kept.some((one) => one.first <= place.last && place.first <= one.last);
    if (same) {
      if (place.score > same.best - 0.1 && !same.names.includes(place.name)) same.names.push(place.name);
    } else if (!overlaps) {
      const plural = isPlural(text[place.last]!, place.name, language);
      kept.push({
        names: [place.name],
        first: place.first,
        last: place.last,
        score: place.score,
        best: place.score,
        plural,
      });
    }
  }
  return kept.map(({ names, first, last, score, plural }) => ({ names, first, last, score, plural }));
}

/** More than one article: the word is in the plural and its name is not. */
function isPlural(token: Token, name: string, language: string): boolean {
  if (!token.word.endsWith('s') || token.word === token.stem) return false;
  return !tokens(name, language).some(
    (one) => one.word === token.word || (one.stem === token.stem && one.word.endsWith('s')),
  );
}
