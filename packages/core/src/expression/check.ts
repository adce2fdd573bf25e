import { nearest } from '../lib/nearest.ts';
import type { Fault, FaultCode } from './fault.ts';
import { constantText, constantType, literalSlip } from './literals.ts';
import { mendOf, resultOf, wayOf } from './overloads.ts';
import { FUNCTIONS, MACROS, OPERATORS, type Signature, TYPE_NAMES } from './signatures.ts';
import { type Call, type Loop, type Node, type Select, type Struct, type Syntax, tooDeep } from './syntax.ts';
import { comparable, couldBe, type Declarations, describe, either, type Type } from './var-type.ts';

const MAX_DEPTH = 64;
const MAX_LOOPS = 2;
const MAX_LITERAL = 200;

/** The variables that a node sees, and how many loops and nodes it stands in. */
type Scope = { variables: ReadonlyMap<string, Type>; loops: number; depth: number };

/** Infers the type of an expression over `declarations` and finds all its mistakes in one pass. */
export function check(syntax: Syntax, declarations: Declarations): { type: Type; faults: Fault[] } {
  const checker = new Checker(syntax);
  const variables = new Map<string, Type>(Object.entries(declarations));
  const type = checker.infer(syntax.root, { variables, loops: 0, depth: 0 });
  const faults = checker.faults.toSorted((a, b) => a.offset - b.offset);
  return { type, faults };
}

/** A mistake gives `any`, so that it is told once and not again by everything around it. */
class Checker {
  readonly faults: Fault[] = [];
  readonly #syntax: Syntax;

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  infer(node: Node, outer: Scope): Type {
    const scope = { ...outer, depth: outer.depth + 1 };
    if (scope.depth > MAX_DEPTH) return this.#deep(node);
    const { exprKind } = node;
    switch (exprKind.case) {
      case 'constExpr':
        return constantType(exprKind.value.constantKind.case);
      case 'identExpr':
        return this.#variable(node, exprKind.value.name, scope);
      case 'selectExpr':
        return this.#select(node, exprKind.value, scope);
      case 'callExpr':
        return this.#call(node, exprKind.value, scope);
      case 'listExpr':
        return this.#list(node, exprKind.value.elements, scope);
      case 'structExpr':
        return this.#struct(node, exprKind.value, scope);
      case 'comprehensionExpr':
        return this.#loop(node, exprKind.value, scope);
      default:
        return 'any';
    }
  }

  #fault(code: FaultCode, node: Node, words: { message: string; mend: string; offset?: number }): 'any' {
    const offset = words.offset ?? this.#offset(node);
    const same = this.faults.some((fault) => fault.offset === offset && fault.code === code);
    if (!same) this.faults.push({ code, message: words.message, mend: words.mend, offset });
    return 'any';
  }

  /** The place of a node; the parser puts operators at the blank before them. */
  #offset(node: Node): number {
    const { source, offsets } = this.#syntax;
    let offset = offsets[String(node.id)] ?? 0;
    while (offset < source.length - 1 && /\s/.test(source[offset]!)) offset++;
    return offset;
  }

  /** Where the text of a node begins: an operator or a field stands after its first operand. */
  #start(node: Node): number {
    const { exprKind } = node;
    let first: Node | undefined;
    if (exprKind.case === 'selectExpr') first = exprKind.value.operand;
    if (exprKind.case === 'callExpr') first = exprKind.value.target ?? exprKind.value.args[0];
    if (exprKind.case === 'comprehensionExpr') first = exprKind.value.iterRange;
    return first ? Math.min(this.#start(first), this.#offset(node)) : this.#offset(node);
  }

  #deep(node: Node): 'any' {
    if (!this.faults.some((fault) => fault.code === 'expression.too_deep')) {
      this.faults.push(tooDeep(this.#offset(node)));
    }
    return 'any';
  }

  #variable(node: Node, name: string, scope: Scope): Type {
    const declared = scope.variables.get(name);
    if (declared !== undefined) return declared;
    if (TYPE_NAMES.some((type) => type === name)) return 'type';
    const holder = [...scope.variables].find(
      ([, type]) => fieldsOf(type) && Object.hasOwn(fieldsOf(type)!, name),
    );
    const near = nearest(name, scope.variables.keys());
    const names = [...scope.variables.keys()].filter((one) => !one.startsWith('@'));
    const mend = near
      ? `Did you mean \`${near}\`?`
      : holder
        ? `Did you mean \`${holder[0]}.${name}\`?`
        : names.length > 0
          ? `What can be used here: ${names.join(', ')}.`
          : 'No variable can be used here.';
    return this.#fault('expression.unknown_variable', node, {
      message: `There is no variable \`${name}\`.`,
      mend,
    });
  }

  #select(node: Node, { operand, field, testOnly }: Select, scope: Scope): Type {
    if (!operand) return 'any';
    const type = this.infer(operand, scope);
    const found = this.#fieldOf(type, field, { node, offset: this.#fieldOffset(node, { operand, field }) });
    return testOnly ? 'bool' : found;
  }

  #fieldOffset(node: Node, { operand, field }: { operand: Node; field: string }): number {
    const from = Math.max(this.#offset(node), this.#offset(operand) + 1);
    const at = this.#syntax.source.indexOf(field, from);
    return at === -1 ? from : at;
  }

  #fieldOf(type: Type, field: string, at: { node: Node; offset: number }): Type {
    if (type === 'any' || type === 'none') return 'any';
    const { node, offset } = at;
    if (typeof type === 'string') {
      const message = `\`.${field}\` is asked of ${describe(type)}, which has no fields.`;
      return this.#fault('expression.unknown_field', node, {
        message,
        mend: 'Use the value itself.',
        offset,
      });
    }
    if ('list' in type) {
      const message = `\`.${field}\` is asked of ${describe(type)}.`;
      const mend = `Take one element (\`[0].${field}\`) or go through them (\`.exists(x, x.${field} …)\`).`;
      return this.#fault('expression.unknown_field', node, { message, mend, offset });
    }
    if ('map' in type) return type.map;
    if (Object.hasOwn(type.fields, field)) return type.fields[field]!;
    if (type.open) return 'any';
    const near = nearest(field, Object.keys(type.fields));
    const mend = near ? `Did you mean \`${near}\`?` : `Its fields: ${Object.keys(type.fields).join(', ')}.`;
    return this.#fault('expression.unknown_field', node, {
      message: `There is no field \`${field}\`.`,
      mend,
      offset,
    });
  }

  #list(node: Node, elements: Node[], scope: Scope): Type {
    if (elements.length > MAX_LITERAL) {
      const message = `A list of ${elements.length} elements is written here; at most ${MAX_LITERAL} are allowed.`;
      this.#fault('expression.long_list', node, {
        message,
        mend: 'Keep long lists in the constants of the playbook.',
      });
    }
    let element: Type = 'none';
    for (const one of elements) element = either(element, this.infer(one, scope));
    return { list: element };
  }

  #struct(node: Node, { entries, messageName }: Struct, scope: Scope): Type {
    if (messageName !== '') {
      const mend = 'Write an object as `{"name": value}`.';
      return this.#fault('expression.syntax', node, {
        message: `There is no message type \`${messageName}\`.`,
        mend,
      });
    }
    if (entries.length > MAX_LITERAL) {
      const message = `A map of ${entries.length} entries is written here; at most ${MAX_LITERAL} are allowed.`;
      this.#fault('expression.long_list', node, {
        message,
        mend: 'Keep long lists in the constants of the playbook.',
      });
    }
    const fields: [string, Type][] = [];
    for (const { keyKind, value } of entries) {
      if (keyKind.case === 'mapKey') this.infer(keyKind.value, scope);
      const type = value ? this.infer(value, scope) : 'any';
      const name = keyKind.case === 'mapKey' ? constantText(keyKind.value) : null;
      if (name !== null) fields.push([name, type]);
    }
    return fields.length === entries.length ? { fields: Object.fromEntries(fields) } : { map: 'any' };
  }

  #loop(node: Node, loop: Loop, scope: Scope): Type {
    const { iterRange, accuInit, loopStep, result } = loop;
    if (!iterRange || !accuInit || !loopStep || !result) return 'any';
    const range = this.infer(iterRange, scope);
    const loops = scope.loops + 1;
    if (loops > MAX_LOOPS) {
      const message = `Loops (all, exists, filter, map) stand in each other ${loops} deep; at most ${MAX_LOOPS} are allowed.`;
      this.#fault('expression.too_many_loops', node, {
        message,
        mend: 'Name the inner result and use the name.',
      });
    }
    const start = this.infer(accuInit, scope);
    const variables = new Map(scope.variables)
      .set(loop.accuVar, start)
      .set(loop.iterVar, this.#elementOf(iterRange, range));
    const step = this.infer(loopStep, { ...scope, variables, loops });
    variables.set(loop.accuVar, either(start, step));
    return this.infer(result, { ...scope, variables });
  }

  #elementOf(node: Node, range: Type): Type {
    if (range === 'any' || range === 'none') return 'any';
    if (typeof range !== 'string') {
      if ('list' in range) return range.list;
      // Maps of JSON have texts as keys; one that is written out may have others.
      return 'map' in range && range.map === 'any' ? 'any' : 'string';
    }
    const message = `Only a list can be gone through; this is ${describe(range)}.`;
    return this.#fault('expression.types', node, { message, mend: 'Go through a list or a map.' });
  }

  #call(node: Node, call: Call, scope: Scope): Type {
    const given = call.args.map((one) => this.infer(one, scope));
    const [a = 'any', b = 'any', c = 'any'] = given;
    switch (call.function) {
      case '@not_strictly_false':
        return 'bool';
      case '_==_':
      case '_!=_':
        return this.#equality(node, a, b);
      case '_?_:_':
        if (!couldBe(a, 'bool')) this.#needsBool(call.args[0] ?? node, a);
        return either(b, c);
      case '_[_]':
        return this.#index(node, call, { a, b });
      case '@in':
        return this.#contained(node, a, b);
      case '_&&_':
      case '_||_':
        for (const [at, type] of given.entries())
          if (!couldBe(type, 'bool')) this.#needsBool(call.args[at] ?? node, type);
        return 'bool';
      case '_+_':
        if (isList(a) && isList(b)) return either(a, b);
    }
    const operator = Object.hasOwn(OPERATORS, call.function) ? OPERATORS[call.function] : undefined;
    if (operator) return this.#operate(node, operator, given);
    return this.#function(node, call, { given, on: call.target ? this.infer(call.target, scope) : null });
  }

  #needsBool(node: Node, type: Type): 'any' {
    const message = `A condition must be true or false; this is ${describe(type)}.`;
    return this.#fault('expression.types', node, {
      message,
      mend: 'Compare it with something, e.g. `== …` or `> 0`.',
      offset: this.#start(node),
    });
  }

  #equality(node: Node, a: Type, b: Type): Type {
    if (comparable(a, b)) return 'bool';
    const message = `${describe(a)} is compared with ${describe(b)}: they are never equal.`;
    this.#fault('expression.types', node, { message, mend: mendOf(a, b) });
    return 'bool';
  }

  #contained(node: Node, a: Type, b: Type): Type {
    if (b === 'any') return 'bool';
    if (b === 'string') {
      const mend = 'Write `text.contains(part)`.';
      this.#fault('expression.types', node, {
        message: '`in` looks into lists and maps, not into texts.',
        mend,
      });
    } else if (typeof b === 'string') {
      const mend = 'Write a list, e.g. `x in ["a", "b"]`.';
      this.#fault('expression.types', node, {
        message: `\`in\` looks into a list, not into ${describe(b)}.`,
        mend,
      });
    } else if ('list' in b && !comparable(a, b.list)) {
      const message = `${describe(a)} is looked for in ${describe(b)}: it is never found.`;
      this.#fault('expression.types', node, { message, mend: mendOf(a, b.list) });
    }
    return 'bool';
  }

  #index(node: Node, call: Call, { a, b }: { a: Type; b: Type }): Type {
    if (a === 'any' || a === 'none') return 'any';
    if (typeof a === 'string') {
      const mend = 'Use the value itself.';
      return this.#fault('expression.types', node, { message: `\`[…]\` is asked of ${describe(a)}.`, mend });
    }
    if ('list' in a) {
      if (couldBe(b, 'int') || b === 'uint' || b === 'double') return a.list;
      const message = `The place in a list is a whole number; this is ${describe(b)}.`;
      return this.#fault('expression.types', node, { message, mend: 'Count from 0: `[0]` is the first.' });
    }
    const key = call.args[1];
    const name = key ? constantText(key) : null;
    if (name !== null && key) return this.#fieldOf(a, name, { node, offset: this.#offset(key) });
    return 'map' in a ? a.map : 'any';
  }

  #operate(node: Node, { sign, signatures }: { sign: string; signatures: Signature[] }, given: Type[]): Type {
    const type = resultOf(signatures, given, null);
    if (type !== null) return type;
    const [a = 'any', b] = given;
    if (b === undefined) {
      const message = `\`${sign}\` cannot be used with ${describe(a)}.`;
      return this.#fault('expression.types', node, {
        message,
        mend: sign === '!' ? 'Compare it with something first.' : 'Use a number.',
      });
    }
    const message = `\`${sign}\` cannot join ${describe(a)} and ${describe(b)}.`;
    return this.#fault('expression.types', node, { message, mend: mendOf(a, b) });
  }

  #function(node: Node, call: Call, { given, on }: { given: Type[]; on: Type | null }): Type {
    const name = call.function;
    const signatures = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!signatures) return this.#unknownFunction(node, name);
    const type = resultOf(signatures, given, on);
    if (type === null) {
      const got = given.length > 0 ? given.map(describe).join(', ') : 'nothing';
      const message = `\`${name}\` cannot be called${on ? ` on ${describe(on)}` : ''} with ${got}.`;
      const ways = signatures.slice(0, 3).map((signature) => wayOf(name, signature));
      return this.#fault('expression.arguments', node, { message, mend: `Write ${ways.join(' or ')}.` });
    }
    const slip = literalSlip(node, call);
    if (slip) this.#fault('expression.literal', slip.literal, slip);
    return type;
  }

  #unknownFunction(node: Node, name: string): 'any' {
    if (name === 'has') {
      const mend = 'Write `has(order.placed_at)`.';
      return this.#fault('expression.arguments', node, {
        message: '`has` asks for a field of an object.',
        mend,
      });
    }
    if (MACROS.some((macro) => macro === name)) {
      const message = `\`${name}\` needs a name for the element and a condition.`;
      return this.#fault('expression.arguments', node, { message, mend: `Write \`list.${name}(x, x …)\`.` });
    }
    const near = nearest(name, [...Object.keys(FUNCTIONS), ...MACROS]);
    const mend = near
      ? `Did you mean \`${near}\`?`
      : `Functions: ${[...MACROS, ...Object.keys(FUNCTIONS)].join(', ')}.`;
    return this.#fault('expression.unknown_function', node, {
      message: `There is no function \`${name}\`.`,
      mend,
    });
  }
}

function isList(type: Type): boolean {
  return typeof type !== 'string' && 'list' in type;
}

function fieldsOf(type: Type): { [name: string]: Type } | null {
  return typeof type !== 'string' && 'fields' in type ? type.fields : null;
}
