import { type CelError, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { Temporal } from 'temporal-polyfill';
import { durationMs } from '../lib/time.ts';

type Planned = ReturnType<typeof plan>;
/** A value inside the CEL library. */
export type CelValue = Exclude<ReturnType<Planned>, CelError>;

const NANOS = 1_000_000_000n;
const PLAIN = celEnv();
const READ_TIMESTAMP = plan(PLAIN, parse('timestamp(text)'));
const READ_DURATION = plan(PLAIN, parse('duration(text)'));

// The same few instants (when an order was placed, now) are read by one expression after the other.
const timestamps = new Map<string, CelValue>();
const MOST_TIMESTAMPS = 1_000;

/** The CEL timestamp of an ISO 8601 instant. Throws a RangeError when it is none. */
export function celTimestamp(instant: string): CelValue {
  const known = timestamps.get(instant);
  if (known !== undefined) return known;
  const timestamp = read(READ_TIMESTAMP, Temporal.Instant.from(instant).toString());
  if (timestamps.size >= MOST_TIMESTAMPS) timestamps.clear();
  timestamps.set(instant, timestamp);
  return timestamp;
}

/** The CEL duration of an ISO 8601 duration (`P14D`, a day has 24 hours) or of one as CEL writes it (`90m`). */
export function celDuration(text: string): CelValue {
  if (!/^[-+]?P/i.test(text)) return read(READ_DURATION, text);
  return read(READ_DURATION, `${durationMs(text)}ms`);
}

function read(planned: Planned, text: string): CelValue {
  const result = planned({ text });
  if (isCelError(result)) throw new RangeError(result.message);
  return result;
}

/** The instant of a CEL timestamp; null for any other value. */
export function instantOf(value: unknown): Temporal.Instant | null {
  const nanos = nanosOf(value, 'google.protobuf.Timestamp');
  return nanos === null ? null : Temporal.Instant.fromEpochNanoseconds(nanos);
}

/** The ISO 8601 duration of a CEL duration, in seconds (`PT5400S`); null for any other value. */
export function durationOf(value: unknown): string | null {
  const nanos = nanosOf(value, 'google.protobuf.Duration');
  if (nanos === null) return null;
  const seconds = Number(nanos / NANOS);
  return Temporal.Duration.from({ seconds, nanoseconds: Number(nanos % NANOS) }).toString();
}

function nanosOf(value: unknown, type: string): bigint | null {
  if (typeof value !== 'object' || value === null || !('message' in value)) return null;
  const { message } = value;
  if (typeof message !== 'object' || message === null || !('$typeName' in message)) return null;
  if (message.$typeName !== type || !('seconds' in message) || !('nanos' in message)) return null;
  const { seconds, nanos } = message;
  if (typeof seconds !== 'bigint' || typeof nanos !== 'number') return null;
  return seconds * NANOS + BigInt(nanos);
}
