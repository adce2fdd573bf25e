import {
  type CelFunc,
  type CelList,
  CelScalar,
  celEnv,
  celFunc,
  celList,
  celListConcat,
  celMethod,
  listType,
  objectType,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { Temporal } from 'temporal-polyfill';
import { must } from '../lib/assert.ts';
import { celDuration, celTimestamp, instantOf } from './instants.ts';

const { DOUBLE, DYN, INT, STRING } = CelScalar;
const LIST = listType(DYN);
const TIMESTAMP = objectType('google.protobuf.Timestamp');

type Element = CelList extends Iterable<infer E> ? E : never;

/** A joined list in two parts, so that adding one element copies the short part only. */
type Parts = { long: Element[]; short: Element[] };
const SHORT = 256;
const partsOfJoined = new WeakMap<CelList, Parts>();

/** The library's own joins lists into a chain one deeper for every element of `map` or `filter`; reading 10,000 overflows the stack. */
function joined(a: CelList, b: CelList): CelList {
  const { long, short } = partsOfJoined.get(a) ?? { long: [...a], short: [] };
  const added = short.concat([...b]);
  const parts = added.length < SHORT ? { long, short: added } : { long: long.concat(added), short: [] };
  const list = celListConcat(celList(parts.long), celList(parts.short));
  partsOfJoined.set(list, parts);
  return list;
}

function numbers(list: CelList, name: string): { ints: bigint[] } | { doubles: number[] } {
  const elements = [...list];
  const ints = elements.filter((element) => typeof element === 'bigint');
  if (ints.length === elements.length) return { ints };
  const doubles = elements.filter((element) => typeof element === 'number');
  if (doubles.length === elements.length) return { doubles };
  throw new Error(`${name}() takes a list of ints or a list of doubles`);
}

function sum(list: CelList): bigint | number {
  const of = numbers(list, 'sum');
  return 'ints' in of
    ? of.ints.reduce((total, one) => total + one, 0n)
    : of.doubles.reduce((total, one) => total + one, 0);
}

function extreme(name: 'min' | 'max'): CelFunc[] {
  const pick = <T extends bigint | number>(a: T, b: T): T => ((name === 'min' ? a < b : a > b) ? a : b);
  return [
    celFunc(name, [LIST], DYN, (list) => {
      const of = numbers(list, name);
      if (list.size === 0) throw new Error(`${name}() of an empty list`);
      return 'ints' in of ? of.ints.reduce(pick) : of.doubles.reduce(pick);
    }),
    celFunc(name, [INT, INT], INT, (a, b) => pick(a, b)),
    celFunc(name, [DOUBLE, DOUBLE], DOUBLE, (a, b) => pick(a, b)),
  ];
}

const PARTS: { [method: string]: (at: Temporal.ZonedDateTime) => number } = {
  getFullYear: (at) => at.year,
  getMonth: (at) => at.month - 1,
  getDate: (at) => at.day,
  getDayOfMonth: (at) => at.day - 1,
  getDayOfWeek: (at) => at.dayOfWeek % 7,
  getDayOfYear: (at) => at.dayOfYear - 1,
  getHours: (at) => at.hour,
  getMinutes: (at) => at.minute,
  getSeconds: (at) => at.second,
  getMilliseconds: (at) => at.millisecond,
};

function zoned(timestamp: unknown, zone: string): Temporal.ZonedDateTime {
  // CEL also allows an offset without its sign.
  const name = /^\d\d:\d\d$/.test(zone) ? `+${zone}` : zone;
  return must(instantOf(timestamp), 'the instant of a timestamp').toZonedDateTimeISO(name);
}

/** The library's own read the parts through a local `Date`, which depends on the zone of the machine. */
function partsOfInstants(): CelFunc[] {
  return Object.entries(PARTS).flatMap(([name, part]) => [
    celMethod(name, TIMESTAMP, [], INT, function () {
      return BigInt(part(zoned(this, 'UTC')));
    }),
    celMethod(name, TIMESTAMP, [STRING], INT, function (zone) {
      return BigInt(part(zoned(this, zone)));
    }),
  ]);
}

function instantOfSeconds(seconds: bigint): string {
  return Temporal.Instant.fromEpochNanoseconds(seconds * 1_000_000_000n).toString();
}

/** What expressions are evaluated in: the CEL library, the functions of our own, and some of its own replaced. */
export const ENVIRONMENT = celEnv({
  funcs: [
    ...strings,
    celFunc('_+_', [LIST, LIST], LIST, joined),
    celFunc('sum', [LIST], DYN, sum),
    ...extreme('min'),
    ...extreme('max'),
    celFunc('days', [INT], DYN, (count) => celDuration(`${count * 24n}h`)),
    celFunc('duration', [STRING], DYN, celDuration),
    // The language counts seconds here; the library's own counts milliseconds.
    celFunc('timestamp', [INT], DYN, (seconds) => celTimestamp(instantOfSeconds(seconds))),
    ...partsOfInstants(),
  ],
});
