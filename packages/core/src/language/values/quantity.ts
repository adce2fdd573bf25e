import { type WordLanguage, wordLanguage } from './everyday-words.ts';

type Unit = { base: string; factor: number };

const UNITS: [string, number, string][] = [
  ['ml', 1, 'ml milliliter milliliters millilitre millilitres mililitro mililitros'],
  ['ml', 10, 'cl centiliter centiliters centilitre centilitres'],
  ['ml', 1000, 'l liter liters litre litres ltr ltrs litro litros'],
  ['floz', 1, 'floz oz ounce ounces onza onzas'],
  ['mm', 1, 'mm millimeter millimeters millimetre millimetres milimetro milimetros'],
  ['mm', 10, 'cm centimeter centimeters centimetre centimetres centimetro centimetros'],
  ['mm', 1000, 'meter meters metre metres metro metros'],
  ['inch', 1, 'inch inches inchs pulgada pulgadas'],
  ['inch', 12, 'ft foot feet pie pies'],
  ['g', 1, 'g gr gram grams gramme grammes gramo gramos'],
  ['g', 1000, 'kg kilo kilos kilogram kilograms kilogramo kilogramos'],
  ['lb', 1, 'lb lbs pound pounds libra libras'],
  ['min', 1, 'min mins minute minutes minuto minutos'],
  ['min', 60, 'h hr hrs hour hours hora horas'],
  ['mb', 1, 'mb megabyte megabytes'],
  ['mb', 1024, 'gb gig gigs gigabyte gigabytes'],
  ['mb', 1024 * 1024, 'tb terabyte terabytes'],
  ['mp', 1, 'mp megapixel megapixels'],
  ['mah', 1, 'mah'],
  ['w', 1, 'w watt watts vatio vatios'],
  ['bar', 1, 'bar bars bares'],
  ['deg', 1, 'deg degree degrees grado grados'],
  ['pct', 1, 'percent pct'],
];

const BY_NAME = new Map<string, Unit>(
  UNITS.flatMap(([base, factor, names]) =>
    names.split(' ').map((name): [string, Unit] => [name, { base, factor }]),
  ),
);

/** Units of which the sign alone is also an everyday word or a size: only right behind the number do they count. */
const CLOSE_ONLY = new Map<string, Unit>([
  ['in', { base: 'inch', factor: 1 }],
  ['m', { base: 'mm', factor: 1000 }],
]);

const SIGNS = new Map<string, Unit>([
  ['"', { base: 'inch', factor: 1 }],
  ['”', { base: 'inch', factor: 1 }],
  ['″', { base: 'inch', factor: 1 }],
  ['%', { base: 'pct', factor: 1 }],
  ['°', { base: 'deg', factor: 1 }],
  ['′', { base: 'inch', factor: 12 }],
]);

/** The unit a word names; `close` says that it stands right behind its number. */
export function unitNamed(word: string, close: boolean): Unit | null {
  return BY_NAME.get(word) ?? (close ? CLOSE_ONLY.get(word) : undefined) ?? null;
}

/** The unit a sign right behind a number stands for: `"`, `%`, `°`. */
export function unitSigned(sign: string): Unit | null {
  return SIGNS.get(sign) ?? null;
}

/** One spelling for an amount whatever the unit it was told in: 1.5 litres and 1500 ml are both `1500ml`. */
export function quantity(amount: number, unit: Unit): string {
  return `${Number((amount * unit.factor).toPrecision(9))}${unit.base}`;
}

/** The number and the base unit of what {@link quantity} made, or of a bare number; null for anything else. */
export function measure(word: string): { amount: number; unit: string } | null {
  const match = /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(word);
  return match ? { amount: Number(match[1]), unit: match[2] ?? '' } : null;
}

/** The value of digits as people write them: `1,5`, `1.5`, `10,000`; in Spanish `1.000` is a thousand. */
export function numberValue(digits: string, language: string): number {
  const thousands = wordLanguage(language) === 'es' ? '.' : ',';
  const grouped = thousands === ',' ? /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ : /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
  const ungrouped = grouped.test(digits) ? digits.replaceAll(thousands, '') : digits;
  const parts = ungrouped.split(/[.,]/);
  return Number(parts.length > 1 ? `${parts[0]}.${parts.slice(1).join('')}` : parts[0]);
}

const SPELLED: Record<WordLanguage, Map<string, number>> = {
  en: spelled(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'twenty thirty forty fifty sixty seventy eighty ninety',
  ),
  es: spelled(
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
    'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  ),
};

function spelled(ones: string, tens: string): Map<string, number> {
  const numbers = ones.split(' ').map((word, value): [string, number] => [word, value]);
  return new Map([...numbers, ...tens.split(' ').map((word, at): [string, number] => [word, 20 + 10 * at])]);
}

/** The value of a number word, or null. */
export function spelledNumber(word: string, language: string): number | null {
  return SPELLED[wordLanguage(language)].get(word) ?? null;
}
