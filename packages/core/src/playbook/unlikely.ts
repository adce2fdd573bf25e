import { durationMs, isDuration } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt } from './source.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

/** What a duration is for, and the shortest and the longest that anybody means by it. */
type Usual = { what: string; least_ms: number; most_ms: number };

const ANSWER: Usual = { what: 'an answer of a person', least_ms: MINUTE_MS, most_ms: 14 * DAY_MS };
const REPLY: Usual = {
  what: 'the answer of whoever holds a conversation',
  least_ms: MINUTE_MS,
  most_ms: 14 * DAY_MS,
};
const REST: Usual = { what: 'the end of a quiet conversation', least_ms: HOUR_MS, most_ms: 60 * DAY_MS };
const SILENCE: Usual = { what: 'a reminder to somebody silent', least_ms: MINUTE_MS, most_ms: DAY_MS };
const VERIFY: Usual = {
  what: 'the proof that a problem is solved',
  least_ms: 12 * HOUR_MS,
  most_ms: 60 * DAY_MS,
};
const KEPT: Usual = { what: 'keeping what belongs to buyers', least_ms: 7 * DAY_MS, most_ms: 10 * YEAR_MS };
const ORDERS: Usual = { what: 'the orders that count', least_ms: DAY_MS, most_ms: 10 * YEAR_MS };
const OPEN: Usual = { what: 'answering a survey', least_ms: HOUR_MS, most_ms: 90 * DAY_MS };
const PAUSE: Usual = { what: 'the pause between two surveys', least_ms: DAY_MS, most_ms: 2 * YEAR_MS };
const WINDOW: Usual = { what: 'the window of a limit', least_ms: MINUTE_MS, most_ms: 2 * YEAR_MS };

/** Durations, thresholds and rates that can be written, and that nobody means. */
export function unlikely(documents: Documents): Problem[] {
  const { playbook } = documents;
  return [
    ...durationsOf(documents).flatMap(ofDuration),
    ...ofConstants(documents),
    ...(playbook ? [...ofSettings(playbook), ...ofRates(playbook), ...slower(documents, playbook)] : []),
  ];
}

type Written = { source: Source; place: Place; duration: string | undefined; usual: Usual };

function durationsOf({ playbook, segments, surveys, actions }: Documents): Written[] {
  const settings = playbook?.document;
  const ofPlaybook: [Place, string | undefined, Usual][] = settings
    ? [
        [['people', 'answer_within'], settings.people.answer_within, ANSWER],
        [['people', 'reply_within'], settings.people.reply_within, REPLY],
        [['people', 'rest_after'], settings.people.rest_after, REST],
        [['silence'], settings.silence, SILENCE],
        [['verify_after'], settings.verify_after, VERIFY],
        [['retention', 'conversations'], settings.retention.conversations, KEPT],
        [['retention', 'comments'], settings.retention.comments, KEPT],
      ]
    : [];
  const written = (source: Source, list: [Place, string | undefined, Usual][]): Written[] =>
    list.map(([place, duration, usual]) => ({ source, place, duration, usual }));
  return [
    ...(playbook ? written(playbook.source, ofPlaybook) : []),
    ...[...segments.values()].flatMap(({ document: { orders, people }, source }) =>
      written(source, [
        [['orders', 'within'], orders.within, ORDERS],
        [['people', 'answer_within'], people.answer_within, ANSWER],
        [['people', 'reply_within'], people.reply_within, REPLY],
      ]),
    ),
    ...[...surveys.values()].flatMap(({ document: { open_for, rest }, source }) =>
      written(source, [
        [['open_for'], open_for, OPEN],
        [['rest'], rest, PAUSE],
      ]),
    ),
    ...[...actions.values()].flatMap(({ document: { limits }, source }) =>
      written(
        source,
        limits.map(({ window }, at): [Place, string, Usual] => [['limits', at, 'window'], window, WINDOW]),
      ),
    ),
  ];
}

function ofDuration({ source, place, duration, usual }: Written): Problem[] {
  // What is no duration, or no time at all, is told as that.
  if (duration === undefined || !isDuration(duration) || durationMs(duration) <= 0) return [];
  const ms = durationMs(duration);
  const { what, least_ms, most_ms } = usual;
  if (ms >= least_ms && ms <= most_ms) return [];
  const message = `"${duration}" is ${inWords(ms)}: too ${ms < least_ms ? 'short' : 'long'} for ${what}.`;
  const mend = `Write something between ${inWords(least_ms)} and ${inWords(most_ms)}; PT15M are 15 minutes, PT2H 2 hours, P3D 3 days.`;
  return [problemAt(source, place, { code: 'settings.unlikely', message, mend })];
}

function inWords(ms: number): string {
  const units = [
    ['year', YEAR_MS],
    ['day', DAY_MS],
    ['hour', HOUR_MS],
    ['minute', MINUTE_MS],
    ['second', 1000],
  ] as const;
  const [unit, length_ms] = units.find(([, one]) => ms >= one) ?? ['second', 1000];
  const count = Math.round((ms / length_ms) * 10) / 10;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

type Settings = NonNullable<Documents['playbook']>;

/** A topic is believed above nearly every threshold, or below nearly none. */
const MOST_THRESHOLD = 0.95;

function ofSettings({ document, source }: Settings): Problem[] {
  const { threshold, retention, verify_after, people } = document;
  const code = 'settings.unlikely';
  const problems: Problem[] = [];
  if (threshold === 0 || threshold > MOST_THRESHOLD) {
    const message =
      threshold === 0
        ? 'With a threshold of 0 any guess at a topic is believed.'
        : `With a threshold of ${threshold} hardly any topic is believed.`;
    const mend = 'Write a probability between 0 and 1; around 0.5 is usual.';
    problems.push(problemAt(source, ['threshold'], { code, message, mend }));
  }
  const kept = retention.conversations;
  const needed = [verify_after, people.rest_after].filter(isDuration).map(durationMs);
  if (kept !== undefined && isDuration(kept) && durationMs(kept) >= KEPT.least_ms) {
    const longest_ms = Math.max(...needed);
    if (durationMs(kept) < longest_ms) {
      const message = `Conversations are kept for ${inWords(durationMs(kept))}, and looked at again after ${inWords(longest_ms)}.`;
      const mend = 'Keep them for longer than `verify_after` and `people.rest_after`.';
      problems.push(problemAt(source, ['retention', 'conversations'], { code, message, mend }));
    }
  }
  return problems;
}

/** More than that is a slip of the hand, or counted in another unit. */
const MOST: { readonly [unit: string]: number } = {
  seconds: 86_400,
  minutes: 43_200,
  hours: 8_760,
  days: 1_095,
  weeks: 520,
  months: 240,
  years: 50,
  cents: 100_000_000,
};

function ofConstants({ playbook, segments }: Documents): Problem[] {
  const all = [...(playbook ? [playbook] : []), ...segments.values()];
  return all.flatMap(({ document, source }) =>
    Object.entries(document.constants).flatMap(([name, value]) => {
      const unit = /_([a-z]+)$/.exec(name)?.[1] ?? '';
      const most = MOST[unit];
      if (most === undefined || typeof value !== 'number' || value <= most) return [];
      const message = `"${name}" is ${value} ${unit}: more than anybody means.`;
      const mend = `Write a number of ${unit} up to ${most}, or name it after another unit.`;
      return [problemAt(source, ['constants', name], { code: 'settings.unlikely', message, mend })];
    }),
  );
}

/** What one of a currency is worth in US dollars, roughly: enough to see a rate that is turned round, or in percent. */
const ROUGHLY: { readonly [currency: string]: number } = {
  USD: 1,
  EUR: 1.1,
  GBP: 1.3,
  CHF: 1.15,
  SEK: 0.1,
  NOK: 0.095,
  DKK: 0.15,
  PLN: 0.26,
  CZK: 0.044,
  HUF: 0.0028,
  RON: 0.22,
  MXN: 0.055,
  BRL: 0.18,
  JPY: 0.0067,
  CNY: 0.14,
  INR: 0.012,
  CAD: 0.73,
  AUD: 0.66,
  TRY: 0.03,
};
/** So many times more or less than roughly is a mistake, and no change of the market. */
const FAR = 5;

function ofRates({ document: { rates, currency }, source }: Settings): Problem[] {
  const own = ROUGHLY[currency];
  return Object.entries(rates).flatMap(([foreign, rate]) => {
    const there = ROUGHLY[foreign];
    if (own === undefined || there === undefined || foreign === currency) return [];
    const usual = there / own;
    if (rate < usual * FAR && rate > usual / FAR) return [];
    const message = `One ${foreign} is said to be worth ${rate} ${currency}; it is about ${Number(usual.toPrecision(2))}.`;
    const turned = 1 / rate < usual * FAR && 1 / rate > usual / FAR;
    const mend = turned
      ? `The rate is turned round: write what one ${foreign} is worth in ${currency}, ${Number((1 / rate).toPrecision(3))}.`
      : `Write what one ${foreign} is worth in ${currency}.`;
    return [problemAt(source, ['rates', foreign], { code: 'settings.unlikely', message, mend })];
  });
}

/** Buyers who go before others, and are promised a person later than everybody. */
function slower({ segments }: Documents, { document }: Settings): Problem[] {
  return [...segments.values()].flatMap(({ document: { id, priority, people }, source }) =>
    (['answer_within', 'reply_within'] as const).flatMap((key) => {
      const [theirs, usual] = [people[key], document.people[key]];
      if (priority === 0 || theirs === undefined || !isDuration(theirs) || !isDuration(usual)) return [];
      if (durationMs(theirs) <= durationMs(usual)) return [];
      const message = `The segment "${id}" goes before others, and is promised a person in ${inWords(durationMs(theirs))}; everybody else in ${inWords(durationMs(usual))}.`;
      const mend = `Write a shorter time than \`people.${key}\` of the playbook document, or leave it out.`;
      return [problemAt(source, ['people', key], { code: 'segment.slower', message, mend })];
    }),
  );
}
