import { parse } from '@bufbuild/cel';
import type { Fault } from './fault.ts';

/** The syntax tree of an expression; `offsets` tells the place of a node by its id. */
export type Syntax = { source: string; root: Node; offsets: { [id: string]: number } };
/** A node of the syntax tree. */
export type Node = ReturnType<typeof parse>['expr'];
/** A call of a function or an operator. */
export type Call = Extract<Node['exprKind'], { case: 'callExpr' }>['value'];
/** A field of something: `order.status`. */
export type Select = Extract<Node['exprKind'], { case: 'selectExpr' }>['value'];
/** An object that is written out: `{"a": 1}`. */
export type Struct = Extract<Node['exprKind'], { case: 'structExpr' }>['value'];
/** What the macros (`all`, `filter`, …) become. */
export type Loop = Extract<Node['exprKind'], { case: 'comprehensionExpr' }>['value'];

const MAX_LENGTH = 4096;
const MAX_BRACKETS = 40;
const CLOSES: { [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

// The expressions of a playbook are few, and each is looked at by many parts of its check.
const known = new Map<string, Syntax | Fault>();
const MOST_KNOWN = 2_000;

/** Reads an expression; what cannot be read is one fault with its place. */
export function readSyntax(source: string): Syntax | Fault {
  const before = known.get(source);
  if (before) return before;
  const syntax = parsed(source);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(source, syntax);
  return syntax;
}

function parsed(source: string): Syntax | Fault {
  if (source.trim() === '')
    return syntaxFault('The expression is empty.', 'Write a condition or a value.', 0);
  if (source.length > MAX_LENGTH) {
    return {
      code: 'expression.too_long',
      message: `The expression has ${source.length} characters; at most ${MAX_LENGTH} are allowed.`,
      mend: 'Give its parts names of their own and combine the names.',
      offset: MAX_LENGTH,
    };
  }
  const bracket = bracketFault(source);
  if (bracket) return bracket;
  try {
    const { expr, sourceInfo } = parse(source);
    return { source, root: expr, offsets: sourceInfo?.positions ?? {} };
  } catch (error) {
    return error instanceof RangeError ? tooDeep(0) : unreadable(source, error);
  }
}

/** That an expression is nested too deeply. */
export function tooDeep(offset: number): Fault {
  return {
    code: 'expression.too_deep',
    message: 'The expression is nested too deeply.',
    mend: 'Give its parts names of their own and combine the names.',
    offset,
  };
}

function syntaxFault(message: string, mend: string, offset: number): Fault {
  return { code: 'expression.syntax', message, mend, offset };
}

/** Brackets and quotes are checked first: the parser would report them at a place far from the mistake. */
function bracketFault(source: string): Fault | null {
  const open: { close: string; at: number }[] = [];
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '/' && source[at + 1] === '/') {
      at = endOfLine(source, at);
    } else if (char === '"' || char === "'") {
      const end = endOfText(source, at);
      if (end === null) return syntaxFault('This text is not closed.', `Close it with ${char}.`, at);
      at = end;
    } else if (char in CLOSES) {
      open.push({ close: CLOSES[char]!, at });
      if (open.length > MAX_BRACKETS) return tooDeep(at);
    } else if (char === ')' || char === ']' || char === '}') {
      const last = open.pop();
      if (!last)
        return syntaxFault(`\`${char}\` closes nothing.`, 'Take it away, or open the bracket before it.', at);
      if (last.close !== char) {
        return syntaxFault(
          `\`${char}\` stands where \`${last.close}\` should close.`,
          `Write \`${last.close}\`.`,
          at,
        );
      }
    }
  }
  const last = open.pop();
  return last
    ? syntaxFault('This bracket is not closed.', `Close it with \`${last.close}\`.`, last.at)
    : null;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
}

/** Where the text that begins at `from` closes. */
function endOfText(source: string, from: number): number | null {
  const quote = source[from]!;
  const triple = quote.repeat(3);
  const closing = source.startsWith(triple, from) ? triple : quote;
  const raw = /(^|[^a-zA-Z0-9_])(r|R|br|bR|Br|BR|rb|rB|Rb|RB)$/.test(
    source.slice(Math.max(0, from - 3), from),
  );
  for (let at = from + closing.length; at < source.length; at++) {
    if (source[at] === '\\' && !raw) at++;
    else if (source.startsWith(closing, at)) return at + closing.length - 1;
    else if (source[at] === '\n' && closing === quote) return null;
  }
  return null;
}

const SLIPS: { [word: string]: string } = {
  and: 'Write `&&`.',
  or: 'Write `||`.',
  not: 'Write `!` before what must not hold.',
  is: 'Write `==`.',
  '=': 'Write `==` to compare.',
  '&': 'Write `&&`.',
  '|': 'Write `||`.',
  '<': 'Write `!=` for "is not".',
};

function unreadable(source: string, error: unknown): Fault {
  const curly = source.search(/[“”„‘’«»]/);
  if (curly !== -1) {
    const message = `\`${source[curly]}\` is a quote for people, not one of an expression.`;
    return syntaxFault(message, 'Write straight ones: "pending".', curly);
  }
  const offset = offsetOf(error);
  const rest = source.slice(offset);
  const word = /^(?:[A-Za-z_]+|=|&|\||<(?=>))/.exec(rest)?.[0] ?? '';
  const doubled = word.length === 1 && rest[1] === word;
  const slip = doubled || !Object.hasOwn(SLIPS, word) ? undefined : SLIPS[word];
  if (rest.trim() === '')
    return syntaxFault('Something is missing at the end.', 'Complete the expression.', offset);
  const shown = rest.trim().slice(0, 20);
  if (error instanceof Error && !('location' in error)) {
    return syntaxFault(`This cannot be read: ${error.message}.`, 'Write it as CEL.', offset);
  }
  return syntaxFault(
    `The expression cannot be read from \`${shown}\` on.`,
    slip ?? 'Write it as CEL, e.g. `order.status == "pending"`.',
    offset,
  );
}

function offsetOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('location' in error)) return 0;
  const { location } = error;
  if (typeof location !== 'object' || location === null || !('start' in location)) return 0;
  const { start } = location;
  if (typeof start !== 'object' || start === null || !('offset' in start)) return 0;
  return typeof start.offset === 'number' ? start.offset : 0;
}
