import type { Json, JsonObject } from '../lib/json.ts';
import type { Node, Syntax } from './syntax.ts';

/** A place that an expression reads: a variable, then fields, indexes, or every element of a list. */
export type Read = { path: string; root: string; steps: Step[]; size: boolean };
type Step = string | number | typeof EACH;

const EACH = { each: true } as const;
type Place = { root: string; steps: Step[] };
/** Loop variables and the place they stand for; null where it is none (an element of a literal). */
type Bound = ReadonlyMap<string, Place | null>;

type Found = Map<string, Read>;

/** The places that an expression reads, each once, as deep as it reads them. */
export function readsOf({ root }: Syntax): Read[] {
  const found: Found = new Map();
  visit(root, new Map(), found);
  return [...found.values()];
}

function visit(node: Node, bound: Bound, found: Found): void {
  const place = placeOf(node, bound);
  if (place) add(found, place, false);
  else if (node.exprKind.case === 'callExpr') visitCall(node, bound, found);
  else if (node.exprKind.case === 'comprehensionExpr') visitLoop(node, bound, found);
  else for (const part of partsOf(node)) visit(part, bound, found);
}

function partsOf({ exprKind }: Node): Node[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return exprKind.value.operand ? [exprKind.value.operand] : [];
    case 'listExpr':
      return exprKind.value.elements;
    case 'structExpr':
      return exprKind.value.entries.flatMap(({ keyKind, value }) => [
        ...(keyKind.case === 'mapKey' ? [keyKind.value] : []),
        ...(value ? [value] : []),
      ]);
    default:
      return [];
  }
}

function visitCall({ exprKind }: Node, bound: Bound, found: Found): void {
  if (exprKind.case !== 'callExpr') return;
  const { function: name, target, args } = exprKind.value;
  const operands = target ? [target, ...args] : args;
  const measured = name === 'size' && operands[0] ? placeOf(operands[0], bound) : null;
  if (measured) add(found, measured, true);
  else for (const operand of operands) visit(operand, bound, found);
}

function visitLoop({ exprKind }: Node, bound: Bound, found: Found): void {
  if (exprKind.case !== 'comprehensionExpr') return;
  const { iterRange, iterVar, accuVar, loopStep } = exprKind.value;
  if (!iterRange || !loopStep) return;
  const range = rangeOf(iterRange, bound);
  if (!placeOf(iterRange, bound)) visit(iterRange, bound, found);
  const element = range && { root: range.root, steps: [...range.steps, EACH] };
  const inside = new Map(bound).set(iterVar, element).set(accuVar, null);
  const before = found.size;
  visit(filterTest(loopStep, iterVar) ?? loopStep, inside, found);
  // A loop that never looks at its elements still depends on how many there are.
  if (range && found.size === before) add(found, range, true);
}

function add(found: Map<string, Read>, { root, steps }: Place, size: boolean): void {
  if (root === '') return;
  let path = root;
  for (const step of steps)
    path += step === EACH ? '[*]' : typeof step === 'number' ? `[${step}]` : `.${String(step)}`;
  if (size) path = `size(${path})`;
  if (!found.has(path)) found.set(path, { path, root, steps, size });
}

/** The place that a chain of fields and fixed indexes means. A loop variable over no place has the root ''. */
function placeOf(node: Node, bound: Bound): Place | null {
  const { exprKind } = node;
  if (exprKind.case === 'identExpr') {
    const { name } = exprKind.value;
    const known = bound.get(name);
    return known === undefined ? { root: name, steps: [] } : (known ?? { root: '', steps: [] });
  }
  if (exprKind.case === 'selectExpr' && exprKind.value.operand) {
    const operand = placeOf(exprKind.value.operand, bound);
    return operand && { root: operand.root, steps: [...operand.steps, exprKind.value.field] };
  }
  if (exprKind.case === 'callExpr' && exprKind.value.function === '_[_]') {
    const [operand, index] = exprKind.value.args;
    const step = index?.exprKind.case === 'constExpr' ? index.exprKind.value.constantKind.value : undefined;
    const place = operand && placeOf(operand, bound);
    if (!place) return null;
    if (typeof step === 'bigint') return { root: place.root, steps: [...place.steps, Number(step)] };
    if (typeof step === 'string') return { root: place.root, steps: [...place.steps, step] };
  }
  return null;
}

/** What a loop goes through; the elements that a `filter` keeps are elements of what it filtered. */
function rangeOf(node: Node, bound: Bound): Place | null {
  const { exprKind } = node;
  if (exprKind.case !== 'comprehensionExpr') {
    const place = placeOf(node, bound);
    return place?.root === '' ? null : place;
  }
  const { iterRange, iterVar, loopStep } = exprKind.value;
  return iterRange && loopStep && filterTest(loopStep, iterVar) ? rangeOf(iterRange, bound) : null;
}

/** The condition of a `filter`, whose step is `test ? result + [element] : result`; null for other loops. */
function filterTest({ exprKind }: Node, iterVar: string): Node | null {
  if (exprKind.case !== 'callExpr' || exprKind.value.function !== '_?_:_') return null;
  const [test, kept] = exprKind.value.args;
  if (!test || kept?.exprKind.case !== 'callExpr' || kept.exprKind.value.function !== '_+_') return null;
  const added = kept.exprKind.value.args[1];
  if (added?.exprKind.case !== 'listExpr') return null;
  const [element] = added.exprKind.value.elements;
  return element?.exprKind.case === 'identExpr' && element.exprKind.value.name === iterVar ? test : null;
}

/** The value at a place, objects by their id; null where there is none. */
export function valueAt(read: Read, values: JsonObject): Json {
  const value = follow(Object.hasOwn(values, read.root) ? values[read.root] : null, read.steps);
  if (!read.size) return brief(value);
  if (typeof value === 'string') return [...value].length;
  return value !== null && typeof value === 'object' ? Object.keys(value).length : null;
}

/** A reason tells which object was looked at, not all that is in it. */
function brief(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(brief);
  return Object.hasOwn(value, 'id') ? { id: value.id ?? null } : value;
}

function follow(value: Json | undefined, steps: readonly Step[]): Json {
  const [step, ...rest] = steps;
  if (value === undefined || value === null) return null;
  if (step === undefined) return value;
  if (typeof value !== 'object') return null;
  if (typeof step === 'object') {
    const elements = Array.isArray(value) ? value : Object.keys(value);
    return elements.map((element) => follow(element, rest));
  }
  if (Array.isArray(value)) return typeof step === 'number' ? follow(value[step], rest) : null;
  return Object.hasOwn(value, step) ? follow(value[step], rest) : null;
}
