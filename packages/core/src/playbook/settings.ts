import { nearest } from '../lib/nearest.ts';
import { CURRENCIES, isLanguage } from '../lib/standard-codes.ts';
import { durationMs, isDuration, isZone } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { PlaybookDocument } from './documents.ts';
import { isWritten, type Place, type Source } from './place.ts';
import { type Mistake, problemAt } from './source.ts';

/** What the schema of a playbook document cannot say: zones, currencies and durations that there are. */
export function settingsProblems(source: Source, settings: PlaybookDocument): Problem[] {
  const problems: Problem[] = [];
  const tell = (place: Place, what: Mistake): void => {
    problems.push(problemAt(source, place, what));
  };
  for (const key of ['id', 'assistant'] as const) {
    if (settings[key].trim() !== '' || !isWritten(source, [key])) continue;
    const what = key === 'id' ? 'The playbook has no name.' : 'The assistant has no name.';
    tell([key], { code: 'document.shape', message: what, mend: 'Write one.' });
  }
  if (!isZone(settings.zone)) {
    const mend = 'Use a name such as Europe/Madrid or America/New_York.';
    tell(['zone'], { code: 'settings.zone', message: `There is no time zone "${settings.zone}".`, mend });
  }
  if (!CURRENCIES.has(settings.currency)) {
    const message = `"${settings.currency}" is not the code of a currency.`;
    const close = nearest(settings.currency, USUAL);
    const mend = close ? `Did you mean ${close}?` : 'Write its code of ISO 4217, such as EUR.';
    tell(['currency'], { code: 'settings.currency', message, mend });
  }
  for (const currency of Object.keys(settings.rates)) {
    const place = ['rates', currency];
    const code = 'settings.currency' as const;
    if (currency === settings.currency) {
      const message = `"${currency}" is the playbook's own currency.`;
      tell(place, { code, message, mend: 'Remove it: one of it is worth one.' });
    } else if (!CURRENCIES.has(currency)) {
      const message = `"${currency}" is not the code of a currency.`;
      tell(place, { code, message, mend: 'Write its code of ISO 4217, such as USD.' });
    }
  }
  for (const [at, language] of settings.languages.entries()) {
    if (!isLanguage(language)) {
      const meant = Object.keys(settings.title).find((one) => !settings.languages.includes(one));
      const mend = meant ? `Did you mean ${meant}?` : 'Write its code of ISO 639, such as en or es.';
      tell(['languages', at], {
        code: 'settings.language',
        message: `There is no language "${language}".`,
        mend,
      });
    }
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
    ...Object.entries(settings.retention).flatMap(([kind, kept]): [Place, string][] =>
      kept === undefined ? [] : [[['retention', kind], kept]],
    ),
  ];
  for (const [place, duration] of durations) {
    const wrong = durationMistake(duration);
    if (wrong) tell(place, wrong);
  }
  return problems;
}

/** The currencies that are most often meant by a misspelt one. */
const USUAL = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'RON',
  'MXN',
  'BRL',
  'JPY',
  'CAD',
];

/** What is wrong with a duration of a playbook: it is none, or no time at all. */
export function durationMistake(duration: string): Mistake | null {
  const code = 'settings.duration';
  if (!isDuration(duration)) {
    const mend = 'Write PT15M for fifteen minutes, PT2H for two hours, P3D for three days.';
    return { code, message: `"${duration}" is not a duration.`, mend };
  }
  if (durationMs(duration) > 0) return null;
  return { code, message: `"${duration}" is no time at all.`, mend: 'Write a duration above 0.' };
}
