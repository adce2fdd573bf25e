import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import { nameOf } from './place.ts';
import { problemAt } from './source.ts';
import { stepsOf } from './steps.ts';

/**
 * Documents that are called otherwise than their file, and otherwise than they are named elsewhere: the id was misspelt, and not
 * every name that leads to it. What they are named is then taken for known.
 */
export function otherIds(documents: Documents): Problem[] {
  const { topics, flows, actions, articles, calendars, segments, surveys, broken } = documents;
  const named = namesIn(documents);
  const maps = {
    topic: topics,
    flow: flows,
    action: actions,
    article: articles,
    calendar: calendars,
    segment: segments,
    survey: surveys,
  };
  return (Object.keys(maps) as (keyof typeof maps)[]).flatMap((kind) =>
    [...maps[kind].values()].flatMap(({ document: { id }, source }) => {
      const file = nameOf(source.file);
      if (id === file || maps[kind].has(file) || !named[kind].has(file) || named[kind].has(id)) return [];
      broken.names.add(file);
      const message = `This ${kind} is called "${id}", and other documents name it "${file}", as its file is called.`;
      const mend = `Write \`id: ${file}\`, or "${id}" wherever it is named.`;
      return [problemAt(source, ['id'], { code: `reference.${kind}` as const, message, mend })];
    }),
  );
}

function namesIn({ playbook, topics, flows, articles, segments }: Documents) {
  const settings = playbook?.document;
  const steps = [...flows.values()].flatMap(({ document }) => stepsOf(document)).map(({ step }) => step);
  return {
    topic: new Set([
      ...(settings?.opening?.likely ?? []).flatMap((one) => one.topics),
      ...[...articles.values()].flatMap(({ document }) => document.topics),
      ...(settings?.questions === undefined ? [] : [settings.questions]),
    ]),
    flow: new Set([
      ...[...topics.values()].flatMap(({ document }) => document.flow ?? []),
      ...steps.flatMap((step) => ('call' in step ? [step.call] : [])),
      ...(settings ? [settings.identify.flow] : []),
    ]),
    action: new Set(steps.flatMap((step) => ('do' in step ? [step.do] : []))),
    article: new Set((settings?.help.groups ?? []).flatMap((one) => one.articles)),
    calendar: new Set([
      ...(settings ? [settings.people.calendar] : []),
      ...[...segments.values()].flatMap(({ document }) => document.people.calendar ?? []),
    ]),
    segment: new Set(settings?.segments ?? []),
    survey: new Set(settings?.surveys ?? []),
  };
}
