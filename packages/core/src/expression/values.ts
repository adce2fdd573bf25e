import { type CelInput, celError, isCelList, isCelMap, isCelType, isCelUint } from '@bufbuild/cel';
import type { Json, JsonObject } from '../lib/json.ts';
import { kindOf } from '../lib/kind.ts';
import { type CelValue, celDuration, celTimestamp, durationOf, instantOf } from './instants.ts';
import type { Declarations, VarType } from './var-type.ts';
import { describe } from './var-type.ts';

const MAX_LIST = 10_000;
const MAX_VISITS = 200_000;
const MAX_RESULT = 100_000;

/** What one evaluation may still do: every walk through a list costs its length. */
type Budget = { visits: number };

/** A value that does not fit what is declared or what can be written; its message is a sentence. */
export class Unfit extends Error {}

/** A list that charges every walk through it, so that loops in loops end in an error and not in minutes of silence. */
class ChargedList extends Array<CelInput> {
  #budget: Budget = { visits: MAX_VISITS };

  static charged(elements: CelInput[], budget: Budget): ChargedList {
    const list = new ChargedList();
    list.#budget = budget;
    for (const element of elements) list.push(element);
    return list;
  }

  override values(): ArrayIterator<CelInput> {
    this.#budget.visits -= this.length;
    if (this.#budget.visits < 0)
      throw new Error(`The expression walks through more than ${MAX_VISITS} list elements.`);
    return super.values();
  }
}

/** The variables `names` as the CEL library takes them, converted when first read. One that is absent gives an error when read. */
export function bind(
  declarations: Declarations,
  names: readonly string[],
  values: JsonObject,
): { [name: string]: CelInput } {
  const budget: Budget = { visits: MAX_VISITS };
  const bound: { [name: string]: CelInput } = Object.create(null);
  for (const name of names) {
    let converted: CelInput | undefined;
    Object.defineProperty(bound, name, {
      get: () => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value === undefined) return celError(`\`${name}\` is not known here`);
        converted ??= convert(value, declarations[name] ?? 'any', { path: name, budget });
        return converted;
      },
    });
  }
  return bound;
}

type Place = { path: string; budget: Budget };

function convert(value: Json, type: VarType, place: Place): CelInput {
  if (value === null) return null;
  if (type === 'any') return convertAny(value, place);
  if (typeof type === 'string') return convertScalar(value, type, place.path);
  if ('list' in type)
    return Array.isArray(value) ? convertList(value, type.list, place) : unfit(value, type, place.path);
  if (typeof value !== 'object' || Array.isArray(value)) return unfit(value, type, place.path);
  const fields = new Map<string, CelInput>();
  for (const [key, field] of Object.entries(value)) {
    const known =
      'map' in type
        ? type.map
        : Object.hasOwn(type.fields, key)
          ? type.fields[key]
          : type.open
            ? 'any'
            : undefined;
    if (known !== undefined && field !== undefined) {
      fields.set(key, convert(field, known, { ...place, path: `${place.path}.${key}` }));
    }
  }
  return fields;
}

function convertAny(value: Json, place: Place): CelInput {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  return Array.isArray(value) ? convertList(value, 'any', place) : convert(value, { map: 'any' }, place);
}

function convertList(value: Json[], type: VarType, place: Place): CelInput {
  if (value.length > MAX_LIST)
    throw new Unfit(`\`${place.path}\` has ${value.length} elements; at most ${MAX_LIST} are allowed.`);
  const elements = value.map((element, at) =>
    convert(element, type, { ...place, path: `${place.path}[${at}]` }),
  );
  return ChargedList.charged(elements, place.budget);
}

function convertScalar(value: Json, type: Extract<VarType, string>, path: string): CelInput {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? value : unfit(value, type, path);
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? BigInt(value)
        : unfit(value, type, path);
    case 'double':
      return typeof value === 'number' ? value : unfit(value, type, path);
    case 'string':
      return typeof value === 'string' ? value : unfit(value, type, path);
    case 'timestamp':
      return readTime(value, type, { path, read: celTimestamp });
    case 'duration':
      return readTime(value, type, { path, read: celDuration });
    case 'any':
      return unfit(value, type, path);
  }
}

function readTime(
  value: Json,
  type: VarType,
  how: { path: string; read: (text: string) => CelValue },
): CelInput {
  if (typeof value !== 'string') return unfit(value, type, how.path);
  try {
    return how.read(value);
  } catch (error) {
    if (error instanceof RangeError) return unfit(value, type, how.path);
    throw error;
  }
}

function unfit(value: Json, type: VarType, path: string): never {
  throw new Unfit(`\`${path}\` should be ${describe(type)} but is ${kindOf(value)}.`);
}

/** A CEL value as JSON: ints as numbers, instants and durations as ISO 8601 texts. Throws with a sentence when that cannot be. */
export function toJson(value: CelValue): Json {
  let nodes = 0;
  const walk = (one: CelValue): Json => {
    if (++nodes > MAX_RESULT) throw new Unfit(`The result has more than ${MAX_RESULT} values.`);
    if (one === null || typeof one === 'boolean' || typeof one === 'string') return one;
    if (typeof one === 'bigint') return toNumber(one);
    if (typeof one === 'number') {
      if (!Number.isFinite(one)) throw new Unfit(`The result is ${one}, which is no number.`);
      return one;
    }
    if (isCelUint(one)) return toNumber(one.value);
    if (isCelList(one)) return Array.from(one, walk);
    if (isCelMap(one)) {
      return Object.fromEntries(
        Array.from(one, ([key, field]): [string, Json] => [
          String(isCelUint(key) ? key.value : key),
          walk(field),
        ]),
      );
    }
    if (isCelType(one)) return one.name;
    const time = instantOf(one)?.toString({ fractionalSecondDigits: 3 }) ?? durationOf(one);
    if (time === null) throw new Unfit('The result cannot be written as JSON.');
    return time;
  };
  return walk(value);
}

function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Unfit(`The whole number ${value} is too large.`);
  return number;
}
