/** A language of the chat's own words. */
export type Language = 'en' | 'es';

const LOCALE: { [L in Language]: string } = { en: 'en-GB', es: 'es-ES' };

/** How times are told: in the reader's language and zone (`undefined`: the machine's). */
export type Clock = { language: Language; zone: string | undefined };

function formatted(instant: string, clock: Clock, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE[clock.language], { timeZone: clock.zone, ...form }).format(
    new Date(instant),
  );
}

/** "18:05". */
export function timeOfDay(instant: string, clock: Clock): string {
  return formatted(instant, clock, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The calendar day in the reader's zone, to compare days. */
export function dayKey(instant: string, clock: Clock): string {
  return formatted(instant, clock, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

function shifted(now: string, days: number): string {
  return new Date(Date.parse(now) + days * 86_400_000).toISOString();
}

const NEAR: { [L in Language]: { today: string; yesterday: string; tomorrow: string } } = {
  en: { today: 'Today', yesterday: 'Yesterday', tomorrow: 'Tomorrow' },
  es: { today: 'Hoy', yesterday: 'Ayer', tomorrow: 'Mañana' },
};

/** "Tuesday 24 Nov", with the year when it is another one. */
function date(instant: string, now: string, clock: Clock): string {
  const year = (of: string): string => formatted(of, clock, { year: 'numeric' });
  const parts = [
    formatted(instant, clock, { weekday: 'long' }),
    formatted(instant, clock, { day: 'numeric' }),
    formatted(instant, clock, { month: 'short' }).replace(/\.$/, ''),
  ];
  if (year(instant) !== year(now)) parts.push(year(instant));
  return parts.join(' ');
}

/** A day as people say it: "Today", "Yesterday", "Tuesday 24 Nov". */
export function saidDay(instant: string, now: string, clock: Clock): string {
  const near = NEAR[clock.language];
  const day = dayKey(instant, clock);
  if (day === dayKey(now, clock)) return near.today;
  if (day === dayKey(shifted(now, -1), clock)) return near.yesterday;
  if (day === dayKey(shifted(now, 1), clock)) return near.tomorrow;
  const said = date(instant, now, clock);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** A deadline as people say it within a sentence: "18:00" today, "Tuesday 24 Nov, 18:00" else. */
export function saidDeadline(instant: string, now: string, clock: Clock): string {
  const time = timeOfDay(instant, clock);
  if (dayKey(instant, clock) === dayKey(now, clock)) return time;
  if (dayKey(instant, clock) === dayKey(shifted(now, 1), clock)) {
    return `${NEAR[clock.language].tomorrow.toLowerCase()}, ${time}`;
  }
  return `${date(instant, now, clock)}, ${time}`;
}

/** The exact instant, for whoever hovers: local with its zone, and UTC. */
export function exactInstant(instant: string, clock: Clock): string {
  const local = formatted(instant, clock, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return `${local} (${new Date(instant).toISOString()})`;
}
