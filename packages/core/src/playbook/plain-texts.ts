import type { FlowDocument } from '../flows/flow.ts';
import type { Problem } from '../problems.ts';
import type { Text } from '../replies/reply.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt, problemAtKey } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

type Plain = { source: Source; place: Place; text: Text };

/** Mistakes in titles, labels and reasons: texts that are told as they are, without values in them. */
export function plainTexts(documents: Documents, languages: readonly string[]): Problem[] {
  return textsOf(documents).flatMap((one) => [...ofLanguages(one, languages), ...withMarks(one)]);
}

function textsOf({ playbook, topics, flows, actions }: Documents): Plain[] {
  const titled = [
    ...(playbook ? [playbook] : []),
    ...topics.values(),
    ...flows.values(),
    ...actions.values(),
  ];
  return [
    ...titled.map(({ source, document: { title } }) => ({ source, place: ['title'], text: title })),
    ...[...actions.values()].flatMap(({ source, document: { changes } }) =>
      changes ? [{ source, place: ['changes'], text: changes }] : [],
    ),
    ...[...flows.values()].flatMap(({ source, document }) =>
      ofFlow(document).map(({ place, text }) => ({ source, place, text })),
    ),
  ];
}

function ofFlow(flow: FlowDocument): { place: Place; text: Text }[] {
  const ofSlots = Object.entries(flow.slots).flatMap(([name, { options }]) =>
    Object.entries(options ?? {}).map(([value, { label }]) => ({
      place: ['slots', name, 'options', value, 'label'],
      text: label,
    })),
  );
  const ofSteps = stepsOf(flow).flatMap(({ step, path }) => {
    const here = documentPath(flow, path);
    if ('hand_over' in step)
      return [{ place: [...here, 'hand_over', 'reason'], text: step.hand_over.reason }];
    if (!('choose' in step)) return [];
    return step.options.map(({ label }, at) => ({ place: [...here, 'options', at, 'label'], text: label }));
  });
  return [...ofSlots, ...ofSteps];
}

function ofLanguages({ source, place, text }: Plain, languages: readonly string[]): Problem[] {
  const missing = languages.filter((language) => !Object.hasOwn(text, language));
  const foreign = Object.keys(text).filter((language) => !languages.includes(language));
  const problems = foreign.map((language) =>
    problemAtKey(source, [place, language], {
      code: 'reply.unknown_language',
      message: `\`${language}\` is not a language of the playbook.`,
      mend: `Its languages: ${languages.join(', ')}.`,
    }),
  );
  if (missing.length === 0) return problems;
  const message = `The text is missing in ${missing.join(', ')}.`;
  const mend = 'Write it in every language of the playbook.';
  return [...problems, problemAt(source, place, { code: 'reply.missing_language', message, mend })];
}

function withMarks({ source, place, text }: Plain): Problem[] {
  return Object.entries(text).flatMap(([language, words]) => {
    const offset = words.search(/\{\{|\{%/);
    if (offset === -1) return [];
    const message = 'This text is told as it is: no values can be put into it.';
    const mend = 'Write it without {{ }} and {% %}.';
    return [problemAt(source, [...place, language], { code: 'text.plain', message, mend, offset })];
  });
}
