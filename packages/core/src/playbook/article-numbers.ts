import { must } from '../lib/assert.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import { positionOf, type Source } from './place.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';
import { type Mistake, problemAt } from './source.ts';
import type { WrittenText } from './written-text.ts';

/** A constant of which a text may speak: its unit, its value, and the stems of words that stand beside it, by language. */
type Spoken = {
  name: string;
  unit: string;
  value: number;
  /** What it is for some buyers, by their segment. */
  others: number[];
  stems: Map<string, Set<string>>;
  /** Those of its name and of the comment above it. */
  named: ReadonlySet<string>;
};

/** A line of a text with what stands above it, and the place of the line among those of its section. */
type Line = { words: string; heading: string; offset: number; section: number; at: number };

const UNIT = /_(minutes|hours|days|weeks|months|years|cents)$/;
/** So much must words speak for a constant … */
const LEAST = 2;
/** … and so many times as much as for any other of its unit. */
const LEAD = 1.3;

/**
 * Numbers in articles and messages that a constant has otherwise. `{{ policy.return_days }}` is the right way to write one; a bare
 * number is taken to be the constant that stands at the same place in another language, or the one of whose words the line and its
 * heading speak most clearly: those of its name, of the comment above it, and of the texts that use it.
 */
export function numberProblems(documents: Documents, texts: readonly WrittenText[]): Problem[] {
  const { playbook, settings, broken } = documents;
  if (!playbook || !settings || broken.settings) return [];
  const read = texts.filter(({ role }) => role === 'article' || role === 'said');
  const spoken = spokenOf(documents, read);
  return read.flatMap((text) => ofText({ text, spoken, playbook, currency: settings.currency }));
}

type Of = {
  text: WrittenText;
  spoken: Spoken[];
  playbook: NonNullable<Documents['playbook']>;
  currency: string;
};

function ofText({ text, spoken, playbook, currency }: Of): Problem[] {
  const lines = new Map(Object.entries(text.text).map(([language, words]) => [language, linesOf(words)]));
  return [...lines].flatMap(([language, list]) =>
    list.flatMap((line) => {
      const own = quantitiesIn(line.words, currency);
      return own.flatMap((quantity, at) => {
        if ('constant' in quantity) {
          const what = otherConstant(quantity, { lines, language, line, own, at, currency, spoken });
          const offset = line.offset + quantity.offset;
          return what ? [problemAt(text.source, [...text.place, language], { ...what, offset })] : [];
        }
        const beside = besides(lines, { language, line, own, at, currency });
        const what = wrongBeside(quantity, { beside, spoken, source: playbook.source });
        const meant =
          text.role === 'article' && !decided(beside) ? bySpeech(spoken, { language, line, quantity }) : null;
        const found = what ?? (meant && differs(meant, quantity, playbook.source));
        if (!found) return [];
        const offset = line.offset + quantity.offset;
        return [problemAt(text.source, [...text.place, language], { ...found, offset })];
      });
    }),
  );
}

type Constant = Quantity & { constant: string };

/** Another constant than at the same place of the other language: the one of whose words the sentence speaks less is told. */
function otherConstant(
  { constant }: Constant,
  { lines, spoken, ...here }: Here & { lines: Map<string, Line[]>; spoken: readonly Spoken[] },
): Mistake | null {
  const others = allBesides(lines, here);
  const other = others.find(({ quantity }) => 'constant' in quantity && quantity.constant !== constant);
  if (!other || !('constant' in other.quantity)) return null;
  const [own, theirs] = [constant, other.quantity.constant].map((name) =>
    speech(spoken, { lines, line: here.line, name }),
  );
  const [before, after] = [constant, other.quantity.constant];
  const order = [...lines.keys()];
  const later = order.indexOf(here.language) > order.indexOf(other.language);
  if ((own ?? 0) > (theirs ?? 0) || (own === theirs && !later)) return null;
  const message = `This tells \`policy.${before}\`, and \`policy.${after}\` in ${other.language}.`;
  return { code: 'text.numbers', message, mend: `Write \`policy.${after}\` here, or correct the other.` };
}

/** How much the line and its heading speak of a constant, in all languages together. */
function speech(
  spoken: readonly Spoken[],
  { lines, line, name }: { lines: Map<string, Line[]>; line: Line; name: string },
): number {
  const same = [...lines.values()].flatMap((list) =>
    list.filter(({ section, at }) => section === line.section && at === line.at),
  );
  const stems = new Set(same.flatMap(({ words, heading }) => [...stemsOf(words), ...stemsOf(heading)]));
  const meant = spoken.find((one) => one.name === name);
  const own = new Set(stemsOf(name.replace(UNIT, '').replaceAll('_', ' ')));
  return [...stems].filter((one) => own.has(one) || (meant?.named.has(one) ?? false)).length;
}

type Literal = Quantity & { number: number };

/** Whether the other language says which constant is meant. */
function decided(beside: Beside | null): boolean {
  return beside !== null && 'constant' in beside.quantity;
}

type Beside = { language: string; quantity: Quantity };

function wrongBeside(
  quantity: Literal,
  { beside, spoken, source }: { beside: Beside | null; spoken: readonly Spoken[]; source: Source },
): Mistake | null {
  if (beside === null) return null;
  const there = beside.quantity;
  if ('constant' in there) {
    const meant = spoken.find(({ name }) => name === there.constant);
    return meant ? differs(meant, quantity, source) : null;
  }
  if (there.number === quantity.number) return null;
  const message = `This says "${quantity.written.trim()}", and "${there.written.trim()}" in ${beside.language}.`;
  const mend = 'Correct one of the two; a constant, `{{ policy.… }}`, is the same in every language.';
  return { code: 'text.numbers', message, mend };
}

function differs(meant: Spoken, quantity: Literal, source: Source): Mistake | null {
  return [meant.value, ...meant.others].includes(quantity.number) ? null : told(meant, quantity, source);
}

function told({ name, unit, value }: Spoken, { written }: Quantity, source: Source): Mistake {
  const { line } = positionOf(source, ['constants', name]);
  const shown = unit === 'cents' ? `${value} cents` : `${value} ${unit}`;
  const message = `This says "${written.trim()}"; the constant "${name}" (${source.file}:${line}) is ${shown}.`;
  const value_of = unit === 'cents' ? `policy.${name} | money` : `policy.${name}`;
  const mend = `Write \`{{ ${value_of} }}\` in place of the number, so that it never differs, or correct one of the two.`;
  return { code: 'article.constant', message, mend };
}

type Here = { language: string; line: Line; own: Quantity[]; at: number; currency: string };

/** What stands at the same place of the same text in another language: a constant rather than a number. Of two numbers the second is told. */
function besides(lines: Map<string, Line[]>, here: Here): Beside | null {
  const order = [...lines.keys()];
  const others = allBesides(lines, here).filter(
    ({ language, quantity }) =>
      'constant' in quantity || order.indexOf(language) < order.indexOf(here.language),
  );
  return others.find(({ quantity }) => 'constant' in quantity) ?? others[0] ?? null;
}

/** The same, whatever it is. */
function allBesides(lines: Map<string, Line[]>, { language, line, own, at, currency }: Here): Beside[] {
  const unit = must(own[at], 'the quantity').unit;
  return [...lines].flatMap(([other, list]): Beside[] => {
    if (other === language) return [];
    const same = list.find((one) => one.section === line.section && one.at === line.at);
    const theirs = same ? quantitiesIn(same.words, currency) : [];
    const quantity = theirs.length === own.length ? theirs[at] : undefined;
    return quantity?.unit === unit ? [{ language: other, quantity }] : [];
  });
}

/** The constant of whose words the sentence and its heading speak; null where none is clearly meant. */
function bySpeech(
  spoken: readonly Spoken[],
  { language, line, quantity }: { language: string; line: Line; quantity: Quantity & { number: number } },
): Spoken | null {
  // "A day or two" is a manner of speaking.
  if (!/\d/.test(quantity.written)) return null;
  const stems = new Set([...stemsOf(sentenceAt(line.words, quantity.offset)), ...stemsOf(line.heading)]);
  const same = spoken.filter(({ unit }) => unit === quantity.unit);
  const weight = (stem: string): number => {
    const shared = same.filter((one) => one.stems.get(language)?.has(stem)).length;
    return shared === 0 ? 0 : Math.log((same.length + 1) / shared);
  };
  const scores = same
    .map((one) => {
      const own = [...stems].filter((stem) => one.stems.get(language)?.has(stem));
      return { one, score: own.reduce((sum, stem) => sum + weight(stem), 0) };
    })
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (!best || best.score < LEAST || best.score < LEAD * (second?.score ?? 0)) return null;
  // Where the number is right for another constant of which it may speak, nothing is wrong.
  const right = scores.some(
    ({ one, score }) => [one.value, ...one.others].includes(quantity.number) && score > 0,
  );
  return right ? null : best.one;
}

function sentenceAt(words: string, offset: number): string {
  const before = words.slice(0, offset).search(/[.!?]\s[^.!?]*$/);
  const rest = words.slice(before === -1 ? 0 : before + 1);
  const end = rest.slice(offset - (words.length - rest.length)).search(/[.!?](?:\s|$)/);
  return end === -1 ? rest : rest.slice(0, offset - (words.length - rest.length) + end);
}

/** The constants with a unit, each with the words that stand beside it. */
function spokenOf({ playbook, settings, segments }: Documents, texts: readonly WrittenText[]): Spoken[] {
  const othersOf = (name: string): number[] =>
    [...segments.values()].flatMap(({ document }) => {
      const other = document.constants[name];
      return typeof other === 'number' ? [other] : [];
    });
  const comments = playbook ? commentsOf(playbook.source.text) : new Map<string, string>();
  return Object.entries(settings?.constants ?? {}).flatMap(([name, value]): Spoken[] => {
    const unit = UNIT.exec(name)?.[1];
    if (unit === undefined || typeof value !== 'number') return [];
    const named = stemsOf(`${name.replace(UNIT, '').replaceAll('_', ' ')} ${comments.get(name) ?? ''}`);
    const stems = new Map(
      (settings?.languages ?? []).map((language) => [
        language,
        new Set([...named, ...texts.flatMap((text) => stemsBeside(text.text[language] ?? '', name))]),
      ]),
    );
    return [{ name, unit, value, others: othersOf(name), stems, named: new Set(named) }];
  });
}

/** The stems of the sentences of a text that use the constant, and of the headings above them. */
function stemsBeside(words: string, name: string): string[] {
  if (!words.includes(`policy.${name}`)) return [];
  return linesOf(words)
    .flatMap(({ words: line, heading }) =>
      line.split(/(?<=[.!?])\s/).map((sentence) => ({ sentence, heading })),
    )
    .filter(({ sentence }) => new RegExp(`policy\\.${name}\\b`).test(sentence))
    .flatMap(({ sentence, heading }) => [...stemsOf(sentence), ...stemsOf(heading)]);
}

/** Constant → the comment above it, which holds for those below it up to the next. */
function commentsOf(yaml: string): Map<string, string> {
  const found = new Map<string, string>();
  let comment = '';
  let within = false;
  for (const line of yaml.split('\n')) {
    if (/^\S/.test(line) && !line.startsWith('#')) within = line.startsWith('constants:');
    if (!within) continue;
    const said = /^\s+#\s?(.*)$/.exec(line)?.[1];
    if (said !== undefined) comment = said;
    const name = /^\s+(\w+):/.exec(line)?.[1];
    if (name !== undefined) found.set(name, comment);
  }
  return found;
}

function linesOf(text: string): Line[] {
  let heading = '';
  let section = 0;
  let at = 0;
  let offset = 0;
  return text.split('\n').flatMap((words): Line[] => {
    const from = offset;
    offset += words.length + 1;
    if (words.trim() === '') return [];
    if (words.startsWith('#')) {
      heading = words;
      section += 1;
      at = 0;
      return [];
    }
    at += 1;
    return [{ words, heading, offset: from, section, at }];
  });
}

const SHORTEST = 4;
const STEM = 5;
/** The units themselves tell no constant from another. */
const OF_UNITS = new Set(
  [
    'days',
    'years',
    'hours',
    'weeks',
    'months',
    'minutes',
    'cents',
    'dias',
    'anos',
    'horas',
    'semanas',
    'meses',
    'minutos',
    'laborables',
    'working',
    'more',
    'than',
    'from',
    'within',
    'para',
    'desde',
    'hasta',
  ].map(stem),
);

function stem(word: string): string {
  return word.slice(0, STEM);
}

/** The beginnings of the longer words, without accents: enough to find "returned" and "returns" alike. */
function stemsOf(text: string): string[] {
  const bare = text
    .replace(/\{[{%].*?[%}]\}/gs, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
  const words = bare.match(/\p{L}+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length >= SHORTEST).map(stem))].filter(
    (one) => !OF_UNITS.has(one),
  );
}
