import { expect, test } from 'vitest';
import { compile, evaluate } from './expression.ts';
import { FUNCTIONS, OPERATORS, type Signature } from './signatures.ts';
import type { Type } from './var-type.ts';

const SAMPLES: { [type: string]: string } = {
  bool: 'true',
  int: '1',
  uint: '1u',
  double: '1.0',
  string: '"12"',
  bytes: 'b"1"',
  timestamp: 'timestamp("2026-01-01T00:00:00Z")',
  duration: 'duration("1h")',
  any: '1',
};

/** Texts that a function of one text reads, where `"12"` is none. */
const TEXTS: { [name: string]: string } = {
  timestamp: '"2026-01-01T00:00:00Z"',
  duration: '"PT1H"',
  bool: '"true"',
};

function sample(type: Type): string {
  if (typeof type === 'string') return SAMPLES[type] ?? 'null';
  if ('list' in type) return type.list === 'string' ? '["1"]' : type.list === 'double' ? '[1.0]' : '[1]';
  return '{"a": 1}';
}

function called(name: string, { on, takes }: Signature): string {
  const zone = name.startsWith('get') && takes[0] === 'string' ? '"Europe/Berlin"' : null;
  const values = takes.map((type) =>
    type === 'string' ? (zone ?? TEXTS[name] ?? sample(type)) : sample(type),
  );
  return on === undefined ? `${name}(${values.join(', ')})` : `${sample(on)}.${name}(${values.join(', ')})`;
}

const calls = Object.entries(FUNCTIONS).flatMap(([name, signatures]) =>
  signatures.map((one) => called(name, one)),
);
const operations = Object.values(OPERATORS).flatMap(({ sign, signatures }) =>
  signatures.map(({ takes: [a = 'any', b] }) =>
    b === undefined ? `${sign}${sample(a)}` : `${sample(a)} ${sign} ${sample(b)}`,
  ),
);

test.each([...calls, ...operations])('%s is checked and runs', (source) => {
  // `string(…)` of a value that is no JSON, as bytes are, keeps the test to what can be told.
  const compiled = compile(`type(${source}) == type(${source})`, {});
  expect(compiled).toMatchObject({ ok: true });
  if (compiled.ok) expect(evaluate(compiled.program, {})).toEqual({ ok: true, value: true });
});
