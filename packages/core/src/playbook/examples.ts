import { foldWord, tokenise } from '../language/tokens.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt, problemAtKey } from './source.ts';

type Example = {
  topic: string;
  language: string;
  text: string;
  source: Source;
  place: Place;
  words: string[];
  /** Whether its topic is called like the flow that serves it. */
  named: boolean;
};

/** Examples of topics: in every language and no other, none empty, and none that stands twice or under two topics. */
export function exampleProblems(documents: Documents): Problem[] {
  return [...inLanguages(documents), ...again(examplesOf(documents))];
}

function inLanguages({ topics, settings }: Documents): Problem[] {
  const languages = settings?.languages ?? [];
  const code = 'topic.language';
  return [...topics.values()].flatMap(({ document: { id, examples }, source }) => {
    const missing = languages.filter((language) => !examples[language]);
    const foreign = Object.keys(examples).filter((one) => settings && !languages.includes(one));
    const tell = missing.map((language) => {
      const message = `The topic "${id}" has no examples in "${language}".`;
      const mend = `Add examples.${language} with at least three ways in which people say it.`;
      return problemAt(source, ['examples'], { code, message, mend });
    });
    // A language that is missing was perhaps written as another.
    if (missing.length > 0) return tell;
    return foreign.map((language) => {
      const message = `\`${language}\` is not a language of the playbook.`;
      const mend = `Its languages: ${languages.join(', ')}.`;
      return problemAtKey(source, [['examples'], language], { code, message, mend });
    });
  });
}

function examplesOf({ topics }: Documents): Example[] {
  return [...topics.values()].flatMap(({ document: { id, flow, examples }, source }) =>
    Object.entries(examples).flatMap(([language, list]) =>
      list.map((text, at) => {
        const place = ['examples', language, at];
        return { topic: id, language, text, source, place, words: wordsOf(text), named: id === flow };
      }),
    ),
  );
}

type Shared = { before: Example; example: Example };

function again(all: readonly Example[]): Problem[] {
  const seen = new Map<string, Example>();
  const shared = new Map<string, Shared[]>();
  const alone = all.flatMap((example) => {
    const { topic, language, text, words } = example;
    if (text.trim() === '')
      return [tell(example, 'This example has no words.', 'Write how people say it, or remove it.')];
    const key = `${language} ${words.join(' ')}`;
    const before = seen.get(key);
    if (!before || words.length === 0) {
      seen.set(key, example);
      return [];
    }
    if (before.topic === topic) {
      // Other accents and courtesies are worth learning.
      if (!isSame(before, example)) return [];
      const message = 'The same example stands in this topic already.';
      return [tell(example, message, 'Write another way of saying it, or remove it.')];
    }
    const pair = [before.topic, topic].sort().join(' ');
    shared.set(pair, [...(shared.get(pair) ?? []), { before, example }]);
    return [];
  });
  const between = [...shared.values()].flatMap((list) =>
    list.length < COPIED ? list.map((one) => stray(one, all)) : copied(list),
  );
  return [...alone, ...between];
}

/** Topics with so many examples in common were copied as a whole. */
const COPIED = 4;

function isSame(one: Example, other: Example): boolean {
  return one.text.trim().toLowerCase() === other.text.trim().toLowerCase();
}

function stray({ before, example }: Shared, all: readonly Example[]): Problem {
  const first = belongs(before, all) < belongs(example, all);
  const [lost, home] = first ? [before, example] : [example, before];
  const same = isSame(before, example);
  const message = same
    ? `The same example stands under the topic "${home.topic}".`
    : `This says the same as "${home.text}", which stands under the topic "${home.topic}".`;
  const mend = 'Keep it where it belongs; nobody could tell the two topics apart by it.';
  return problemAt(lost.source, lost.place, { code: same ? 'topic.example' : 'topic.near', message, mend });
}

/** The one that is not called like its flow is the copy; else the later one. */
function copied(list: readonly Shared[]): Problem[] {
  const [first] = list;
  if (!first) return [];
  const { before, example } = first;
  const [copy, home] = example.named || !before.named ? [before, example] : [example, before];
  const [later, other] = before.named === example.named ? [example, before] : [copy, home];
  const message = `${list.length} examples of the topic "${later.topic}" stand under the topic "${other.topic}" too: nobody could tell the two apart.`;
  const mend = 'Keep one of the two topics, or give each examples of its own.';
  return [problemAt(later.source, ['id'], { code: 'topic.example', message, mend })];
}

function tell({ source, place }: Example, message: string, mend: string): Problem {
  return problemAt(source, place, { code: 'topic.example', message, mend });
}

/** How well the words of an example fit the others of its topic: the mean share of those that have each word. */
function belongs({ topic, language, words, text }: Example, all: readonly Example[]): number {
  const others = all.filter((one) => one.topic === topic && one.language === language && one.text !== text);
  const shares = words.map(
    (word) => others.filter((one) => one.words.includes(word)).length / Math.max(1, others.length),
  );
  return shares.reduce((sum, one) => sum + one, 0) / Math.max(1, words.length);
}

/** Words that are said to be polite, and change nothing of what is meant. */
const POLITE = new Set([
  'please',
  'pls',
  'hi',
  'hello',
  'hey',
  'hola',
  'buenas',
  'gracias',
  'thanks',
  'porfa',
]);

/** What is said, without accents, marks and courtesies. */
function wordsOf(text: string): string[] {
  const words = tokenise(text.replace(/\bpor favor\b/giu, ' ')).map(({ word }) => foldWord(word));
  const plain = words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  const bare = plain.filter((word) => !POLITE.has(word));
  return bare.length > 0 ? bare : plain;
}
