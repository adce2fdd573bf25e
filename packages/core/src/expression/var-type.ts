/**
 * The type of a declared variable. In values a `timestamp` is an ISO 8601 instant and a `duration` an ISO 8601 duration,
 * both as texts. Any field may be absent or null: `has(order.placed_at)` asks. Objects that are `open` may have other fields.
 */
export type VarType =
  | 'bool'
  | 'int'
  | 'double'
  | 'string'
  | 'timestamp'
  | 'duration'
  | 'any'
  | { list: VarType }
  | { map: VarType }
  | { fields: { [name: string]: VarType }; open?: boolean };

/** The variables that an expression may read. */
export type Declarations = { [variable: string]: VarType };

/** Types inside the checker: also those that a literal has, and `none`, the element of an empty list. */
export type Type =
  | Extract<VarType, string>
  | 'uint'
  | 'bytes'
  | 'null'
  | 'type'
  | 'none'
  | { list: Type }
  | { map: Type }
  | { fields: { [name: string]: Type }; open?: boolean };

/** A type in words. */
export function describe(type: Type): string {
  if (typeof type === 'string') return WORDS[type];
  if ('list' in type) return type.list === 'none' ? 'an empty list' : `a list of ${plural(type.list)}`;
  if ('map' in type) return `a map of ${plural(type.map)}`;
  return `an object with ${Object.keys(type.fields).slice(0, 4).join(', ')}${Object.keys(type.fields).length > 4 ? ', …' : ''}`;
}

const WORDS: { [T in Extract<Type, string>]: string } = {
  bool: 'true or false (bool)',
  int: 'a whole number (int)',
  uint: 'an unsigned number (uint)',
  double: 'a number with decimals (double)',
  string: 'a text (string)',
  bytes: 'bytes',
  timestamp: 'an instant (timestamp)',
  duration: 'a length of time (duration)',
  null: 'null',
  type: 'a type',
  any: 'any value',
  none: 'nothing',
};

function plural(type: Type): string {
  if (typeof type !== 'string') return 'fields' in type ? 'objects' : 'lists';
  return type === 'any' ? 'values' : `${type}s`;
}

/** Whether a value of type `given` could stand where `wanted` is asked for. */
export function couldBe(given: Type, wanted: Type): boolean {
  if (given === 'any' || wanted === 'any' || given === 'none') return true;
  if (typeof given === 'string' || typeof wanted === 'string') return given === wanted;
  if ('list' in wanted) return 'list' in given && couldBe(given.list, wanted.list);
  if ('list' in given) return false;
  if ('map' in wanted) {
    if ('map' in given) return couldBe(given.map, wanted.map);
    return Object.values(given.fields).every((field) => couldBe(field, wanted.map));
  }
  if ('map' in given) return Object.values(wanted.fields).every((field) => couldBe(given.map, field));
  const { fields, open } = given;
  return Object.entries(wanted.fields).every(([name, field]) =>
    Object.hasOwn(fields, name) ? couldBe(fields[name]!, field) : open === true,
  );
}

/** The type of a value that is of type `a` or of type `b`. */
export function either(a: Type, b: Type): Type {
  if (a === b || b === 'none' || b === 'null') return a;
  if (a === 'none' || a === 'null') return b;
  if (typeof a === 'string' || typeof b === 'string') return 'any';
  if ('list' in a && 'list' in b) return { list: either(a.list, b.list) };
  if ('map' in a && 'map' in b) return { map: either(a.map, b.map) };
  if ('fields' in a && 'fields' in b) return couldBe(a, b) && couldBe(b, a) ? a : 'any';
  return 'any';
}

/** Whether values of the two types can be equal at all; numbers of every kind can, and anything can be null. */
export function comparable(a: Type, b: Type): boolean {
  if (a === 'null' || b === 'null') return true;
  if (isNumber(a) && isNumber(b)) return true;
  return couldBe(a, b) || couldBe(b, a);
}

/** Whether values of a type are numbers. */
export function isNumber(type: Type): boolean {
  return type === 'int' || type === 'uint' || type === 'double';
}

/** The type as which a value of `type` can be declared. */
export function declarable(type: Type): VarType {
  if (typeof type === 'string') {
    switch (type) {
      case 'uint':
        return 'int';
      case 'type':
        return 'string';
      case 'bytes':
      case 'null':
      case 'none':
        return 'any';
      default:
        return type;
    }
  }
  if ('list' in type) return { list: declarable(type.list) };
  if ('map' in type) return { map: declarable(type.map) };
  const fields = Object.entries(type.fields).map(([name, field]): [string, VarType] => [
    name,
    declarable(field),
  ]);
  return { fields: Object.fromEntries(fields), ...(type.open === true ? { open: true } : {}) };
}
