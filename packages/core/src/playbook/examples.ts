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
  return [...topics.values()].flatMap(({ document: { id, examples }, source }) =>
    Object.entries(examples).flatMap(([language, list]) =>
      list.map((text, at) => {
        const place = ['examples', language, at];
        return { topic: id, language, text, source, place, words: wordsOf(text) };
      }),
    ),
  );
}

function again(all: readonly Example[]): Problem[] {
  const seen = new Map<string, Example>();
  return all.flatMap((example) => {
    const { topic, language, text, words } = example;
    if (text.trim() === '')
      return [tell(example, 'This example has no words.', 'Write how people say it, or remove it.')];
    const key = `${language} ${words.join(' ')}`;
    const before = seen.get(key);
    if (!before || words.length === 0) {
      seen.set(key, example);
      return [];
    }
    const same = text.trim().toLowerCase() === before.text.trim().toLowerCase();
    if (before.topic === topic) {
      // Other accents and courtesies are worth learning.
      if (!same) return [];
      const message = 'The same example stands in this topic already.';
      return [tell(example, message, 'Write another way of saying it, or remove it.')];
    }
    const [stray, home] =
      belongs(before, all) < belongs(example, all) ? [before, example] : [example, before];
    const message = same
      ? `The same example stands under the topic "${home.topic}".`
      : `This says the same as "${home.text}", which stands under the topic "${home.topic}".`;
    const mend = 'Keep it where it belongs; nobody could tell the two topics apart by it.';
    const code = same ? 'topic.example' : 'topic.near';
    return [problemAt(stray.source, stray.place, { code, message, mend })];
  });
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
