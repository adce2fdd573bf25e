import { DatabaseUnavailable } from './db/unavailable.ts';

/** Where the server tells what happens; one line each, no personal text and no secrets. */
export type Log = (line: string) => void;

/** What must not stand in a log even when an error of a library says it: addresses, telephones, cards, keys, tokens, passwords in addresses. */
const MASKS: readonly [RegExp, string][] = [
  [/[\p{L}\p{M}\p{N}_.+%'-]+@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+/gu, '[e-mail address]'],
  [/\bhark_[0-9a-f]{16}_[\w-]+/g, '[API key]'],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)*/g, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [secret]'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/:@]+:[^\s@]+@/gi, '$1[secret]@'],
  [/(?<![\p{Nd}-])(?:\p{Nd}[ \u00a0\u2009\u202f\u2010-\u2015-]?){12,18}\p{Nd}(?![\p{Nd}-])/gu, '[number]'],
  [/(?<![\p{L}\p{Nd}])\+\p{Nd}(?:[ ()\u00a0\u202f-]{0,2}\p{Nd}){7,14}/gu, '[telephone number]'],
];

/** A line without what belongs to people. */
export function masked(line: string): string {
  // Addresses with a password first: what stands before their @ looks like an e-mail address.
  const [email, ...others] = MASKS;
  const masks = email === undefined ? others : [...others, email];
  return masks.reduce((text, [what, instead]) => text.replace(what, instead), line);
}

/** A log of lines for people, or of JSON objects for programs that gather logs; both masked. */
export function makeLog(form: 'text' | 'json', write: (line: string) => void): Log {
  if (form === 'text') return (line) => write(masked(line));
  return (line) => {
    const [first = '', ...rest] = masked(line).split('\n');
    const stack = rest.length === 0 ? {} : { stack: rest.map((one) => one.trim()) };
    write(JSON.stringify({ time: new Date().toISOString(), message: first, ...stack }));
  };
}

/** What fails, and that the database cannot be had, which everything fails by: that is told once, and once that it is over. */
export type Outage = {
  failed(error: unknown, what: string): void;
  /** Something that needs the database went well. */
  well(): void;
};

/** So long nothing may have failed before an outage is over. */
const QUIET_MS = 5_000;

/** No outage; `back` hears when one is over. Times in milliseconds. */
export function makeOutage(log: Log, back: () => void, now = () => performance.now()): Outage {
  let under_way: { since: number; last: number } | null = null;
  return {
    failed(error, what) {
      if (error instanceof DatabaseUnavailable) {
        const at = now();
        if (under_way) {
          under_way.last = at;
          return;
        }
        under_way = { since: at, last: at };
      }
      log(`${what}: ${reasonOf(error)}`);
    },
    well() {
      const at = now();
      if (under_way === null || at - under_way.last < QUIET_MS) return;
      const seconds = Math.round((under_way.last - under_way.since) / 1_000);
      under_way = null;
      log(`the database answers again, after ${seconds} s; nothing that was acknowledged is lost`);
      back();
    },
  };
}

/** What stands in the log for an error: its sentence where it is one of the world outside, its stack where it is a bug of ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof DatabaseUnavailable) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
