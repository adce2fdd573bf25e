import { type Node, readSyntax } from './syntax.ts';
import { eachNode, pathOf } from './tree.ts';

/** A value that is written out, or a constant of the playbook. */
export type Literal = string | number | boolean;

/** What is known of a term at a place: that it is, or is not, a value; how it compares with a number; that a condition holds or not. */
export type Fact = { term: string; roots: readonly string[] } & (
  | { is: Literal }
  | { not: Literal }
  | { compared: Comparison; with: number }
  | { holds: boolean }
);
type Comparison = '<' | '<=' | '>' | '>=';

/** What expressions see: constants by path (`policy.open`), and the values that a path can have where they are few. */
export type World = {
  constants: ReadonlyMap<string, Literal>;
  values: ReadonlyMap<string, readonly string[]>;
};

/** A comparison with a value that the path can never have; `offset` UTF-16 units into the expression. */
export type NeverEqual = { path: string; value: string; values: readonly string[]; offset: number };

type Truth = boolean | null;

/** Whether a condition always or never holds where the facts are known; null when that is open, or it cannot be read. */
export function truthOf(source: string, known: readonly Fact[], world: World): boolean | null {
  const syntax = readSyntax(source);
  return 'code' in syntax ? null : truth(syntax.root, known, world);
}

/** What is known where the condition holds (or does not), beside what was known before. */
export function assume(
  source: string,
  how: { holds: boolean; known: readonly Fact[]; world: World },
): readonly Fact[] {
  const syntax = readSyntax(source);
  return 'code' in syntax ? how.known : assumed(syntax.root, how.holds, how);
}

/** Facts of the known that an expression speaks of, as it would be written: for a sentence. */
export function factsAbout(source: string, known: readonly Fact[]): string[] {
  const syntax = readSyntax(source);
  if ('code' in syntax) return [];
  const terms = new Set<string>();
  eachNode(syntax.root, (node) => {
    const path = pathOf(node);
    if (path !== null) terms.add(path);
  });
  return known.flatMap((fact) => {
    if (!terms.has(fact.term)) return [];
    if ('is' in fact) return [`\`${fact.term}\` is ${JSON.stringify(fact.is)}`];
    if ('not' in fact) return [`\`${fact.term}\` is not ${JSON.stringify(fact.not)}`];
    return 'compared' in fact ? [`\`${fact.term}\` is ${fact.compared} ${fact.with}`] : [];
  });
}

/** Comparisons in an expression that can never be true, because the path never has the value. */
export function neverEqual(source: string, world: World): NeverEqual[] {
  const syntax = readSyntax(source);
  if ('code' in syntax) return [];
  const found: NeverEqual[] = [];
  eachNode(syntax.root, (node) => {
    const sides = equalitySides(node, world);
    if (!sides || typeof sides.value !== 'string') return;
    const values = world.values.get(sides.term.key);
    if (!values || values.includes(sides.value)) return;
    const offset = syntax.offsets[String(sides.at.id)] ?? 0;
    found.push({ path: sides.term.key, value: sides.value, values, offset });
  });
  return found;
}

type Term = { key: string; roots: string[] };
type How = { known: readonly Fact[]; world: World };

function truth(node: Node, known: readonly Fact[], world: World): Truth {
  const literal = literalOf(node, world);
  if (typeof literal === 'boolean') return literal;
  const call = node.exprKind.case === 'callExpr' ? node.exprKind.value : null;
  const [a, b] = call?.args ?? [];
  if (call?.function === '!_' && a) return not(truth(a, known, world));
  if ((call?.function === '_&&_' || call?.function === '_||_') && a && b) {
    const whole = call.function === '_||_';
    const left = truth(a, known, world);
    if (left === whole) return whole;
    const right = truth(b, assumed(a, !whole, { known, world }), world);
    // `a || b` always holds where b does whenever a does not; `a && b` never where b fails whenever a holds.
    if (right === whole) return whole;
    return left === !whole && right === !whole ? !whole : null;
  }
  const simple = compared(node, known, world);
  if (simple !== null) return simple;
  const term = termOf(node);
  const fact = known.find((one) => one.term === term.key && 'holds' in one);
  return fact && 'holds' in fact ? fact.holds : null;
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function compared(node: Node, known: readonly Fact[], world: World): Truth {
  const equal = equalitySides(node, world);
  if (equal) {
    const same = isEqual(equal, known, world);
    return equal.negated ? not(same) : same;
  }
  const order = orderSides(node, world);
  if (order) return order.term === null ? holds(order.left, order) : inOrder(order, known);
  const list = listSides(node, world);
  if (!list) return null;
  const each = list.values.map((value) => isEqual({ term: list.term, value }, known, world));
  return each.includes(true) ? true : each.every((one) => one === false) ? false : null;
}

function isEqual(
  { term, value }: { term: Term; value: Literal },
  known: readonly Fact[],
  world: World,
): Truth {
  const values = world.values.get(term.key);
  if (values && typeof value === 'string' && !values.includes(value)) return false;
  const of = known.filter((one) => one.term === term.key);
  const is = of.find((one) => 'is' in one);
  if (is && 'is' in is) return is.is === value;
  if (of.some((one) => 'not' in one && one.not === value)) return false;
  if (typeof value === 'number' && !within(of, value)) return false;
  const left = values?.filter((one) => !of.some((fact) => 'not' in fact && fact.not === one));
  return left && left.length === 1 && left[0] === value ? true : null;
}

function within(facts: readonly Fact[], value: number): boolean {
  return facts.every((one) => !('compared' in one) || holds(value, { sign: one.compared, value: one.with }));
}

function holds(left: number, { sign, value }: { sign: Comparison; value: number }): boolean {
  if (sign === '<') return left < value;
  if (sign === '<=') return left <= value;
  return sign === '>' ? left > value : left >= value;
}

type Order = { sign: Comparison; value: number } & ({ term: Term } | { term: null; left: number });

function inOrder(
  { term, sign, value }: { term: Term; sign: Comparison; value: number },
  known: readonly Fact[],
): Truth {
  const of = known.filter((one) => one.term === term.key);
  const is = of.find((one) => 'is' in one);
  if (is && 'is' in is && typeof is.is === 'number') return holds(is.is, { sign, value });
  const bounds = of.flatMap((one) => ('compared' in one ? [one] : []));
  if (bounds.some((one) => implies(one, { sign, value }))) return true;
  return bounds.some((one) => implies(one, { sign: opposite(sign), value })) ? false : null;
}

/** Whether what compares so with one number compares so with the other. */
function implies(
  one: { compared: Comparison; with: number },
  wanted: { sign: Comparison; value: number },
): boolean {
  const down = one.compared === '<' || one.compared === '<=';
  if (down !== (wanted.sign === '<' || wanted.sign === '<=')) return false;
  if (one.with === wanted.value) return one.compared === wanted.sign || one.compared.length === 1;
  return down ? one.with < wanted.value : one.with > wanted.value;
}

function opposite(sign: Comparison): Comparison {
  const opposites = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
  return opposites[sign];
}

function assumed(node: Node, so: boolean, { known, world }: How): readonly Fact[] {
  if (literalOf(node, world) !== null) return known;
  const call = node.exprKind.case === 'callExpr' ? node.exprKind.value : null;
  const [a, b] = call?.args ?? [];
  if (call?.function === '!_' && a) return assumed(a, !so, { known, world });
  if ((call?.function === '_&&_' || call?.function === '_||_') && a && b) {
    if ((call.function === '_&&_') === so) {
      return assumed(b, so, { known: assumed(a, so, { known, world }), world });
    }
    // Of two that are not both so, the one must fail where the other does not.
    if (truth(a, known, world) === !so) return assumed(b, so, { known, world });
    if (truth(b, known, world) === !so) return assumed(a, so, { known, world });
  }
  return [...known, ...factsOf(node, so, world)];
}

function factsOf(node: Node, so: boolean, world: World): Fact[] {
  const equal = equalitySides(node, world);
  if (equal) {
    const { key: term, roots } = equal.term;
    return [so !== equal.negated ? { term, roots, is: equal.value } : { term, roots, not: equal.value }];
  }
  const order = orderSides(node, world);
  if (order?.term) {
    const { key: term, roots } = order.term;
    return [{ term, roots, compared: so ? order.sign : opposite(order.sign), with: order.value }];
  }
  const list = listSides(node, world);
  if (list && !so)
    return list.values.map((value) => ({ term: list.term.key, roots: list.term.roots, not: value }));
  const { key: term, roots } = termOf(node);
  return [{ term, roots, holds: so }];
}

function equalitySides(
  node: Node,
  world: World,
): { term: Term; value: Literal; at: Node; negated: boolean } | null {
  if (node.exprKind.case !== 'callExpr') return null;
  const { function: name, args } = node.exprKind.value;
  const [a, b] = args;
  if ((name !== '_==_' && name !== '_!=_') || !a || !b) return null;
  const [left, right] = [literalOf(a, world), literalOf(b, world)];
  const negated = name === '_!=_';
  if (right !== null && left === null) return { term: termOf(a), value: right, at: b, negated };
  return left !== null && right === null ? { term: termOf(b), value: left, at: a, negated } : null;
}

const SIGNS: { [name: string]: Comparison } = { '_<_': '<', '_<=_': '<=', '_>_': '>', '_>=_': '>=' };
const TURNED: { [S in Comparison]: Comparison } = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function orderSides(node: Node, world: World): Order | null {
  if (node.exprKind.case !== 'callExpr') return null;
  const { function: name, args } = node.exprKind.value;
  const [a, b] = args;
  const sign = Object.hasOwn(SIGNS, name) ? SIGNS[name] : undefined;
  if (!sign || !a || !b) return null;
  const [left, right] = [literalOf(a, world), literalOf(b, world)];
  if (typeof right === 'number') {
    return typeof left === 'number'
      ? { term: null, left, sign, value: right }
      : { term: termOf(a), sign, value: right };
  }
  return typeof left === 'number' ? { term: termOf(b), sign: TURNED[sign], value: left } : null;
}

function listSides(node: Node, world: World): { term: Term; values: Literal[] } | null {
  if (node.exprKind.case !== 'callExpr' || node.exprKind.value.function !== '@in') return null;
  const [a, b] = node.exprKind.value.args;
  if (!a || b?.exprKind.case !== 'listExpr') return null;
  const values = b.exprKind.value.elements.map((one) => literalOf(one, world));
  const literals = values.filter((one) => one !== null);
  return literals.length === values.length ? { term: termOf(a), values: literals } : null;
}

/** The value of what is written out, or of a constant. */
function literalOf(node: Node, world: World): Literal | null {
  const { exprKind } = node;
  if (exprKind.case === 'constExpr') {
    const { constantKind } = exprKind.value;
    switch (constantKind.case) {
      case 'stringValue':
      case 'boolValue':
      case 'doubleValue':
        return constantKind.value;
      case 'int64Value':
      case 'uint64Value':
        return Number(constantKind.value);
      default:
        return null;
    }
  }
  const path = pathOf(node);
  const constant = path === null ? undefined : world.constants.get(path);
  return constant ?? null;
}

function termOf(node: Node): Term {
  const roots = new Set<string>();
  eachNode(node, ({ exprKind }) => {
    if (exprKind.case === 'identExpr') roots.add(exprKind.value.name);
  });
  return { key: pathOf(node) ?? shapeOf(node), roots: [...roots] };
}

/** Two expressions of one shape are the same whatever their nodes are numbered. */
function shapeOf(node: Node): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key === 'id' || key === '$typeName' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );
}
