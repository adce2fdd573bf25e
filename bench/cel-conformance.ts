/**
 * Runs the CEL conformance suite, given as JSON on the command line, through Hark's own door (check, then evaluate with JSON
 * values) and prints one JSON line. `wrong` are answers that differ from the suite's; `refused` are those that Hark's checker or
 * its JSON values do not admit (protocol buffers, extensions, bytes, 64-bit numbers beyond JSON).
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compile, evaluate, type VarType } from '../packages/core/src/expression/expression.ts';
import { canonical } from '../packages/core/src/lib/canonical.ts';
import type { Json, JsonObject } from '../packages/core/src/lib/json.ts';

const Value = z.record(z.string(), z.unknown());
const Test = z.object({
  name: z.string(),
  expr: z.string(),
  value: Value.optional(),
  eval_error: z.unknown().optional(),
  bindings: z.record(z.string(), z.object({ value: Value.optional() })).optional(),
});
const Suite = z.array(
  z.object({
    name: z.string(),
    section: z.array(z.object({ name: z.string(), test: z.array(z.unknown()).default([]) })).default([]),
  }),
);
type Test = z.infer<typeof Test>;

/** Parts of the suite about what JSON values and Hark's functions do not have. */
const OUTSIDE =
  /_ext$|^proto|^enums$|^optionals$|^type_deductions$|^wrappers$|^macros2$|^namespace$|^unknowns$/;

class NotJson extends Error {}

function wholeNumber(text: unknown): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new NotJson(`${String(text)} is beyond JSON`);
  return number;
}

const Instant = z.object({ '@type': z.string(), value: z.string() });
const Elements = z.object({ values: z.array(Value).default([]) });
const Entries = z.object({ entries: z.array(z.object({ key: Value, value: Value })).default([]) });

function toJson(value: z.infer<typeof Value>): Json {
  const [kind = 'null_value'] = Object.keys(value);
  const inner = value[kind];
  switch (kind) {
    case 'null_value':
      return null;
    case 'bool_value':
      return z.boolean().parse(inner);
    case 'string_value':
      return z.string().parse(inner);
    case 'int64_value':
    case 'uint64_value':
      return wholeNumber(inner);
    case 'double_value':
      if (typeof inner !== 'number') throw new NotJson(String(inner));
      return inner;
    case 'type_value':
      return z.string().parse(inner);
    case 'list_value':
      return Elements.parse(inner).values.map(toJson);
    case 'map_value':
      return Object.fromEntries(
        Entries.parse(inner).entries.map(({ key, value: held }) => [String(toJson(key)), toJson(held)]),
      );
    default: {
      const time = Instant.safeParse(inner);
      if (!time.success) throw new NotJson(kind);
      return time.data.value;
    }
  }
}

/** The type to declare a binding as. */
function typeOf(value: z.infer<typeof Value>): VarType {
  const [kind] = Object.keys(value);
  if (kind === 'int64_value') return 'int';
  if (kind === 'double_value') return 'double';
  if (kind === 'object_value') return JSON.stringify(value).includes('Timestamp') ? 'timestamp' : 'duration';
  return 'any';
}

type Verdict = 'agrees' | 'refused' | 'wrong' | 'not_json';

function verdictOf(test: Test): Verdict {
  const values: JsonObject = {};
  const declared: { [name: string]: VarType } = {};
  try {
    for (const [name, { value }] of Object.entries(test.bindings ?? {})) {
      values[name] = toJson(value ?? {});
      declared[name] = typeOf(value ?? {});
    }
    const wanted = test.eval_error === undefined ? toJson(test.value ?? { bool_value: true }) : undefined;
    const compiled = compile(test.expr, declared);
    if (!compiled.ok) return wanted === undefined ? 'agrees' : 'refused';
    const result = evaluate(compiled.program, values);
    if (!result.ok) return wanted === undefined ? 'agrees' : 'refused';
    if (wanted === undefined) return 'wrong';
    return same(result.value, wanted) ? 'agrees' : 'wrong';
  } catch (error) {
    if (error instanceof NotJson) return 'not_json';
    throw error;
  }
}

function same(got: Json, wanted: Json): boolean {
  if (canonical(got) === canonical(wanted)) return true;
  // Instants and durations have several spellings; they are compared through the language itself.
  const compiled = compile('timestamp(a) == timestamp(b)', { a: 'any', b: 'any' });
  const lengths = compile('duration(a) == duration(b)', { a: 'any', b: 'any' });
  const values = { a: got, b: wanted };
  return [compiled, lengths].some((one) => {
    if (!one.ok) return false;
    const result = evaluate(one.program, values);
    return result.ok && result.value === true;
  });
}

const [path, verbose] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: tsx bench/cel-conformance.ts tests.json [--verbose]');
const all = { tests: 0, agrees: 0, refused: 0, wrong: 0, not_json: 0 };
const inside = { tests: 0, agrees: 0, refused: 0, wrong: 0, not_json: 0 };
for (const part of Suite.parse(JSON.parse(readFileSync(path, 'utf8')))) {
  for (const raw of part.section.flatMap((section) => section.test)) {
    const test = Test.safeParse(raw);
    if (!test.success) continue;
    const verdict = verdictOf(test.data);
    all.tests++;
    all[verdict]++;
    if (OUTSIDE.test(part.name) || /TestAllTypes|google\.protobuf/.test(test.data.expr)) continue;
    inside.tests++;
    inside[verdict]++;
    if (verbose && (verdict === 'wrong' || verdict === 'refused'))
      console.log(verdict, part.name, test.data.name, test.data.expr);
  }
}
console.log(JSON.stringify({ bench: 'cel-conformance', all, without_protobuf_and_extensions: inside }));
