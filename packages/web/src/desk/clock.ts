/** What a clock says, and what it means: nothing is owed, there is time, it is soon, it has passed. */
export type Clock = { says: string; tone: 'calm' | 'due' | 'late' };

const MINUTE_MS = 60_000;
/** From here on a promise is soon. */
const SOON_MS = 15 * MINUTE_MS;

/** A stretch of time in the two units that matter: "45 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function inWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return `${Math.max(1, Math.floor(ms / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

type Owed = { waiting_since: string | null; promised_at: string | null; status: 'open' | 'resolved' };

/** The clock of a conversation: what is owed to the buyer, and how soon. */
export function clockOf({ waiting_since, promised_at, status }: Owed, now_ms: number): Clock | null {
  if (status === 'resolved' || waiting_since === null) return null;
  if (promised_at === null)
    return { says: `waits ${inWords(now_ms - Date.parse(waiting_since))}`, tone: 'late' };
  const left_ms = Date.parse(promised_at) - now_ms;
  if (left_ms < 0) return { says: `${inWords(-left_ms)} late`, tone: 'late' };
  return { says: `in ${inWords(left_ms)}`, tone: left_ms < SOON_MS ? 'due' : 'calm' };
}

const part = (form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', form);
const DAY = [part({ weekday: 'short' }), part({ day: 'numeric' }), part({ month: 'short' })];
const YEAR = part({ year: 'numeric' });
const TIME = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A time as people say it: today by the hour, else with the day, "Tue 24 Nov, 22:46"; of another year with that. */
export function saidWhen(at: string, now_ms: number): string {
  const day = (ms: number): string => [YEAR, ...DAY].map((one) => one.format(ms)).join(' ');
  const ms = Date.parse(at);
  return day(ms) === day(now_ms) ? TIME.format(ms) : saidWithDay(at, now_ms);
}

/** The same with the day, also of today: where what is told is read much later. */
export function saidWithDay(at: string, now_ms: number): string {
  const ms = Date.parse(at);
  const year = YEAR.format(ms) === YEAR.format(now_ms) ? [] : [YEAR];
  return `${[...DAY, ...year].map((one) => one.format(ms)).join(' ')}, ${TIME.format(ms)}`;
}
