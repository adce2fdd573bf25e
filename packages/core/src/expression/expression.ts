import { isCelError, plan } from '@bufbuild/cel';
import { Bug } from '../lib/assert.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { kindOf } from '../lib/kind.ts';
import { check } from './check.ts';
import type { Fault } from './fault.ts';
import { ENVIRONMENT } from './functions.ts';
import { type Read, readsOf, valueAt } from './reads.ts';
import { readSyntax, tooDeep } from './syntax.ts';
import { bind, toJson, Unfit } from './values.ts';
import { couldBe, type Declarations, declarable, describe, type Type, type VarType } from './var-type.ts';

export { FAULT_CODES, type Fault, type FaultCode } from './fault.ts';
export type { Declarations, VarType } from './var-type.ts';

/** An expression that has passed the check. `type` is what its value can be declared as; `variables` are those that it reads. */
export type Program = {
  readonly source: string;
  readonly type: VarType;
  readonly expects: VarType | null;
  readonly declarations: Declarations;
  readonly variables: readonly string[];
  readonly reads: readonly Read[];
  readonly run: ReturnType<typeof plan>;
};

/** A program, or every mistake in its source. */
export type Compiled = { ok: true; program: Program } | { ok: false; faults: Fault[] };
/** A value, or a sentence that says why there is none. */
export type Evaluated = { ok: true; value: Json } | { ok: false; error: string };

/** Reads and checks a CEL expression over `declarations`; with `expects` it must also be of that type. All mistakes are told at once. */
export function compile(source: string, declarations: Declarations, expects?: VarType): Compiled {
  const syntax = readSyntax(source);
  if ('code' in syntax) return { ok: false, faults: [syntax] };
  try {
    const { type, faults } = check(syntax, declarations);
    const wrong = expects === undefined || faults.length > 0 ? null : resultFault(type, expects);
    if (wrong) faults.push(wrong);
    if (faults.length > 0) return { ok: false, faults };
    const reads = readsOf(syntax).filter((read) => Object.hasOwn(declarations, read.root));
    const variables = [...new Set(reads.map((read) => read.root))];
    const run = plan(ENVIRONMENT, syntax.root);
    return {
      ok: true,
      program: {
        source,
        type: declarable(type),
        expects: expects ?? null,
        declarations,
        variables,
        reads,
        run,
      },
    };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, faults: [tooDeep(0)] };
    throw error;
  }
}

/** The names of the variables that an expression reads, whatever they may be; none when it cannot be read. */
export function freeVariables(source: string): string[] {
  const syntax = readSyntax(source);
  return 'code' in syntax ? [] : [...new Set(readsOf(syntax).map((read) => read.root))];
}

/**
 * The value of an expression. Ints are BigInt only inside; instants and durations come out as ISO 8601 texts. What cannot
 * be evaluated (a field that is absent, a value of another type) is an error with a sentence, never `false`.
 */
export function evaluate(program: Program, values: JsonObject): Evaluated {
  try {
    const result = program.run(bind(program.declarations, program.variables, values));
    if (isCelError(result) && (result.cause instanceof Bug || result.cause instanceof ReferenceError))
      throw result.cause;
    if (isCelError(result)) return { ok: false, error: sentence(inWords(result.message), program.source) };
    const value = toJson(result);
    if (program.expects !== null && !fits(value, program.expects)) {
      const wanted = describe(program.expects);
      return {
        ok: false,
        error: sentence(`The result should be ${wanted} but is ${kindOf(value)}`, program.source),
      };
    }
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, error: sentence(error.message, program.source) };
    throw error;
  }
}

/** What an expression looked at, for the trace: path → value. `orders[*].status` are the statuses of all orders; an object is told by its id; what is absent is null. */
export function explain(program: Program, values: JsonObject): { [path: string]: Json } {
  return Object.fromEntries(program.reads.map((read) => [read.path, valueAt(read, values)]));
}

function resultFault(type: Type, expects: VarType): Fault | null {
  if (couldBe(type, expects) || (expects === 'double' && type === 'int')) return null;
  return {
    code: 'expression.result',
    message: `This should be ${describe(expects)} but is ${describe(type)}.`,
    mend:
      expects === 'bool'
        ? 'Compare it with something, e.g. `== …` or `> 0`.'
        : `Write what gives ${describe(expects)}.`,
    offset: 0,
  };
}

function fits(value: Json, type: VarType): boolean {
  if (type === 'any') return true;
  if (typeof type !== 'string') {
    if ('list' in type) return Array.isArray(value) && value.every((element) => fits(element, type.list));
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  }
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'int') return Number.isSafeInteger(value);
  return typeof value === (type === 'double' ? 'number' : 'string');
}

function inWords(message: string): string {
  const absent = /^field not found: (.*)$/s.exec(message);
  return absent ? `There is no \`${absent[1]}\`, which \`has(…)\` could have asked` : message;
}

function sentence(message: string, source: string): string {
  const shown = source.length > 80 ? `${source.slice(0, 80)}…` : source;
  return `${message.replace(/\.$/, '')}, in \`${shown}\`.`;
}
