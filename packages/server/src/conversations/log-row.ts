import { createHash, randomFillSync } from 'node:crypto';
import { type Event, PERSONAL, partPersonal } from '@hark/core';
import { encodeJson } from '../db/column-text.ts';
import { canonical } from './consequences.ts';

/**
 * An event as the log's tables hold it; `personal` is null when it holds none, or when it was `erased`. Beside fields of `data` it
 * holds, as `why`, the values of a reason in which text stands.
 */
export type LogRow = {
  seq: number;
  type: Event['type'];
  occurred_ms: number;
  recorded_ms: number;
  /** The instants as written, where that is not the canonical form. */
  instants: { occurred_at: string; recorded_at: string } | null;
  caused_by: number | null;
  data: { [field: string]: unknown };
  why: unknown;
  personal: { [field: string]: unknown } | null;
  /** Absent where what was erased is never read. */
  erased?: boolean;
};

/** The event of a row: what was committed, personal text joined in, or blanks in its place where it was erased. */
export function eventOf(row: LogRow): Event {
  const { why: values, ...personal } = row.personal ?? {};
  const why = values === undefined || typeof row.why !== 'object' ? row.why : { ...row.why, values };
  const event = {
    seq: row.seq,
    type: row.type,
    occurred_at: row.instants?.occurred_at ?? new Date(Math.round(row.occurred_ms)).toISOString(),
    recorded_at: row.instants?.recorded_at ?? new Date(Math.round(row.recorded_ms)).toISOString(),
    caused_by: row.caused_by,
    data: { ...row.data, ...(row.erased ? PERSONAL[row.type] : personal) },
    ...(why === null ? {} : { why }),
    ...(row.erased ? { erased: true } : {}),
  };
  // The log holds only what `commit` was given as events: the compiler saw them then.
  return event as Event;
}

/** Events as `commit_turn` takes them: personal fields apart, each with its salt and its hash. */
export function writtenEvents(events: Event[]): string {
  // The events of a turn share their instants, and reading one is dear.
  const known = new Map<string, string>();
  const canonicalOnce = (instant: string): string => {
    const found = known.get(instant) ?? canonical(instant);
    known.set(instant, found);
    return found;
  };
  return `[${events.map((event) => writtenEvent(event, canonicalOnce)).join(',')}]`;
}

function writtenEvent(event: Event, canonicalOnce: (instant: string) => string): string {
  const { seq, type, occurred_at, recorded_at, caused_by } = event;
  const { data, why, personal } = partPersonal(event);
  const instants = { occurred_at: canonicalOnce(occurred_at), recorded_at: canonicalOnce(recorded_at) };
  const head = JSON.stringify({
    seq,
    type,
    ...instants,
    caused_by,
  });
  const parts = [head.slice(1, -1), `"data":${encodeJson(data)}`];
  if (why !== undefined) parts.push(`"why":${encodeJson(why)}`);
  if (instants.occurred_at !== occurred_at || instants.recorded_at !== recorded_at) {
    parts.push(`"instants":${JSON.stringify({ occurred_at, recorded_at })}`);
  }
  if (personal) {
    const text = encodeJson(personal);
    const salt = newSalt();
    const hash = createHash('sha256').update(salt).update(text).digest('hex');
    // The text as it stands is what is stored and what was hashed: a json column keeps it to the letter.
    parts.push(`"personal":${text}`, `"salt":"\\\\x${salt.toString('hex')}"`, `"hash":"\\\\x${hash}"`);
  }
  return `{${parts.join(',')}}`;
}

const SALT_BYTES = 16;
const salts = Buffer.alloc(SALT_BYTES * 256);
let used = salts.length;

/** Chance is fetched for many salts at once: asking the system for each is dear. */
function newSalt(): Buffer {
  if (used === salts.length) {
    randomFillSync(salts);
    used = 0;
  }
  used += SALT_BYTES;
  return Buffer.from(salts.subarray(used - SALT_BYTES, used));
}
