import type { Type } from './var-type.ts';

/** One way to call a function: on what (for `on.name(…)`), with what, and what it gives. */
export type Signature = { on?: Type; takes: Type[]; gives: Type };

const LIST: Type = { list: 'any' };
const MAP: Type = { map: 'any' };
const TEXTS: Type = { list: 'string' };
const NUMBERS: Type[] = ['int', 'uint', 'double'];
const SIZED: Type[] = ['string', 'bytes', LIST, MAP];

function operator(takes: Type[], gives: Type): Signature {
  return { takes, gives };
}

function ordered(): Signature[] {
  const numbers = NUMBERS.flatMap((a) => NUMBERS.map((b) => operator([a, b], 'bool')));
  const others: Type[] = ['string', 'bool', 'bytes', 'timestamp', 'duration'];
  return [...numbers, ...others.map((type) => operator([type, type], 'bool'))];
}

function arithmetic(types: Type[]): Signature[] {
  return types.map((type) => operator([type, type], type));
}

function casts(to: Type, from: Type[]): Signature[] {
  return from.map((type) => operator([type], to));
}

function ofInstant(): Signature[] {
  return [
    { on: 'timestamp', takes: [], gives: 'int' },
    { on: 'timestamp', takes: ['string'], gives: 'int' },
  ];
}

function ofInstantOrLength(): Signature[] {
  return [...ofInstant(), { on: 'duration', takes: [], gives: 'int' }];
}

function least(): Signature[] {
  return [
    operator([{ list: 'int' }], 'int'),
    operator([{ list: 'double' }], 'double'),
    operator(['int', 'int'], 'int'),
    operator(['double', 'double'], 'double'),
  ];
}

function onText(takes: Type[], gives: Type): Signature {
  return { on: 'string', takes, gives };
}

const ORDERED = ordered();

/** Operators, by the parser's names for them; those with rules of their own are in `check.ts`. */
export const OPERATORS: { [name: string]: { sign: string; signatures: Signature[] } } = {
  '_&&_': { sign: '&&', signatures: [operator(['bool', 'bool'], 'bool')] },
  '_||_': { sign: '||', signatures: [operator(['bool', 'bool'], 'bool')] },
  '!_': { sign: '!', signatures: [operator(['bool'], 'bool')] },
  '-_': { sign: '-', signatures: casts('int', ['int']).concat(casts('double', ['double'])) },
  '_<_': { sign: '<', signatures: ORDERED },
  '_<=_': { sign: '<=', signatures: ORDERED },
  '_>_': { sign: '>', signatures: ORDERED },
  '_>=_': { sign: '>=', signatures: ORDERED },
  '_+_': {
    sign: '+',
    signatures: [
      ...arithmetic([...NUMBERS, 'duration', 'string', 'bytes']),
      operator(['timestamp', 'duration'], 'timestamp'),
      operator(['duration', 'timestamp'], 'timestamp'),
    ],
  },
  '_-_': {
    sign: '-',
    signatures: [
      ...arithmetic([...NUMBERS, 'duration']),
      operator(['timestamp', 'timestamp'], 'duration'),
      operator(['timestamp', 'duration'], 'timestamp'),
    ],
  },
  '_*_': { sign: '*', signatures: arithmetic(NUMBERS) },
  '_/_': { sign: '/', signatures: arithmetic(NUMBERS) },
  '_%_': { sign: '%', signatures: arithmetic(['int', 'uint']) },
};

/** Every function that an expression may call. */
export const FUNCTIONS: { [name: string]: Signature[] } = {
  size: [
    ...SIZED.map((type): Signature => operator([type], 'int')),
    ...SIZED.map((type): Signature => ({ on: type, takes: [], gives: 'int' })),
  ],
  sum: [operator([{ list: 'int' }], 'int'), operator([{ list: 'double' }], 'double')],
  min: least(),
  max: least(),
  days: [operator(['int'], 'duration')],
  contains: [onText(['string'], 'bool')],
  startsWith: [onText(['string'], 'bool')],
  endsWith: [onText(['string'], 'bool')],
  matches: [onText(['string'], 'bool')],
  lowerAscii: [onText([], 'string')],
  upperAscii: [onText([], 'string')],
  trim: [onText([], 'string')],
  charAt: [onText(['int'], 'string')],
  indexOf: [onText(['string'], 'int'), onText(['string', 'int'], 'int')],
  lastIndexOf: [onText(['string'], 'int'), onText(['string', 'int'], 'int')],
  substring: [onText(['int'], 'string'), onText(['int', 'int'], 'string')],
  split: [onText(['string'], TEXTS), onText(['string', 'int'], TEXTS)],
  join: [
    { on: TEXTS, takes: [], gives: 'string' },
    { on: TEXTS, takes: ['string'], gives: 'string' },
  ],
  int: casts('int', ['int', 'uint', 'double', 'string', 'timestamp', 'duration']),
  uint: casts('uint', ['uint', 'int', 'double', 'string']),
  double: casts('double', ['double', 'int', 'uint', 'string']),
  string: casts('string', ['string', 'bool', 'int', 'uint', 'double', 'bytes', 'timestamp', 'duration']),
  bool: casts('bool', ['bool', 'string']),
  bytes: casts('bytes', ['bytes', 'string']),
  timestamp: casts('timestamp', ['timestamp', 'string', 'int']),
  duration: casts('duration', ['duration', 'string', 'int']),
  dyn: [operator(['any'], 'any')],
  type: [operator(['any'], 'type')],
  getFullYear: ofInstant(),
  getMonth: ofInstant(),
  getDate: ofInstant(),
  getDayOfMonth: ofInstant(),
  getDayOfWeek: ofInstant(),
  getDayOfYear: ofInstant(),
  getHours: ofInstantOrLength(),
  getMinutes: ofInstantOrLength(),
  getSeconds: ofInstantOrLength(),
  getMilliseconds: ofInstantOrLength(),
};

/** Names that stand for a type, as in `type(x) == string`. */
export const TYPE_NAMES = [
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
] as const;

/** The parser's macros, which read like functions. */
export const MACROS = ['has', 'all', 'exists', 'exists_one', 'filter', 'map'] as const;
