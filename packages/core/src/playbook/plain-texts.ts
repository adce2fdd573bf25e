import type { FlowDocument } from '../flows/flow.ts';
import type { Problem } from '../problems.ts';
import type { Text } from '../replies/reply.ts';
import type { SurveyDocument } from '../surveys/survey.ts';
import type { Documents } from './collected.ts';
import type { Place } from './place.ts';
import { problemAt, problemAtKey } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';
import type { TextRole, WrittenText } from './written-text.ts';

/** Mistakes in titles, labels and reasons: texts that are told as they are, without values in them. */
export function plainTexts(documents: Documents, languages: readonly string[]): Problem[] {
  return plainTextsOf(documents).flatMap((one) => [...ofLanguages(one, languages), ...withMarks(one)]);
}

/** Titles, labels and reasons, where they stand. */
export function plainTextsOf({
  playbook,
  topics,
  flows,
  actions,
  articles,
  segments,
  surveys,
  templates,
}: Documents): WrittenText[] {
  const titled = [
    ...(playbook ? [playbook] : []),
    ...topics.values(),
    ...flows.values(),
    ...actions.values(),
    ...articles.values(),
    ...segments.values(),
    ...surveys.values(),
    ...templates.values(),
  ];
  return [
    ...titled.map(({ source, document: { title } }) => {
      return { source, place: ['title'], text: title, role: 'title' as const };
    }),
    ...(playbook?.document.help.groups ?? []).flatMap(({ title }, at) =>
      playbook
        ? [
            {
              source: playbook.source,
              place: ['help', 'groups', at, 'title'],
              text: title,
              role: 'title' as const,
            },
          ]
        : [],
    ),
    ...[...actions.values()].flatMap(({ source, document: { changes } }) =>
      changes ? [{ source, place: ['changes'], text: changes, role: 'said' as const }] : [],
    ),
    ...[...flows.values()].flatMap(({ source, document }) =>
      ofFlow(document).map((one) => ({ source, ...one })),
    ),
    ...[...surveys.values()].flatMap(({ source, document }) =>
      ofSurvey(document).map((one) => ({ source, ...one })),
    ),
  ];
}

function ofSurvey({ ask, scale, comment, thanks }: SurveyDocument): Within[] {
  return [
    { place: ['ask'], text: ask, role: 'said' },
    ...scale.map((text, at): Within => ({ place: ['scale', at], text, role: 'button' })),
    ...(comment ? [{ place: ['comment'], text: comment, role: 'said' as const }] : []),
    { place: ['thanks'], text: thanks, role: 'said' },
  ];
}

type Within = { place: Place; text: Text; role: TextRole };

function ofFlow(flow: FlowDocument): Within[] {
  const ofSlots = Object.entries(flow.slots).flatMap(([name, { options }]) =>
    Object.entries(options ?? {}).map(([value, { label }]): Within => {
      return { place: ['slots', name, 'options', value, 'label'], text: label, role: 'button' };
    }),
  );
  const ofSteps = stepsOf(flow).flatMap(({ step, path }): Within[] => {
    const here = documentPath(flow, path);
    if ('hand_over' in step)
      return [{ place: [...here, 'hand_over', 'reason'], text: step.hand_over.reason, role: 'said' }];
    if (!('choose' in step)) return [];
    return step.options.map(({ label }, at) => {
      return { place: [...here, 'options', at, 'label'], text: label, role: 'button' };
    });
  });
  return [...ofSlots, ...ofSteps];
}

function ofLanguages({ source, place, text }: WrittenText, languages: readonly string[]): Problem[] {
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

function withMarks({ source, place, text }: WrittenText): Problem[] {
  return Object.entries(text).flatMap(([language, words]) => {
    const offset = words.search(/\{\{|\{%/);
    if (offset === -1) return [];
    const message = 'This text is told as it is: no values can be put into it.';
    const mend = 'Write it without {{ }} and {% %}.';
    return [problemAt(source, [...place, language], { code: 'text.plain', message, mend, offset })];
  });
}
