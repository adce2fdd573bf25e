import { type WordLanguage, wordLanguage } from './everyday-words.ts';
import { type Token, tokens } from './match.ts';
import type { OptionValues } from './option-mentions.ts';
import { measure } from './quantity.ts';

/** "taller", "a size up", "more storage": which way, and the words that may tell the option. */
export type Comparison = { direction: 1 | -1; about: string[]; near: string[] };

type Known = {
  up: Record<string, string>;
  down: Record<string, string>;
  cheap: Set<string>;
  dear: Set<string>;
};

const GENERAL = 'size capacity volume storage dimension diameter';
const KNOWN: Record<WordLanguage, Known> = {
  en: {
    up: {
      bigger: GENERAL,
      larger: GENERAL,
      taller: 'height',
      higher: 'height brightness speed pressure resolution',
      longer: 'length life',
      wider: 'width size',
      thicker: 'thickness',
      brighter: 'brightness',
      faster: 'speed processor',
      heavier: 'weight',
      stronger: 'power strength',
      more: '',
      deeper: 'depth',
      roomier: GENERAL,
    },
    down: {
      smaller: GENERAL,
      shorter: 'height length',
      lower: 'height brightness speed pressure resolution',
      narrower: 'width size',
      thinner: 'thickness',
      dimmer: 'brightness',
      slower: 'speed',
      lighter: 'weight',
      less: '',
      compact: GENERAL,
    },
    cheap: new Set(['cheaper', 'cheapest', 'affordable', 'inexpensive']),
    dear: new Set(['priciest', 'dearest', 'pricier']),
  },
  es: {
    up: {
      mayor: GENERAL,
      alto: 'height altura',
      largo: 'length longitud',
      grueso: 'thickness grosor',
      l: GENERAL,
      mas: '',
    },
    down: {
      menor: GENERAL,
      bajo: 'height altura',
      corto: 'length longitud',
      fino: 'thickness grosor',
      s: GENERAL,
      menos: '',
    },
    cheap: new Set(['barato', 'barata', 'economico', 'economica', 'baratos', 'baratas']),
    dear: new Set(['caro', 'cara', 'caros', 'caras']),
  },
};

/** Comparisons, the wish for the cheapest or the dearest, and the wish for the very same thing. */
export function findComparisons(
  text: Token[],
  language: string,
): { found: Comparison[]; preference: 'cheapest' | 'dearest' | null; same: boolean } {
  const known = KNOWN[wordLanguage(language)];
  const found: Comparison[] = [];
  let preference: 'cheapest' | 'dearest' | null = null;
  for (const [at, token] of text.entries()) {
    const price = priceWish(text, at, known);
    if (price) preference = price;
    const near = text.slice(Math.max(0, at - 3), at + 4).map((one) => one.stem);
    const lack =
      token.word === 'too' || token.word === 'demasiado' ? TOO[text[at + 1]?.word ?? ''] : undefined;
    if (lack) found.push({ direction: lack.direction, about: lack.about.split(' '), near });
    const size = sizeStep(text, at);
    if (size !== 0) found.push({ direction: size, about: GENERAL.split(' '), near });
    const spanish =
      wordLanguage(language) === 'es' &&
      text[at - 1]?.word !== 'mas' &&
      token.word !== 'mayor' &&
      token.word !== 'menor';
    if (spanish) continue;
    for (const direction of [1, -1] as const) {
      const about = (direction === 1 ? known.up : known.down)[token.word];
      if (about !== undefined && !priceWish(text, at + 1, known))
        found.push({ direction, about: about.split(' ').filter(Boolean), near });
    }
  }
  const same = text.some((token, at) => isSame(token, text[at + 1], text[at + 2]));
  return { found, preference, same };
}

const NOT_THE_ARTICLE = new Set(
  'color size shape style material capacity address card order orders day time price way method payment account email as thing issue problem s m l talla direccion tarjeta pedido precio dia forma metodo'.split(
    ' ',
  ),
);

function isSame(token: Token, next: Token | undefined, after: Token | undefined): boolean {
  // "The same thing again", not "the same thing happened".
  const thing =
    next?.word === 'thing' && (after === undefined || after.word === 'again' || /[.,;!?]/.test(after.before));
  if (token.word === 'same' && thing) return true;
  if (token.word === 'identical' || token.word === 'identico' || token.word === 'identica') return true;
  return (
    ['same', 'mismo', 'misma'].includes(token.word) && next !== undefined && !NOT_THE_ARTICLE.has(next.word)
  );
}

/** What is too small should be bigger. */
const TOO: Record<string, { direction: 1 | -1; about: string } | undefined> = {
  ...complaints(1, {
    s: GENERAL,
    small: GENERAL,
    tight: 'size width',
    short: 'height length',
    low: 'height brightness pressure',
    narrow: 'width size',
    thin: 'thickness',
    dim: 'brightness',
    slow: 'speed',
    weak: 'power strength',
    pequeno: GENERAL,
  }),
  ...complaints(-1, {
    l: GENERAL,
    big: GENERAL,
    loose: 'size width',
    long: 'length',
    tall: 'height',
    high: 'height brightness pressure',
    wide: 'width size',
    thick: 'thickness',
    bright: 'brightness',
    heavy: 'weight',
    strong: 'power strength',
    grande: GENERAL,
  }),
};

function complaints(
  direction: 1 | -1,
  words: Record<string, string>,
): Record<string, { direction: 1 | -1; about: string }> {
  return Object.fromEntries(Object.entries(words).map(([word, about]) => [word, { direction, about }]));
}

function sizeStep(text: Token[], at: number): 1 | -1 | 0 {
  const words = text.slice(at, at + 3).map((token) => token.word);
  if (words[0] === 'size' && words[1] === 'up') return 1;
  if (words[0] === 'size' && words[1] === 'down') return -1;
  if (words[0] === 'next' && words[1] === 'size') return words[2] === 'down' ? -1 : 1;
  return 0;
}

/** A price found elsewhere is a complaint, not a wish for something cheaper. */
function priceWish(text: Token[], at: number, known: Known): 'cheapest' | 'dearest' | null {
  const wish = priceWord(text, at, known);
  if (wish === null) return null;
  const around = text.slice(Math.max(0, at - 6), at + 6);
  return around.some((token) => ELSEWHERE.has(token.word)) ? null : wish;
}

const ELSEWHERE = new Set(['elsewhere', 'found', 'competitor', 'encontre', 'saw']);
const ONLY_WITH_MORE = new Set(['caro', 'cara', 'caros', 'caras']);

function priceWord(text: Token[], at: number, known: Known): 'cheapest' | 'dearest' | null {
  const word = text[at]?.word ?? '';
  const before = text[at - 1]?.word ?? '';
  if (word === 'expensive' || word === 'pricey') {
    if (before === 'least' || before === 'less') return 'cheapest';
    return before === 'most' ? 'dearest' : null;
  }
  if (word === 'price') {
    if (before === 'lowest') return 'cheapest';
    return before === 'highest' ? 'dearest' : null;
  }
  if (known.cheap.has(word)) return 'cheapest';
  return known.dear.has(word) && (before === 'mas' || !ONLY_WITH_MORE.has(word)) ? 'dearest' : null;
}

const SCALES = [
  ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl'],
  ['low', 'm', 'high'],
  ['beginner', 'intermediate', 'expert'],
  ['basic', 'standard', 'professional'],
];

/** The values of an option from the least to the most, or null where they have no order. */
export function ordered(values: string[]): string[] | null {
  if (values.length < 2) return null;
  const read = values.map((value) => ({ value, words: tokens(value, 'en').map((token) => token.word) }));
  for (const scale of SCALES) {
    if (read.every((one) => one.words.length === 1 && scale.includes(one.words[0]!))) {
      return [...read]
        .sort((a, b) => scale.indexOf(a.words[0]!) - scale.indexOf(b.words[0]!))
        .map((one) => one.value);
    }
  }
  const measured = read.map((one) => ({ value: one.value, is: measure(one.words[0] ?? '') }));
  const unit = measured[0]!.is?.unit;
  if (unit === undefined || !measured.every((one) => one.is?.unit === unit)) return null;
  return [...measured].sort((a, b) => (a.is?.amount ?? 0) - (b.is?.amount ?? 0)).map((one) => one.value);
}

type Compared = {
  values: OptionValues;
  current: { [option: string]: string };
  taken: { [option: string]: string };
};

/** The next value in the direction asked, of the one option that the comparison can be about; null when none or several can. */
export function compare(one: Comparison, known: Compared): { option: string; value: string } | null {
  const open = Object.entries(known.values).flatMap(([option, values]) => {
    const scale = ordered(values);
    const words = tokens(option, 'en');
    if (scale === null || option in known.taken) return [];
    const named = words.some((word) => one.near.includes(word.stem));
    const fits = words.some((word) => one.about.includes(word.word));
    return [{ option, scale, rank: named ? 2 : fits ? 1 : 0 }];
  });
  const most = Math.max(0, ...open.map((each) => each.rank));
  const best = open.filter((each) => each.rank === most);
  const only = best[0];
  if (!only || best.length > 1 || (most === 0 && one.about.length === 0)) return null;
  const value = only.scale[only.scale.indexOf(known.current[only.option] ?? '') + one.direction];
  return only.scale.includes(known.current[only.option] ?? '') && value !== undefined
    ? { option: only.option, value }
    : null;
}
