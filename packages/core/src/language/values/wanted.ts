import type { Product, Variant } from '../../conversation/world.ts';
import { type Comparison, compare, findComparisons } from './comparatives.ts';
import { type Token, tokens } from './match.ts';
import {
  findOptionMentions,
  type OptionMention,
  type OptionValues,
  type UnclearMention,
} from './option-mentions.ts';
import { type Role, roles } from './roles.ts';

/** The cheapest or the dearest of what fits, where the buyer leaves the choice to the price. */
export type Preference = 'cheapest' | 'dearest' | null;

/** What a text asks of a product's options. Offsets span the values named. */
export type WantedOptions = {
  wanted: { [option: string]: string };
  /** Where several values would do ("black or grey"), all of them in the order told; `wanted` has the first. */
  either: { [option: string]: string[] };
  rejected: { [option: string]: string[] };
  /** A value that several options have, where the words do not say whose it is. */
  unclear: { value: string; options: string[] }[];
  preference: Preference;
  /** The very same thing again. */
  same: boolean;
  from?: number;
  to?: number;
};

/** Whose options are looked for: the product, what the buyer has of it, and the language of the text. */
export type WantedOf = { product: Product; current: { [option: string]: string } | null; language: string };

/** The values in which a product comes, option by option. */
export function optionValues(variants: { options: { [option: string]: string } }[]): OptionValues {
  const values: OptionValues = {};
  for (const variant of variants) {
    for (const [option, value] of Object.entries(variant.options)) {
      values[option] ??= [];
      if (!values[option].includes(value)) values[option].push(value);
    }
  }
  return values;
}

/** Which options of a product a buyer's words ask for, refuse or leave open. */
export function findWantedOptions(text: string, of: WantedOf): WantedOptions {
  const words = withoutName(tokens(text, of.language), of);
  return readWanted(words, of);
}

// The words of the product's own name say nothing about an option, though an option may have the same word as a value.
function withoutName(text: Token[], of: WantedOf): Token[] {
  const name = tokens(of.product.name, of.language).map((token) => token.stem);
  if (name.length < 2) return text;
  return text.map((token, at) => {
    const place = name.indexOf(token.stem);
    const whole = place >= 0 && name.every((stem, index) => text[at - place + index]?.stem === stem);
    return whole ? { ...token, word: '', stem: '' } : token;
  });
}

function readWanted(text: Token[], of: WantedOf): WantedOptions {
  const values = optionValues(of.product.variants);
  const { found, unclear } = findOptionMentions(text, values, of.language);
  const role = roles(text, of.language);
  const told = [...found, ...settle(unclear, { of, role, found })].sort((a, b) => a.first - b.first);
  const result: WantedOptions = {
    wanted: {},
    either: {},
    rejected: {},
    unclear: [],
    preference: null,
    same: false,
  };
  for (const option of Object.keys(values)) {
    readOption(option, {
      text,
      role,
      mentions: told.filter((one) => one.option === option),
      current: of.current,
      result,
    });
  }
  const comparisons = findComparisons(text, of.language);
  result.preference = comparisons.preference;
  result.same = comparisons.same;
  applyComparisons(comparisons.found, { values, of, result });
  result.unclear = stillUnclear(unclear, told);
  const spans = [...found, ...unclear].map((one) => ({
    from: text[one.first]!.from,
    to: text[one.last]!.to,
  }));
  if (spans.length > 0) {
    result.from = Math.min(...spans.map((one) => one.from));
    result.to = Math.max(...spans.map((one) => one.to));
  }
  return result;
}

type Reading = {
  text: Token[];
  role: Role[];
  mentions: OptionMention[];
  current: WantedOf['current'];
  result: WantedOptions;
};

function readOption(option: string, reading: Reading): void {
  const { text, role, mentions, result } = reading;
  const current = reading.current?.[option];
  const wanted: OptionMention[] = [];
  const rejected: string[] = [];
  for (const mention of mentions) {
    const said = roleOf(mention, text, role);
    if (said === 'rejected') rejected.push(mention.value);
    else if (said === 'wanted') wanted.push(mention);
    else if (mention.value !== current) wanted.push(mention);
    else if (said === 'present') rejected.push(mention.value);
  }
  if (rejected.length > 0) result.rejected[option] = [...new Set(rejected)];
  const chosen = wanted.filter((one) => !rejected.includes(one.value) || role[one.first] === 'wanted');
  const last = chosen.at(-1);
  if (!last) return;
  const group = [last];
  for (let at = chosen.length - 2; at >= 0 && isAlternative(text, chosen[at]!, group[0]!); at -= 1)
    group.unshift(chosen[at]!);
  const different = [...new Set(group.map((one) => one.value))];
  result.wanted[option] = different[0]!;
  if (different.length > 1) result.either[option] = different;
  result.rejected[option] = (result.rejected[option] ?? []).filter((value) => !different.includes(value));
  if (result.rejected[option].length === 0) delete result.rejected[option];
}

// A value that is itself a denial ("not waterproof") is not denied by its own words.
function roleOf(mention: OptionMention, text: Token[], role: Role[]): Role {
  if (!DENIALS.has(text[mention.first]!.word)) return role[mention.first]!;
  return mention.first > 0 ? role[mention.first - 1]! : 'open';
}

const DENIALS = new Set(['not', 'no', 'without', 'non', 'sin', "don't", "doesn't", "isn't"]);

/** "black or grey", "blue if you have it, otherwise black". */
function isAlternative(text: Token[], one: OptionMention, next: OptionMention): boolean {
  const between = text.slice(one.last + 1, next.first);
  const linked = new Set(['or', 'otherwise', 'else', 'o', 'u', 'sino']);
  return (
    between.length <= 8 &&
    (between.some((token) => linked.has(token.word)) || /^\s*\/\s*$/.test(text[next.first]!.before))
  );
}

type Settling = { of: WantedOf; role: Role[]; found: OptionMention[] };

/** Whose value it is can follow from what the buyer has, or from what nothing else speaks of. */
function settle(unclear: UnclearMention[], known: Settling): OptionMention[] {
  return unclear.flatMap((mention) => {
    const { first, last, readings } = mention;
    const role = known.role[first]!;
    const present = readings.filter((one) => known.of.current?.[one.option] === one.value);
    const pool =
      role === 'rejected' || role === 'present' ? (present.length > 0 ? present : readings) : readings;
    const free = pool.filter(
      (one) => !known.found.some((other) => other.option === one.option && known.role[other.first] === role),
    );
    const changed = free.filter((one) =>
      known.found.some(
        (other) => other.option === one.option && other.value === known.of.current?.[one.option],
      ),
    );
    const only = changed.length === 1 ? changed[0] : free.length === 1 ? free[0] : undefined;
    return only ? [{ ...only, first, last, quality: 0.7 }] : [];
  });
}

function stillUnclear(unclear: UnclearMention[], told: OptionMention[]): WantedOptions['unclear'] {
  return unclear
    .filter((one) => !told.some((other) => other.first === one.first && other.last === one.last))
    .map((one) => ({
      value: one.readings[0]!.value,
      options: one.readings.map((reading) => reading.option),
    }));
}

type Applying = { values: OptionValues; of: WantedOf; result: WantedOptions };

function applyComparisons(found: Comparison[], to: Applying): void {
  const { current } = to.of;
  if (!current) return;
  for (const one of found) {
    const next = compare(one, { values: to.values, current, taken: to.result.wanted });
    if (next) to.result.wanted[next.option] = next.value;
  }
}

/**
 * All that can be had of a product, best fit first: those that have most of what is wanted, among them those that change least
 * of what the buyer has, then the cheaper. A wish that nothing fits leaves the nearest in front.
 */
export function chooseVariants(
  product: Product,
  current: { [option: string]: string } | null,
  wanted: { [option: string]: string },
): Variant[] {
  const fit = (variant: Variant): number => shared(variant, wanted);
  const kept = (variant: Variant): number => {
    const unmentioned = Object.entries(current ?? {}).filter(([option]) => !(option in wanted));
    return shared(variant, Object.fromEntries(unmentioned));
  };
  return product.variants
    .filter((variant) => variant.available)
    .map((variant) => ({ variant, fit: fit(variant), kept: kept(variant) }))
    .sort(
      (a, b) =>
        b.fit - a.fit ||
        b.kept - a.kept ||
        a.variant.price_cents - b.variant.price_cents ||
        (a.variant.item_id < b.variant.item_id ? -1 : 1),
    )
    .map((one) => one.variant);
}

function shared(variant: Variant, options: { [option: string]: string }): number {
  return Object.entries(options).filter(([option, value]) => variant.options[option] === value).length;
}
