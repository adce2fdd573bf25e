import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { SurveyDocument } from '../surveys/survey.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { durationMistake } from './settings.ts';
import { problemAt } from './source.ts';

/** What the schema of a survey cannot say: durations, points that say different things, and that it is listed. */
export function surveyProblems(documents: Documents): Problem[] {
  return [
    ...listedTwice(documents),
    ...[...documents.surveys.values()].flatMap(({ document, source }) => [
      ...ofDurations(document, source),
      ...ofScale(document, source),
      ...reversed(document, source),
      ...ofUse(documents, document, source),
    ]),
  ];
}

function ofDurations({ open_for, rest }: SurveyDocument, source: Source): Problem[] {
  const durations: [Place, string | undefined][] = [
    [['open_for'], open_for],
    [['rest'], rest],
  ];
  return durations.flatMap(([place, duration]) => {
    const wrong = duration === undefined ? null : durationMistake(duration);
    return wrong ? [problemAt(source, place, wrong)] : [];
  });
}

/** Two points of the same words: nobody could tell which of them is better. */
function ofScale({ scale }: SurveyDocument, source: Source): Problem[] {
  return scale.flatMap((point, at) =>
    Object.entries(point).flatMap(([language, words]) => {
      const before = scale.findIndex((other) => other[language]?.trim() === words.trim());
      if (before === at || words.trim() === '') return [];
      const message = `The points ${before + 1} and ${at + 1} say the same.`;
      const mend = 'Say something else, from the worst to the best.';
      return [problemAt(source, ['scale', at, language], { code: 'survey.scale', message, mend })];
    }),
  );
}

const GOOD =
  /^(?:(?:very|extremely|muy|totally|completely|totalmente) )*(?:easy|satisfied|good|happy|excellent|great|fácil|satisfech[oa]|bien|buen[oa]|content[oa]|excelente)/i;
const BAD =
  /^(?:(?:very|extremely|muy|totally|completely|totalmente) )*(?:difficult|hard|dissatisfied|unsatisfied|bad|unhappy|poor|terrible|difícil|insatisfech[oa]|mal[oa]?|descontent[oa]|pésim[oa])/i;

/** The worst point is the first one; a scale that begins with the best counts every answer the wrong way round. */
function reversed({ scale }: SurveyDocument, source: Source): Problem[] {
  const [first, last] = [scale[0], scale.at(-1)];
  const language = Object.keys(first ?? {}).find(
    (one) => GOOD.test(first?.[one]?.trim() ?? '') && BAD.test(last?.[one]?.trim() ?? ''),
  );
  if (language === undefined) return [];
  const message =
    'The scale begins with the best: the first point is the worst, and every answer would count the wrong way round.';
  const what = {
    code: 'survey.reversed',
    message,
    mend: 'Write the points from the worst to the best.',
  } as const;
  return [problemAt(source, ['scale'], what)];
}

function listedTwice({ playbook }: Documents): Problem[] {
  const listed = playbook?.document.surveys ?? [];
  return listed.flatMap((name, at) => {
    if (!playbook || listed.indexOf(name) === at) return [];
    const message = `The survey "${name}" is listed already; the first place counts.`;
    return [
      problemAt(playbook.source, ['surveys', at], { code: 'survey.twice', message, mend: 'Remove one.' }),
    ];
  });
}

// While a file cannot be read, nobody knows what it would have listed; a misspelt name is told where it stands.
function ofUse({ playbook, broken }: Documents, { id }: SurveyDocument, source: Source): Problem[] {
  if (!playbook || broken.names.size > 0) return [];
  const listed = playbook.document.surveys;
  if (listed.includes(id) || nearest(id, listed) !== null) return [];
  const message = `The survey "${id}" is not listed: nobody is asked.`;
  const mend =
    'Add it to `surveys` in playbook.yaml; of several whose condition holds, the first one listed is asked.';
  return [problemAt(source, ['id'], { code: 'survey.unused', message, mend })];
}
