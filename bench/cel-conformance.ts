/**
 * Runs the CEL conformance suite, given as JSON on the command line, through Hark's own door (check, then evaluate with JSON
 * values) and prints one JSON line. `wrong` are answers that differ from the suite's; `refused` are those that Hark's checker
 * does not admit; `not_json` are about values that JSON does not have (bytes, 64-bit numbers, NaN, messages).
 */
import { readFileSync } from 'node:fs';
import { compile, evaluate, type VarType } from '../packages/core/src/expression/expression.ts';
import { canonical } from '../packages/core/src/lib/canonical.ts';
import type { Json, JsonObject } from '../packages/core/src/lib/json.ts';

type Data = { [key: string]: unknown };
type Verdict = 'agrees' | 'refused' | 'wrong' | 'not_json';

/** Parts of the suite about extensions and protocol buffers, and those that look at inferred types alone. */
const OUTSIDE = /_ext$|^proto|^enums$|^optionals$|^type_deductions$|^macros2$|^namespace$/;
const MESSAGES = /TestAllTypes|google\.protobuf/;

class NotJson extends Error {}

function object(value: unknown): Data {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('an object is expected');
  return { ...value };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function toJson(value: unknown): Json {
  const [[kind, inner] = ['null_value', null]] = Object.entries(object(value));
  if (kind === 'null_value') return null;
  if (kind === 'int64_value' || kind === 'uint64_value') return wholeNumber(inner);
  if (kind === 'list_value') return list(object(inner).values).map(toJson);
  if (kind === 'map_value') {
    const entries = list(object(inner).entries).map(object);
    return Object.fromEntries(entries.map((entry) => [String(toJson(entry.key)), toJson(entry.value)]));
  }
  const told = kind === 'object_value' ? object(inner).value : kind === 'bytes_value' ? null : inner;
  if (kind === 'double_value' && typeof told === 'string') throw new NotJson(told);
  if (typeof told === 'string' || typeof told === 'boolean' || typeof told === 'number') return told;
  throw new NotJson(kind);
}

function wholeNumber(text: unknown): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new NotJson(String(text));
  return number;
}

/** The type to declare a binding as. */
function typeOf(value: unknown): VarType {
  const [kind] = Object.keys(object(value));
  if (kind === 'int64_value') return 'int';
  if (kind === 'double_value') return 'double';
  if (kind === 'object_value') return JSON.stringify(value).includes('Timestamp') ? 'timestamp' : 'duration';
  return 'any';
}

function verdictOf(test: Data): Verdict {
  const values: JsonObject = {};
  const declared: { [name: string]: VarType } = {};
  try {
    for (const [name, binding] of Object.entries(object(test.bindings ?? {}))) {
      const value = object(binding).value ?? {};
      values[name] = toJson(value);
      declared[name] = typeOf(value);
    }
    const wanted = 'eval_error' in test ? undefined : toJson(test.value ?? { bool_value: true });
    const compiled = compile(String(test.expr), declared);
    const result = compiled.ok ? evaluate(compiled.program, values) : null;
    if (!result?.ok) return wanted === undefined ? 'agrees' : 'refused';
    return wanted !== undefined && same(result.value, wanted) ? 'agrees' : 'wrong';
  } catch (error) {
    if (error instanceof NotJson) return 'not_json';
    throw error;
  }
}

/** Instants and durations have several spellings; they are compared by the language itself. */
function same(a: Json, b: Json): boolean {
  if (canonical(a) === canonical(b)) return true;
  return ['timestamp(a) == timestamp(b)', 'duration(a) == duration(b)'].some((source) => {
    const compiled = compile(source, { a: 'any', b: 'any' });
    const result = compiled.ok ? evaluate(compiled.program, { a, b }) : null;
    return result?.ok === true && result.value === true;
  });
}

const [path, verbose] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: tsx bench/cel-conformance.ts tests.json [--verbose]');
const all = { tests: 0, agrees: 0, refused: 0, wrong: 0, not_json: 0 };
const inside = { ...all };
for (const part of list(JSON.parse(readFileSync(path, 'utf8'))).map(object)) {
  for (const test of list(part.section)
    .flatMap((section) => list(object(section).test))
    .map(object)) {
    const verdict = verdictOf(test);
    all.tests++;
    all[verdict]++;
    if (OUTSIDE.test(String(part.name)) || MESSAGES.test(String(test.expr))) continue;
    inside.tests++;
    inside[verdict]++;
    if (verbose && (verdict === 'wrong' || verdict === 'refused')) {
      console.log(verdict, part.name, test.name, test.expr);
    }
  }
}
console.log(JSON.stringify({ bench: 'cel-conformance', all, without_messages_and_extensions: inside }));
