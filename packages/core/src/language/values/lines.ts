import type { OrderLine } from '../../conversation/world.ts';
import { isContent } from './contentment.ts';
import { cutBefore } from './cut-before.ts';
import { type LineCues, lineCues } from './line-cues.ts';
import { type Token, tokens } from './match.ts';
import { findOptionMentions, type OptionMention } from './option-mentions.ts';
import { describesOrder } from './order-description.ts';
import { findProductMentions, type ProductMention } from './product-mentions.ts';
import { type Role, roles } from './roles.ts';
import { optionValues } from './wanted.ts';

/** A line of one of the buyer's orders, as it is compared. */
export type ComparedLine = Pick<OrderLine, 'line_id' | 'item_id' | 'product_id' | 'name' | 'options'> & {
  order_id: string;
};

/** A line that is mentioned. Below a score of 0.6 the words fit other lines as well and the buyer should be asked. */
export type FoundLine = {
  line_id: string;
  order_id: string;
  score: number;
  from: number;
  to: number;
  /** The options that told it from other lines of the same product. */
  by_option: string[];
};

/** What a message does to a choice of lines that was made before. */
export type LineChange = 'add' | 'remove' | 'replace';

/** One mention with the lines it can mean, likeliest first. */
export type LineMention = {
  first: number;
  last: number;
  from: number;
  to: number;
  found: FoundLine[];
  role: Role;
  excluded: boolean;
  /** It only says which order is meant. */
  describes: boolean;
  names: string[];
};

type Reading = {
  text: Token[];
  lines: ComparedLine[];
  language: string;
  role: Role[];
  cues: LineCues;
  values: Set<string>;
};

function read(text: string, lines: ComparedLine[], of: { language: string; more: string[] }): Reading {
  const words = tokens(text, of.language);
  const told = [...new Set([...lines.flatMap((line) => Object.values(line.options)), ...of.more])];
  return {
    text: words,
    lines,
    language: of.language,
    role: roles(words, of.language),
    cues: lineCues(words, of.language),
    values: new Set(told.flatMap((value) => tokens(value, of.language).map((token) => token.word))),
  };
}

function find(text: string, lines: ComparedLine[], language: string): FoundLine[] {
  return withChange(text, lines, language).kept;
}

/** Which lines are mentioned, the surest first; all of them for "everything", none for those that are to be left out. */
export const findLines = Object.assign(find, {
  /** The same, with what the message does to an earlier choice; with `remove`, `found` are those taken away. */
  withChange(
    text: string,
    lines: ComparedLine[],
    language: string,
  ): { found: FoundLine[]; change: LineChange } {
    const { kept, removed, change } = withChange(text, lines, language);
    return { found: change === 'remove' ? removed : kept, change };
  },
});

function withChange(
  text: string,
  lines: ComparedLine[],
  language: string,
): { kept: FoundLine[]; removed: FoundLine[]; change: LineChange } {
  const reading = read(text, lines, { language, more: [] });
  const { text: words, cues } = reading;
  const mentions = dropWishes(withoutDescriptions(findLineMentions(reading)));
  const removed = best(mentions.filter((one) => one.excluded));
  const named = best(mentions.filter((one) => !one.excluded));
  const span = { from: words[0]?.from ?? 0, to: words.at(-1)?.to ?? 0 };
  const whole = lines.map(
    (line): FoundLine => ({
      line_id: line.line_id,
      order_id: line.order_id,
      score: 0.9,
      ...span,
      by_option: [],
    }),
  );
  const isIn = (line: FoundLine, list: FoundLine[]): boolean =>
    list.some((one) => one.line_id === line.line_id && one.order_id === line.order_id);
  if (cues.everything === 'kept') {
    const only = cues.except ? removed : named;
    return { kept: only, removed: [], change: 'replace' };
  }
  if (cues.everything === 'meant') {
    const certain = removed.filter((one) => one.score >= 0.5);
    return { kept: whole.filter((line) => !isIn(line, certain)), removed: [], change: 'replace' };
  }
  if (mentions.length === 0) {
    const two = cues.both && lines.length === 2 ? whole : [];
    const kept = two.length > 0 ? two : byOptionAlone(reading);
    return { kept, removed: [], change: cues.adds ? 'add' : 'replace' };
  }
  const kept = named.filter((line) => !isIn(line, removed));
  if (kept.length === 0 && removed.length > 0) return { kept: [], removed, change: 'remove' };
  return { kept, removed, change: cues.adds ? 'add' : 'replace' };
}

/** The mentions in a text with the lines each can mean; `more` are further values in which the articles come. */
export function mentionsIn(
  text: string,
  lines: ComparedLine[],
  of: { language: string; more: string[] },
): { text: Token[]; mentions: LineMention[] } {
  const reading = read(text, lines, of);
  return { text: reading.text, mentions: findLineMentions(reading) };
}

function findLineMentions(reading: Reading): LineMention[] {
  const places = findProductMentions(
    reading.text,
    reading.lines.map((line) => line.name),
    reading,
  );
  const describing = describesOrder(reading.text, places, reading.language);
  const all = places.map((place, index): LineMention => {
    const start = index === 0 ? 0 : cutBefore(reading.text, places[index - 1]!.last + 1, place.first);
    const next = places[index + 1];
    const end = (next ? cutBefore(reading.text, place.last + 1, next.first) : reading.text.length) - 1;
    const pool = reading.lines.filter((line) => place.names.includes(line.name));
    const found = narrow(pool, { place, start, end, reading });
    const { first, last } = place;
    const excluded = reading.cues.excluded(first, last) || reading.cues.only(first) === 'came';
    const names = place.names;
    return {
      first,
      last,
      from: reading.text[first]!.from,
      to: reading.text[last]!.to,
      found,
      role: reading.role[first]!,
      excluded,
      describes: describing[index] ?? false,
      names,
    };
  });
  return withoutWhatIsFine(withOnly(all, reading), reading);
}

/** "The radio is lovely. The poncho has a hole": where something else is spoken of too, what is fine is not meant. */
function withoutWhatIsFine(all: LineMention[], { text, language }: Reading): LineMention[] {
  const meant = all.filter((one) => !one.excluded);
  const asked = meant.filter((one, at) => {
    const before = meant[at - 1];
    const next = meant[at + 1];
    const start = before ? partedAt(text, before.last + 1, one.first) : 0;
    const sentence = text.findLastIndex((token, place) => place <= one.first && ENDS.test(token.before));
    const behind = text.findIndex((token, place) => place > one.last && ENDS.test(token.before));
    const end = Math.min(
      behind < 0 ? text.length : behind,
      next ? partedAt(text, one.last + 1, next.first) : text.length,
    );
    const words = text.slice(Math.max(start, sentence), end).map((token) => token.word);
    return !isContent(words.join(' '), language);
  });
  return asked.length === 0 ? all : all.filter((one) => one.excluded || asked.includes(one));
}

/** Where what is said of one thing ends and of the next begins: at the last sign between them, else at the last "and". */
function partedAt(text: Token[], from: number, first: number): number {
  const sign = text.findLastIndex(
    ({ before }, at) => at >= from && at <= first && /[,.;:!?\n–—]/.test(before),
  );
  return sign >= 0 ? sign : cutBefore(text, from, first);
}

const ENDS = /[.;!?\n]/;

function withOnly(all: LineMention[], reading: Reading): LineMention[] {
  const only = all.filter(({ first }) => reading.cues.only(first) === 'meant');
  const lacks = all.some(({ first, last }) => reading.cues.presence(first, last) === 'absent');
  // "There is no lamp in it, just the mug": the mug is what came.
  if (only.length === 0 || lacks) return withoutWhatCame(all, reading);
  const names = new Set(only.flatMap((one) => one.names));
  return all.map((one) => (one.names.some((name) => names.has(name)) ? one : { ...one, excluded: true }));
}

/** Where one thing is said not to have come, what did come is not what it is about. */
function withoutWhatCame(all: LineMention[], { cues }: Reading): LineMention[] {
  const presence = all.map(({ first, last }) => cues.presence(first, last));
  if (!presence.includes('absent')) return all;
  const came = (one: LineMention, at: number): boolean =>
    presence[at] === 'came' || (presence[at] !== 'absent' && cues.only(one.first) !== null);
  return all.map((one, at) => (came(one, at) ? { ...one, excluded: true } : one));
}

/** Without those that only say which order is meant; where nothing else is named they are all there is. */
export function withoutDescriptions(mentions: LineMention[]): LineMention[] {
  const own = mentions.filter((one) => !one.describes);
  return own.length > 0 ? own : mentions;
}

type Around = { place: ProductMention; start: number; end: number; reading: Reading };

/** Of the lines that a name fits, those whose options are named with it. */
function narrow(pool: ComparedLine[], around: Around): FoundLine[] {
  const { place, reading } = around;
  const span = { from: reading.text[place.first]!.from, to: reading.text[place.last]!.to };
  const make = (line: ComparedLine, score: number, by_option: string[] = []): FoundLine => ({
    line_id: line.line_id,
    order_id: line.order_id,
    score: Math.round(score * 100) / 100,
    ...span,
    by_option,
  });
  if (pool.length === 1) return [make(pool[0]!, place.score)];
  const said = new Map(pool.map((line) => [line, fits(line, pool, around)]));
  const most = Math.max(...[...said.values()].map((one) => one.points));
  const fitting = pool.filter((line) => said.get(line)?.points === most);
  if (fitting.length < pool.length && most > 0) {
    const sameItem = fitting.every((line) => line.item_id === fitting[0]!.item_id);
    const score = fitting.length === 1 || manyMeant(around) ? place.score : place.score * 0.6;
    const meant = sameItem ? counted(fitting, around) : fitting;
    return meant.map((line) =>
      make(line, meant.length < fitting.length ? place.score : score, said.get(line)?.options ?? []),
    );
  }
  const alike = pool.every((line) => line.item_id === pool[0]!.item_id);
  const meant = alike ? counted(pool, around) : pool;
  const certain = manyMeant(around) || meant.length < pool.length;
  return meant.map((line) => make(line, certain ? place.score : place.score * 0.6));
}

/** "both lamps", "the two lamps", "all the lamps", "lamps". */
function manyMeant({ place, reading }: Around): boolean {
  return place.plural || reading.cues.countBefore(place.first) === 'all';
}

/** Of articles that are quite the same, as many as were asked for. */
function counted(pool: ComparedLine[], { place, reading }: Around): ComparedLine[] {
  const count = reading.cues.countBefore(place.first);
  return typeof count === 'number' && count < pool.length ? pool.slice(0, count) : pool;
}

function fits(
  line: ComparedLine,
  pool: ComparedLine[],
  around: Around,
): { points: number; options: string[] } {
  const { text, language, role } = around.reading;
  const kin = pool.filter((one) => one.name === line.name);
  const window = text.slice(around.start, around.end + 1);
  const mentions = findOptionMentions(window, optionValues(kin), language);
  const here = mentions.found.filter((one) => counts(one, around, role));
  const loose = mentions.unclear.flatMap(({ readings, first, last }) =>
    readings
      .filter((one) => line.options[one.option] === one.value)
      .map((one) => ({ ...one, first, last, quality: 0.5 })),
  );
  const right = [...here, ...loose].filter((one) => line.options[one.option] === one.value);
  const wrong = here.filter(
    (one) => line.options[one.option] !== one.value && !right.some((other) => other.option === one.option),
  );
  return { points: right.length - wrong.length, options: [...new Set(right.map((one) => one.option))] };
}

/** What is wanted instead does not tell which line it is, unless it stands right before the name. */
function counts(mention: OptionMention, around: Around, role: Role[]): boolean {
  const first = around.start + mention.first;
  const last = around.start + mention.last;
  const { text } = around.reading;
  const adjacent =
    last < around.place.first &&
    around.place.first - last <= 4 &&
    !text
      .slice(last + 1, around.place.first + 1)
      .some((token) => /[,.;:!?\n]/.test(token.before) || STOPS.has(token.word));
  if (adjacent) return true;
  if (last < around.place.first) return false;
  return role[first] !== 'wanted';
}

const STOPS = new Set(['and', 'for', 'to', 'the', 'y', 'por', 'el', 'la', 'my', 'with']);

/** "a white mug instead of my red mug", "my red mug for a white mug": the mug wanted is not one of the lines. */
function dropWishes(mentions: LineMention[]): LineMention[] {
  return mentions.filter((one) => {
    if (one.role === 'rejected' || one.role === 'present') return true;
    const others = mentions.filter(
      (other) => other !== one && other.names.some((name) => one.names.includes(name)),
    );
    const owned = others.some((other) => other.role === 'rejected' || other.role === 'present');
    return !(
      owned &&
      (one.role === 'wanted' || others.some((other) => other.first > one.first && other.role === 'rejected'))
    );
  });
}

/** Every line once, with the mention that fits it best. */
function best(mentions: LineMention[]): FoundLine[] {
  const byLine = new Map<string, FoundLine>();
  for (const found of mentions.flatMap((mention) => mention.found)) {
    const key = `${found.order_id}\n${found.line_id}`;
    const known = byLine.get(key);
    if (!known || found.score > known.score) byLine.set(key, found);
  }
  const all = [...byLine.values()];
  return all.sort((a, b) => b.score - a.score || a.from - b.from);
}

/** "the blue one": no article is named, but what is said of it fits only some. */
function byOptionAlone(reading: Reading): FoundLine[] {
  const { text, lines, language, role } = reading;
  const byName = new Map<string, OptionMention[]>();
  for (const name of new Set(lines.map((line) => line.name))) {
    const kin = lines.filter((one) => one.name === name);
    byName.set(name, findOptionMentions(text, optionValues(kin), language).found);
  }
  const scored = lines.map((line) => {
    const found = byName.get(line.name) ?? [];
    const said = found.filter((one) => role[one.first] !== 'wanted' && pointed(text, one));
    const right = said.filter((one) => line.options[one.option] === one.value);
    const wrong = said.filter(
      (one) => line.options[one.option] !== one.value && !right.some((other) => other.option === one.option),
    );
    return { line, right, points: right.length - wrong.length };
  });
  const most = Math.max(0, ...scored.map((one) => one.points));
  const fitting = scored.filter((one) => one.points === most);
  if (most === 0 || fitting.length === lines.length) return [];
  return fitting.map(({ line, right }) => ({
    line_id: line.line_id,
    order_id: line.order_id,
    score: fitting.length === 1 ? 0.65 : 0.4,
    from: text[right[0]!.first]!.from,
    to: text[right.at(-1)!.last]!.to,
    by_option: [...new Set(right.map((one) => one.option))],
  }));
}

const POINTERS = new Set(['the', 'my', 'that', 'this', 'el', 'la', 'los', 'las', 'mi']);

function pointed(text: Token[], mention: OptionMention): boolean {
  const before = text.slice(Math.max(0, mention.first - 3), mention.first).map((token) => token.word);
  const behind = text[mention.last + 1];
  const one = behind !== undefined && (behind.word === 'ones' || (behind.spelled && behind.word === '1'));
  return one || before.some((word) => POINTERS.has(word));
}
