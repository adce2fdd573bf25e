import { saidWithDay } from '../desk/clock.ts';

function formatted(instant: string, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...form }).format(new Date(instant));
}

/** "Mon 23 Nov, 09:14" in the reader's zone, of another year with that. */
export function saidTime(instant: string): string {
  return saidWithDay(instant, Date.now());
}

/** "09:14:03.120" in the reader's zone. */
export function clockTime(instant: string): string {
  const clock = formatted(instant, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return `${clock}.${String(new Date(instant).getUTCMilliseconds()).padStart(3, '0')}`;
}

/** "350 ms", "4.2 s", "12 min", "3 h 5 min", "2 d 4 h". */
export function saidWait(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
