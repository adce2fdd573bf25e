import { termsOf } from '../terms.ts';
import { isLook } from './alike.ts';
import { isEveryday, plain, wordLanguage } from './everyday-words.ts';
import { isSlip, type Token, tokens } from './match.ts';

/** One of the things that were offered; `detail` may hold a price. */
export type PickedFrom = { id: string; label: string; detail?: string };

/** What was picked, the surest first; `none` when the buyer wants none of them. */
export type Pick = { picked: { id: string; score: number }[]; none: boolean };

/** What nobody asked for must be said with at least this score (0 to 1); else the buyer is asked. */
export const SURE_UNASKED = 0.5;

const ORDINALS: { [language in 'en' | 'es']: string[][] } = {
  en: [
    'first 1st',
    'second 2nd',
    'third 3rd',
    'fourth 4th',
    'fifth 5th',
    'sixth 6th',
    'seventh 7th',
    'eighth 8th',
    'ninth 9th',
    'tenth 10th',
  ].map((words) => words.split(' ')),
  es: [
    'primero primera primer 1o 1a',
    'segundo segunda',
    'tercero tercera tercer',
    'cuarto cuarta',
    'quinto quinta',
    'sexto sexta',
    'septimo septima',
    'octavo octava',
    'noveno novena',
    'decimo decima',
  ].map((words) => words.split(' ')),
};

const NONE = {
  en: /(?:^| )(?:none(?: of (?:these|them|those|the above))?|neither(?: of them)?|not (?:any|either) of (?:them|these|those)|nothing of that)(?= |$)/,
  es: /(?:^| )(?:ningun[oa]?(?: de (?:ellos|ellas|estos|estas|esos))?|nada de eso)(?= |$)/,
};
const ANY = {
  en: /(?:^| )(?:either(?: one| of them| is fine| works)?|any(?: of them| of these| one)?|whichever|whatever|doesn't matter|don't (?:care|mind)|you (?:choose|pick|decide)|up to you|no preference)(?= |$)/,
  es: /(?:^| )(?:cualquiera|da igual|me da lo mismo|el que sea|la que sea|indiferente)(?= |$)/,
};

/** Which of the offered things is meant: by number, place, words of its label or price. */
export function pickOption(text: string, options: PickedFrom[], language: string): Pick {
  const words = tokens(text, language);
  const flat = words.map((token) => token.word).join(' ');
  const lang = wordLanguage(language);
  const nothing: Pick = { picked: [], none: false };
  if (options.length === 0 || words.length === 0) return nothing;
  const exact = options.filter((one) => squeezed(one.label) === squeezed(text) || one.id === text.trim());
  if (exact.length === 1) return { picked: [{ id: exact[0]!.id, score: 1 }], none: false };
  const placed = byPlace(words, options, lang);
  if (placed.length > 0) return { picked: placed, none: false };
  const priced = byPrice(words, options);
  if (priced) return { picked: [{ id: priced, score: 0.9 }], none: false };
  const labelled = byLabel(words, options, language);
  if (labelled.length > 0) return { picked: labelled, none: false };
  if (NONE[lang].test(flat)) return { picked: [], none: true };
  if (ANY[lang].test(flat))
    return { picked: options.map((one) => ({ id: one.id, score: 0.5 })), none: false };
  return nothing;
}

function squeezed(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function byPlace(words: Token[], options: PickedFrom[], language: 'en' | 'es'): Pick['picked'] {
  const picked = new Set<number>();
  const refused = new Set<number>();
  for (const [at, token] of words.entries()) {
    const place = placeNamed(words, at, { language, count: options.length });
    if (place === null || place < 0 || place >= options.length) continue;
    const before = words.slice(Math.max(0, at - 3), at).map((one) => one.word);
    if (before.includes('not') || before.join(' ').includes('instead of') || token.before.includes('-'))
      refused.add(place);
    else picked.add(place);
  }
  const left = [...picked].filter((place) => !refused.has(place));
  if (left.length === 0 && refused.size > 0 && options.length === 2) {
    return options.filter((_, at) => !refused.has(at)).map((one) => ({ id: one.id, score: 0.8 }));
  }
  return left.map((place) => ({ id: options[place]!.id, score: left.length === 1 ? 1 : 0.5 }));
}

function placeNamed(
  words: Token[],
  at: number,
  known: { language: 'en' | 'es'; count: number },
): number | null {
  const token = words[at]!;
  const place = ORDINALS[known.language].findIndex((names) => names.includes(token.word));
  const next = words[at + 1]?.word;
  // "first, I would like …" and "one second" do not choose.
  if (
    place >= 0 &&
    (words.length <= 3 ||
      words.length === at + 1 ||
      ['1', 'option', 'choice', 'opcion', 'order', 'item', 'please', 'card', 'address', 'article'].includes(
        next ?? '',
      ))
  )
    return place;
  if (
    place >= 0 &&
    ['the', 'el', 'la'].includes(words[at - 1]?.word ?? '') &&
    !/,/.test(words[at + 1]?.before ?? '')
  )
    return place;
  const last = { en: ['last', 'latter'], es: ['ultimo', 'ultima'] }[known.language];
  const article = ['the', 'el', 'la'].includes(words[at - 1]?.word ?? '');
  if (
    last.includes(token.word) &&
    (article || words.length <= 2) &&
    (next === undefined || next === '1' || next === 'option')
  )
    return known.count - 1;
  if (token.word === 'former' && article) return 0;
  if (token.kind === 'number') {
    const before = words[at - 1]?.word ?? '';
    const led =
      ['number', 'option', 'no', 'nr', 'choice', 'opcion', 'numero', 'variant'].includes(before) ||
      /#$/.test(token.before);
    const alone =
      words.length === 1 ||
      (words.length === 2 &&
        (next === 'please' || before === 'the' || before === 'el' || next === 'gracias'));
    return led || alone ? Number(token.word) - 1 : null;
  }
  const letter = /^[a-h]$/.exec(token.word);
  if (letter && ['option', 'choice', 'opcion'].includes(words[at - 1]?.word ?? ''))
    return token.word.charCodeAt(0) - 97;
  return null;
}

/** An amount of money in a label or detail; the last one where there are several. */
function priceOf(option: PickedFrom): number | null {
  const all = [
    ...`${option.label.slice(0, 400)} ${(option.detail ?? '').slice(0, 400)}`.matchAll(
      /(?:[$€£]\s?(\d{1,7}(?:[.,]\d{3}){0,2}(?:[.,]\d{2})?)|(\d{1,7}(?:[.,]\d{2})?)\s?(?:[$€£]|usd|eur|gbp|dollars|euros))/gi,
    ),
  ];
  const last = all[0];
  const digits = last?.[1] ?? last?.[2];
  if (digits === undefined) return null;
  const cents = /[.,](\d{2})$/.exec(digits)?.[1] ?? '00';
  const whole = digits.replace(/[.,]\d{2}$/, '').replace(/[.,]/g, '');
  return Number(whole) * 100 + Number(cents);
}

function byPrice(words: Token[], options: PickedFrom[]): string | null {
  const flat = words.map((token) => token.word).join(' ');
  const cheap =
    /(?:^| )(?:cheap|cheaper|cheapest|least expensive|less expensive|most affordable|affordable|lowest price|barat[oa]|economic[oa])(?= |$)/.test(
      flat,
    );
  const dear =
    /(?:^| )(?:more expensive|most expensive|dearer|dearest|pricier|priciest|mas car[oa])(?= |$)/.test(flat);
  if (cheap === dear) return null;
  const priced = options.map((one) => ({ id: one.id, price: priceOf(one) }));
  if (priced.some((one) => one.price === null)) return null;
  const sorted = [...priced].sort((a, b) => (a.price! - b.price!) * (cheap ? 1 : -1));
  return sorted[0]!.price === sorted[1]?.price ? null : sorted[0]!.id;
}

/** By the words of the labels, each weighing more the fewer labels have it. */
function byLabel(words: Token[], options: PickedFrom[], language: string): Pick['picked'] {
  const read = options.map((one) => ({
    id: one.id,
    words: tokens(`${one.label} ${one.detail ?? ''}`, language),
  }));
  const owners = (word: Token): number =>
    read.filter((one) => one.words.some((other) => other.stem === word.stem)).length;
  const negated = new Set<string>();
  for (const [at, token] of words.entries()) {
    const before = words.slice(Math.max(0, at - 2), at).map((one) => one.word);
    if (before.includes('not') || (words[at - 2]?.word === 'instead' && words[at - 1]?.word === 'of'))
      negated.add(token.stem);
  }
  const said = words.filter((token) => !negated.has(token.stem) && !(token.spelled && token.word === '1'));
  const scored = read.map((one) => {
    const hits = one.words.filter((label, at) => {
      const first = one.words.findIndex((other) => other.stem === label.stem) === at;
      return first && !tooPlain(label, language) && said.some((token) => sameWord(token, label, language));
    });
    return { id: one.id, score: hits.reduce((sum, label) => sum + 1 / owners(label), 0), hits: hits.length };
  });
  const most = Math.max(...scored.map((one) => one.score));
  const few = scored.filter((one) => one.score === most && one.hits > 0);
  if (few.length === 0 || (few.length === options.length && options.length > 1)) return [];
  return few.map((one) => ({ id: one.id, score: few.length === 1 ? 0.85 : 0.5 }));
}

function tooPlain(token: Token, language: string): boolean {
  return (
    (token.kind === 'word' && isEveryday(token.word, language)) ||
    (token.kind === 'word' && token.word.length < 2 && !/^[smla-h]$/.test(token.word))
  );
}

function sameWord(said: Token, label: Token, language: string): boolean {
  if (said.stem === label.stem) return true;
  return said.kind === 'word' && !isEveryday(said.word, language) && isSlip(said.stem, label.stem);
}

/** One of a closed set of values and ways in which people say it. */
export type Choice = { value: string; label: string; examples?: string[] };

/** Which of a closed set of values is meant, the surest first; empty when it is not clear. */
export function findChoice(
  text: string,
  options: Choice[],
  language: string,
): { value: string; score: number }[] {
  const said = tokens(text, language);
  if (said.length === 0 || options.length === 0) return [];
  const ways = options.map((one) =>
    [one.value.replaceAll('_', ' '), one.label, ...(one.examples ?? [])].map((way) =>
      telling(tokens(way, language), language),
    ),
  );
  const rarity = rarityOf(ways);
  const parts = partsOf(said).map((part) => ({ heard: hearPart(part, language), rarity }));
  const whole = { ...hearPart(said, language), rarity };
  const scored = options
    .map((one, at) => ({
      value: one.value,
      score: Math.max(
        0,
        ...ways[at]!.map((way) => SCATTERED * likeness(way, whole)),
        ...parts.flatMap(({ heard }) => ways[at]!.map((way) => likeness(way, { ...heard, rarity }))),
      ),
    }))
    .filter((one) => one.score >= 0.34)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || (second && best.score - second.score < 0.08)) return [];
  return scored.map((one) => ({ value: one.value, score: Math.round(one.score * 100) / 100 }));
}

const LITTLE = {
  en: new Set(
    "i it the a an is was my me to of and that this i'm i've be been for in on you your please so do did have had just want would like its it's as with at by because since reason order ordered item one am are were any more anymore".split(
      ' ',
    ),
  ),
  es: new Set(
    'yo lo la el un una es fue mi me de y que esto eso ser por en porque se ha he con pedido articulo quiero razon motivo los las para al'.split(
      ' ',
    ),
  ),
};

// "don't", "dont" and "do not" are one word here, and so are all colours and sizes: "I ordered red and blue came".
function denial(token: Token): string {
  if (isLook(token.word) && token.raw.length + Number(token.raw !== token.raw.toLowerCase()) > 1) return LOOK;
  return /^(?:do|does|did|is|was|wo|ca|would|could)n'?t$/.test(token.word) ? 'not' : token.stem;
}

/** Words of one way that stand in several parts of a message tell a little less than those that stand in one. */
const SCATTERED = 0.75;

/** What stands between signs, each for itself. */
function partsOf(said: Token[]): Token[][] {
  const parts: Token[][] = [];
  for (const token of said) {
    const last = parts.at(-1);
    if (last === undefined || /[,.;:!?\n–—]/.test(token.before)) parts.push([token]);
    else last.push(token);
  }
  return parts;
}

function hearPart(part: Token[], language: string): { heard: Told[]; order: Said[] } {
  const order = part.map((token, at) => ({ stem: denialIn(part, at, language), opens: opensClause(token) }));
  return { heard: telling(part, language), order };
}

/** Behind these a "no" denies what follows: it is no answer. */
const DENIED_BEHIND_NO = new Set(
  'quiero quisiera necesito deseo pido es era fue me el la lo los las le mi un una hace tengo'.split(' '),
);

// "No quiero el dinero" denies as "don't" does; "no, el dinero" is an answer.
function denialIn(said: Token[], at: number, language: string): string {
  const next = said[at + 1];
  const denies =
    wordLanguage(language) === 'es' &&
    said[at]!.word === 'no' &&
    next !== undefined &&
    !opensClause(next) &&
    DENIED_BEHIND_NO.has(next.word);
  return denies ? 'not' : denial(said[at]!);
}

const CLAUSE_OPENERS = new Set(
  'but because since and so just only rather instead y pero sino porque mejor solo'.split(' '),
);

function opensClause(token: Token): boolean {
  return /[,.;:!?\n–—]/.test(token.before) || CLAUSE_OPENERS.has(token.word);
}

const LOOK = '(look)';

/** A word that tells something, with what it may mean. */
type Told = { stem: string; meanings: readonly string[] };

function telling(all: Token[], language: string): Told[] {
  const little = LITTLE[wordLanguage(language)];
  // "One" is spelled as a number, and tells as little as "it".
  const isLittle = (token: Token) => little.has(token.word) || (token.spelled && token.word === '1');
  const kept = all.filter((token) => !isLittle(token) && token.stem !== '');
  const told = new Map<string, Told>();
  for (const token of kept.length > 0 ? kept : all) {
    const stem = denial(token);
    told.set(stem, { stem, meanings: termsOf(token.raw, language)[0]?.meanings ?? [] });
  }
  return [...told.values()];
}

/** How few of the values have a word among their ways: a word of all of them tells nothing. */
function rarityOf(ways: Told[][][]): (stem: string) => number {
  const owners = new Map<string, number>();
  for (const one of ways)
    for (const stem of new Set(one.flat().map((told) => told.stem)))
      owners.set(stem, (owners.get(stem) ?? 0) + 1);
  return (stem) => {
    const count = owners.get(stem) ?? 1;
    return count >= ways.length && ways.length > 1 ? 0.1 : 1 / count;
  };
}

type Said = { stem: string; opens: boolean };
type Heard = { heard: Told[]; order: Said[]; rarity: (stem: string) => number };

/** What a word counts that was said in another of the same meaning. */
const IN_OTHER_WORDS = 0.75;

function met(way: Told, heard: Told[]): number {
  if (heard.some(({ stem }) => stem === way.stem || isSlip(stem, way.stem))) return 1;
  const means = heard.some(({ meanings }) => meanings.some((one) => way.meanings.includes(one)));
  return means ? IN_OTHER_WORDS : 0;
}

/** How much of a way of saying it is in the text, from 0 to 1; a little more when the text says little else. */
function likeness(way: Told[], said: Heard): number {
  const stems = way.map(({ stem }) => stem);
  const whole = stems.reduce((sum, stem) => sum + said.rarity(stem), 0);
  const hits = way
    .map((one) => ({ stem: one.stem, part: met(one, said.heard) }))
    .filter(({ part }) => part > 0);
  if (hits.length === 0) return 0;
  const weight = hits.reduce((sum, { stem, part }) => sum + part * said.rarity(stem), 0);
  const purity = hits.length / Math.max(hits.length, said.heard.length);
  // "Sí, hijo" does not say "my son bought it": one word alone is little of several.
  const alone = said.heard.length === 1 && way.length > 1;
  const strong = weight < 0.5 * IN_OTHER_WORDS ? 0.5 : alone ? 0.7 : 1;
  const contrary = isNegated(stems) ? !deniedHere(stems, said) : denied(stems, said);
  return strong * (0.75 * (weight / whole) + 0.25 * purity) * (contrary ? 0.2 : 1);
}

const NEGATIONS = new Set(['not', 'no', 'never', 'without', 'sin', 'nunca']);

/** "I need to cancel it" says nothing of "I don't need it". */
function isNegated(stems: string[]): boolean {
  return stems.some((stem) => NEGATIONS.has(stem));
}

/** A negation reaches so many words far, and not into another clause. */
const REACH = 5;

function reached(order: Said[], at: number, negates: (stem: string) => boolean): boolean {
  for (let before = at; before > Math.max(0, at - REACH); before -= 1) {
    if (order[before]!.opens) return false;
    if (negates(order[before - 1]!.stem)) return true;
  }
  return false;
}

/** "it was not a mistake" says the contrary of a way that has no "not" itself. */
function denied(way: string[], { order }: Heard): boolean {
  return order.some(({ stem }, at) => way.includes(stem) && reached(order, at, (one) => one === 'not'));
}

/** Whether what a way denies is denied: "it came with a tear, I want no money" does not say "it did not come". */
function deniedHere(way: string[], { order }: Heard): boolean {
  const denies = (stem: string): boolean => NEGATIONS.has(stem);
  const told = way.filter((stem) => !denies(stem));
  if (told.length === 0) return true;
  return order.some(
    ({ stem }, at) =>
      told.some((one) => one === stem || isSlip(stem, one)) &&
      (reached(order, at, denies) || denies(order[at + 1]?.stem ?? '')),
  );
}
