import { clauseWords } from '../language/clauses.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import { everyWords } from './every-text.ts';
import { type Place, placeKey, type Source } from './place.ts';
import { problemAt } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';
import type { Words, WrittenText } from './written-text.ts';

/** A line of a text, as a whole in one language: `offset` UTF-16 units into what stands at the place. */
type Line = { source: Source; place: Place; language: string; words: string[]; offset: number };

/** Word → how often it stands in the texts of a language. */
type Counts = Map<string, number>;

/** How often a word stands in the common words of a language, as if a playbook had used it. */
const COMMON = 3;
/** So many times as often a word must stand in one language as in another to speak for it. */
const CLEAR = 5;
/** So many words must speak for another language, in a text of more than a few … */
const LEAST = 3;
/** … and so many times as many as for its own. */
const LEAD = 4;

/**
 * Texts that are written in another of the playbook's languages than they stand under. The languages are known by the playbook's
 * own words: those that stand in the texts of one and not of the other.
 */
export function mixedLanguages(documents: Documents, texts: readonly WrittenText[]): Problem[] {
  const languages = documents.settings?.languages ?? [];
  if (languages.length < 2) return [];
  const lines = [...everyWords(texts), ...examplesOf(documents)]
    .filter(({ language }) => languages.includes(language))
    .flatMap(linesOf);
  const counts = new Map(languages.map((language) => [language, commonIn(language)]));
  for (const { language, words } of lines) for (const word of words) add(counts.get(language), word);
  const told = new Set<string>();
  return lines.flatMap((line) => {
    const other = languages.find((one) => one !== line.language && speaksFor(line, counts, one));
    if (other === undefined) return [];
    // Two languages that were exchanged are one mistake.
    const key = `${line.source.file} ${placeKey(line.place.slice(0, -1))} ${line.language}`;
    told.add(key);
    if (told.has(`${line.source.file} ${placeKey(line.place.slice(0, -1))} ${other}`)) return [];
    const message = `This stands under "${line.language}", and seems to be written in "${other}".`;
    const mend = `Write it in ${line.language}, or move it to \`${other}:\`.`;
    return [
      problemAt(line.source, line.place, { code: 'text.language', message, mend, offset: line.offset }),
    ];
  });
}

function commonIn(language: string): Counts {
  return new Map([...(clauseWords(language)?.common ?? [])].map((word) => [word, COMMON]));
}

function add(counts: Counts | undefined, word: string): void {
  counts?.set(word, (counts.get(word) ?? 0) + 1);
}

function linesOf({ source, place, language, words }: Omit<Words, 'role'>): Line[] {
  const bare = words.replace(/\{[{%].*?[%}]\}|https?:\S+|\S+@\S+/gs, (mark) => ' '.repeat(mark.length));
  return [...bare.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({
    source,
    place,
    language,
    words: [...new Set(line.toLowerCase().match(/\p{L}+/gu) ?? [])],
    offset: index + line.search(/\S|$/),
  }));
}

/** Whether the words of a line speak for another language. What it says itself counts for nothing. */
function speaksFor({ words, language }: Line, counts: Map<string, Counts>, other: string): boolean {
  let ours = 0;
  let theirs = 0;
  for (const word of words) {
    const own = (counts.get(language)?.get(word) ?? 0) - 1;
    const foreign = counts.get(other)?.get(word) ?? 0;
    if (foreign >= 2 && foreign >= CLEAR * own) theirs += 1;
    else if (own >= 1 && own >= CLEAR * foreign) ours += 1;
  }
  if (words.length <= LEAST) return theirs >= 2 && ours === 0;
  return theirs >= LEAST && theirs >= LEAD * ours;
}

type Examples = { [language: string]: string[] } | undefined;

/** Every example of topics and options, in each of its languages. */
export function examplesOf({ topics, flows }: Documents): Omit<Words, 'role'>[] {
  const each = (source: Source, place: Place, examples: Examples): Omit<Words, 'role'>[] =>
    Object.entries(examples ?? {}).flatMap(([language, list]) =>
      list.map((words, at) => ({ source, place: [...place, language, at], language, words })),
    );
  return [
    ...[...topics.values()].flatMap(({ document, source }) => each(source, ['examples'], document.examples)),
    ...[...flows.values()].flatMap(({ document, source }) => [
      ...Object.entries(document.slots).flatMap(([name, { options }]) =>
        Object.entries(options ?? {}).flatMap(([value, { examples }]) =>
          each(source, ['slots', name, 'options', value, 'examples'], examples),
        ),
      ),
      ...stepsOf(document).flatMap(({ step, path }) =>
        'choose' in step
          ? step.options.flatMap(({ examples }, at) =>
              each(source, [...documentPath(document, path), 'options', at, 'examples'], examples),
            )
          : [],
      ),
    ]),
  ];
}
