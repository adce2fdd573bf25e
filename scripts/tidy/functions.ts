import type { Token } from './scan.ts';
import { endOfExpression, endOfType, is, type Syntax } from './syntax.ts';

/** A function with a body: its name ('' when it has none), where it stands, its length and how much it asks for. */
export type FunctionFound = { name: string; line: number; lines: number; parameters: number; suite: boolean };

const CONTROL = new Set(['if', 'for', 'while', 'switch', 'catch', 'with', 'await', 'return', 'typeof']);

/** Every function, method and arrow of a file. `suite` marks the callbacks that only group tests. */
export function findFunctions(code: Syntax): FunctionFound[] {
  const found: FunctionFound[] = [];
  const returned: [from: number, to: number][] = [];
  code.tokens.forEach((token, i) => {
    if (returned.some(([from, to]) => i >= from && i < to)) return;
    if (token.kind === 'word' && is(code, i + 1, '=>'))
      found.push(measure(code, i, { body: i + 2, parameters: 1 }));
    if (!is(code, i, '(')) return;
    const close = code.partner.get(i);
    const body = close === undefined ? -1 : bodyBehind(code, i, close);
    if (close === undefined || body < 0) return;
    // In `f(): () => void {` the arrow belongs to the type of what comes back.
    if (is(code, close + 1, ':')) returned.push([close + 2, endOfType(code, close + 2)]);
    found.push(measure(code, i, { body, parameters: countParameters(code, i, close) }));
  });
  return found;
}

/** Index at which the body of the function with these parentheses begins, or −1 when they belong to something else. */
function bodyBehind(code: Syntax, open: number, close: number): number {
  if (is(code, close + 1, '=>')) return close + 2;
  const named = mayHaveBody(code, open);
  if (is(code, close + 1, '{') && named) return close + 1;
  if (!is(code, close + 1, ':')) return -1;
  const behind = endOfType(code, close + 2);
  if (behind > 0 && is(code, behind, '=>')) return behind + 1;
  return behind > 0 && named && is(code, behind, '{') ? behind : -1;
}

function mayHaveBody(code: Syntax, open: number): boolean {
  const before = code.tokens[beforeTypeParameters(code, open) - 1];
  if (!before) return false;
  if (before.kind === 'word') return !CONTROL.has(before.text);
  return before.kind === 'string' || is(code, open - 1, ']', '*');
}

function beforeTypeParameters(code: Syntax, open: number): number {
  if (!is(code, open - 1, '>')) return open;
  let depth = 0;
  for (let i = open - 1; i >= 0; i--) {
    if (is(code, i, '>')) depth++;
    if (is(code, i, '<')) depth--;
    if (depth === 0) return i;
  }
  return open;
}

function measure(code: Syntax, start: number, shape: { body: number; parameters: number }): FunctionFound {
  const header = beforeTypeParameters(code, start);
  const block = is(code, shape.body, '{') ? code.partner.get(shape.body) : undefined;
  const last = block ?? endOfExpression(code, shape.body) - 1;
  const line = code.tokens[header]!.line;
  const end = code.tokens[Math.min(last, code.tokens.length - 1)] as Token;
  return {
    name: nameOf(code, header),
    line,
    lines: end.end_line - line + 1,
    parameters: shape.parameters,
    suite: groupsTests(code, header),
  };
}

function nameOf(code: Syntax, header: number): string {
  const asynchronous = is(code, header - 1, 'async') ? 1 : 0;
  const at = header - 1 - asynchronous;
  const before = code.tokens[at];
  const name = is(code, at, '=', ':') ? code.tokens[at - 1] : before;
  return name?.kind === 'word' && name.text !== 'function' && !CONTROL.has(name.text) ? name.text : '';
}

function groupsTests(code: Syntax, header: number): boolean {
  const comma = is(code, header - 1, 'async') ? header - 2 : header - 1;
  if (!is(code, comma, ',')) return false;
  let at = comma - 1;
  while (at > 0 && !is(code, at, '(', '{', '[', ';')) at = Math.min(code.partner.get(at) ?? at, at) - 1;
  if (is(code, at - 1, ')')) at = beforeTypeParameters(code, code.partner.get(at - 1) ?? at);
  while (is(code, at - 2, '.')) at -= 2;
  return is(code, at - 1, 'describe');
}

function countParameters(code: Syntax, open: number, close: number): number {
  let count = 0;
  let at = open + 1;
  while (at < close) {
    if (!is(code, at, 'this')) count++;
    const behind = endOfParameter(code, at, close);
    at = is(code, behind, ',') ? behind + 1 : Math.max(behind, at + 1);
  }
  return count;
}

function endOfParameter(code: Syntax, start: number, close: number): number {
  let at = start;
  while (at < close && !is(code, at, ',', ':', '=')) {
    const end = code.partner.get(at);
    at = end !== undefined && end > at ? end + 1 : at + 1;
  }
  if (is(code, at, ':')) {
    const behind = endOfType(code, at + 1);
    at = behind > 0 ? behind : endOfExpression(code, at + 1);
  }
  return is(code, at, '=') ? endOfExpression(code, at + 1) : at;
}
