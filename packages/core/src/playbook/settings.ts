import { isDuration, isZone } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { PlaybookDocument } from './documents.ts';
import { problemAt, type Source } from './source.ts';

/** What the schema of a playbook document cannot say: zones and durations that there are. */
export function settingsProblems(source: Source, settings: PlaybookDocument): Problem[] {
  const problems: Problem[] = [];
  if (!isZone(settings.zone)) {
    const mend = 'Use a name such as Europe/Madrid or America/New_York.';
    problems.push(
      problemAt(source, ['zone'], {
        code: 'settings.zone',
        message: `There is no time zone "${settings.zone}".`,
        mend,
      }),
    );
  }
  const durations: [(string | number)[], string][] = [
    [['silence'], settings.silence],
    [['verify_after'], settings.verify_after],
    [['people', 'answer_within'], settings.people.answer_within],
  ];
  for (const [place, duration] of durations) {
    if (isDuration(duration)) continue;
    const mend = 'Write PT15M for fifteen minutes, PT2H for two hours, P3D for three days.';
    problems.push(
      problemAt(source, place, {
        code: 'settings.duration',
        message: `"${duration}" is not a duration.`,
        mend,
      }),
    );
  }
  return problems;
}
