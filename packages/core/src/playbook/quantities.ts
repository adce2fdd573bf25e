/** Units of the constants of a playbook, as the ends of their names say them, with the words for them in texts. */
const UNITS: { readonly [unit: string]: string } = {
  minutes: 'minutes?|minutos?|Minuten?',
  hours: 'hours?|horas?|Stunden?|heures?',
  days: 'days?|días?|dias?|Tagen?|Tage?s?|jours?',
  weeks: 'weeks?|semanas?|Wochen?|semaines?',
  months: 'months?|mes(?:es)?|Monaten?|Monate?s?|mois',
  years: 'years?|años?|Jahren?|Jahre?s?|ans?|années?',
};

const WORDS: { readonly [word: string]: number } = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  diez: 10,
  doce: 12,
  catorce: 14,
  quince: 15,
  veinte: 20,
  treinta: 30,
};

const VALUE = String.raw`\{\{-?\s{0,9}policy\.(\w{1,60})[^}]{0,60}\}\}`;
const NUMBER = String.raw`\d{1,9}(?:[.,]\d{1,3})*|${Object.keys(WORDS).join('|')}`;
/** What may stand between a number and its unit: "14 working days", "14 natural days". */
const BETWEEN = String.raw`(?:\s|-|&nbsp;)(?:[\p{L}]{3,12}\s)?`;
const BEFORE = String.raw`(?<![\p{L}\d.,])`;

const OF_TIME = Object.entries(UNITS).map(([unit, words]) => ({
  unit,
  pattern: new RegExp(`${BEFORE}(?:${VALUE}|(${NUMBER}))${BETWEEN}(?:${words})(?![\\p{L}])`, 'giu'),
}));

const SIGNS: { readonly [currency: string]: string } = {
  EUR: '€|EUR|euros?',
  USD: '\\$|USD|dollars?',
  GBP: '£|GBP|pounds?',
};

/** A number with a unit in a text, or the value of a constant in its place; `offset` UTF-16 units into the text. */
export type Quantity = { unit: string; offset: number; written: string } & (
  | { constant: string }
  | { number: number }
);

/** The quantities of a text in the order in which they stand there. Amounts of the currency are in cents. */
export function quantitiesIn(text: string, currency: string): Quantity[] {
  const times = OF_TIME.flatMap(({ unit, pattern }) =>
    [...text.matchAll(pattern)].map(
      ({ 0: written, 1: constant, 2: number = '', index }): Quantity =>
        constant === undefined
          ? { unit, offset: index, written, number: numberOf(number) }
          : { unit, offset: index, written, constant },
    ),
  );
  return [...times, ...amountsIn(text, currency)].toSorted((a, b) => a.offset - b.offset);
}

function amountsIn(text: string, currency: string): Quantity[] {
  const sign = SIGNS[currency] ?? currency;
  const number = String.raw`\d{1,9}(?:[.,]\d{1,3})*`;
  const written = new RegExp(
    `${BEFORE}(?:(${number})\\s?(?:${sign})(?![\\p{L}])|(?:${sign})\\s?(${number}))`,
    'giu',
  );
  const values = new RegExp(VALUE, 'g');
  return [
    ...[...text.matchAll(written)].map(({ 0: all, 1: before, 2: after, index }): Quantity => {
      const cents = Math.round(numberOf(before ?? after ?? '') * 100);
      return { unit: 'cents', offset: index, written: all, number: cents };
    }),
    ...[...text.matchAll(values)].flatMap(({ 0: all, 1: constant = '', index }): Quantity[] =>
      constant.endsWith('_cents') ? [{ unit: 'cents', offset: index, written: all, constant }] : [],
    ),
  ];
}

/** "1.000" and "1,000" are a thousand in texts for people; "19,99" and "19.99" are not. */
function numberOf(written: string): number {
  const word = WORDS[written.toLowerCase()];
  if (word !== undefined) return word;
  const grouped = written.replace(/[.,](?=\d{3}(?!\d))/g, '');
  return Number(grouped.replace(',', '.'));
}

const ALONE = new RegExp(`(?<![\\p{L}\\d.,#])(${NUMBER})(?![\\p{L}\\d])`, 'giu');

/** The numbers of a text outside of its Liquid, in digits or as words, whatever they count. */
export function numbersIn(text: string): { offset: number; number: number }[] {
  const bare = text.replace(/\{[{%].*?[%}]\}/gs, (mark) => ' '.repeat(mark.length));
  return [...bare.matchAll(ALONE)].map(({ 0: written, index }) => ({
    offset: index,
    number: numberOf(written),
  }));
}
