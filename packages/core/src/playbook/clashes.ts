import { maskAddresses } from '../language/mask-addresses.ts';
import { offTopic } from '../language/off-topic.ts';
import { crossValidate } from '../language/topic-model.ts';
import { must } from '../lib/assert.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt } from './source.ts';

/** Two topics clash when at least this part of the examples of each is taken for the other … */
const PART = 0.25;
/** … and at least so many of each: a few strays say nothing. */
const LEAST = 3;
/** As many examples as are read out. */
const SHOWN = 3;
const SEED = 1;

type Example = { text: string; topic: string; source: Source; place: Place };

/**
 * Topics that cannot be told apart: each example is judged by a model that learned all the others (five-fold
 * cross-validation), and of both topics many are taken for the other. Takes seconds for a thousand examples.
 */
export function clashes(documents: Documents): Problem[] {
  const examples = examplesOf(documents);
  if (new Set(examples.map(({ topic }) => topic)).size < 2) return [];
  const languages = documents.settings?.languages ?? [];
  const guesses = crossValidate(
    examples.map(({ text, topic }) => ({ text: maskAddresses(text), topic })),
    {
      seed: SEED,
      out_of_scope: languages.flatMap((language) => offTopic(language, countIn(documents, language))),
    },
  );
  const ids = [...new Set(examples.map(({ topic }) => topic))];
  const taken = (one: string, other: string): Example[] =>
    examples.filter(({ topic }, at) => topic === one && guesses[at] === other);
  return ids.flatMap((one, at) =>
    ids.slice(at + 1).flatMap((other) => {
      const pair = [taken(one, other), taken(other, one)] as const;
      const many = pair.every(
        (list, side) => list.length >= Math.max(LEAST, PART * countOf(examples, side === 0 ? one : other)),
      );
      return many ? [clash(examples, [one, other], pair)] : [];
    }),
  );
}

function examplesOf({ topics }: Documents): Example[] {
  return [...topics.values()].flatMap(({ document, source }) =>
    Object.entries(document.examples).flatMap(([language, list]) =>
      list.map((text, at) => ({ text, topic: document.id, source, place: ['examples', language, at] })),
    ),
  );
}

function countIn({ topics }: Documents, language: string): number {
  return [...topics.values()].reduce(
    (sum, { document }) => sum + (document.examples[language]?.length ?? 0),
    0,
  );
}

function countOf(examples: Example[], topic: string): number {
  return examples.filter((example) => example.topic === topic).length;
}

/** Told where the first of them stands in the later topic: that is most often the one that was written anew. */
function clash(
  examples: Example[],
  [one, other]: [string, string],
  [ofOne, ofOther]: readonly [Example[], Example[]],
): Problem {
  const first = must(ofOther[0], 'a clash has examples');
  const shown = (list: Example[]): string =>
    list
      .slice(0, SHOWN)
      .map(({ text, source, place }) => {
        const { file, line } = problemAt(source, place, { code: 'topic.clash', message: '', mend: '' });
        return `"${text}" (${file}:${line})`;
      })
      .join(', ');
  const part = (list: Example[], topic: string): string => `${list.length} of ${countOf(examples, topic)}`;
  const message =
    `The topics "${other}" and "${one}" cannot be told apart: ${part(ofOther, other)} examples of the first are taken ` +
    `for the second, and ${part(ofOne, one)} the other way, such as ${shown(ofOther)} and ${shown(ofOne)}.`;
  const mend = 'Move these examples to one of the two, or make one topic of both and ask inside the flow.';
  return problemAt(first.source, first.place, { code: 'topic.clash', message, mend });
}
