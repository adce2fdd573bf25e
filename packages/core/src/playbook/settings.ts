import { isDuration, isZone } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { PlaybookDocument } from './documents.ts';
import type { Place, Source } from './place.ts';
import { type Mistake, problemAt } from './source.ts';

/** What the schema of a playbook document cannot say: zones, currencies and durations that there are. */
export function settingsProblems(source: Source, settings: PlaybookDocument): Problem[] {
  const problems: Problem[] = [];
  const tell = (place: Place, what: Mistake): void => {
    problems.push(problemAt(source, place, what));
  };
  if (!isZone(settings.zone)) {
    const mend = 'Use a name such as Europe/Madrid or America/New_York.';
    tell(['zone'], { code: 'settings.zone', message: `There is no time zone "${settings.zone}".`, mend });
  }
  if (!/^[A-Z]{3}$/.test(settings.currency)) {
    const message = `"${settings.currency}" is not the code of a currency.`;
    tell(['currency'], { code: 'settings.currency', message, mend: 'Write three capitals, such as EUR.' });
  }
  for (const [at, language] of settings.languages.entries()) {
    if (settings.languages.indexOf(language) === at) continue;
    const message = `The language "${language}" stands here twice.`;
    tell(['languages', at], { code: 'settings.language', message, mend: 'Remove one.' });
  }
  const durations: [Place, string][] = [
    [['silence'], settings.silence],
    [['verify_after'], settings.verify_after],
    [['people', 'answer_within'], settings.people.answer_within],
    [['people', 'reply_within'], settings.people.reply_within],
    [['people', 'rest_after'], settings.people.rest_after],
  ];
  for (const [place, duration] of durations) {
    if (isDuration(duration)) continue;
    const mend = 'Write PT15M for fifteen minutes, PT2H for two hours, P3D for three days.';
    tell(place, { code: 'settings.duration', message: `"${duration}" is not a duration.`, mend });
  }
  return problems;
}
