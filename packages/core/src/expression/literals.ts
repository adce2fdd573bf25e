import { isCelError, plan } from '@bufbuild/cel';
import { ENVIRONMENT } from './functions.ts';
import type { Call, Node } from './syntax.ts';
import { describe, type Type } from './var-type.ts';

/** The type of a literal, by the parser's name for its kind. */
export function constantType(kind: string | undefined): Type {
  switch (kind) {
    case 'boolValue':
      return 'bool';
    case 'int64Value':
      return 'int';
    case 'uint64Value':
      return 'uint';
    case 'doubleValue':
      return 'double';
    case 'stringValue':
      return 'string';
    case 'bytesValue':
      return 'bytes';
    case 'nullValue':
      return 'null';
    default:
      return 'any';
  }
}

/** The text of a literal; null for anything else. */
export function constantText(node: Node): string | null {
  const { exprKind } = node;
  if (exprKind.case !== 'constExpr') return null;
  const { constantKind } = exprKind.value;
  return constantKind.case === 'stringValue' ? constantKind.value : null;
}

/** `"".matches(<pattern>)`: the same call on an empty text. */
function patternTrial(node: Node, pattern: Node): Node {
  const empty: Node = {
    ...pattern,
    exprKind: {
      case: 'constExpr',
      value: { $typeName: 'cel.expr.Constant', constantKind: { case: 'stringValue', value: '' } },
    },
  };
  const call: Call = { $typeName: 'cel.expr.Expr.Call', function: 'matches', target: empty, args: [pattern] };
  return { ...node, exprKind: { case: 'callExpr', value: call } };
}

/** `timestamp("…")`, `duration("…")` and `x.matches("…")` of a literal are tried at once: a slip in it can be seen now. */
export function literalSlip(node: Node, call: Call): { literal: Node; message: string; mend: string } | null {
  const literal = call.args.at(-1);
  const text = literal ? constantText(literal) : null;
  if (!literal || text === null) return null;
  if (call.function === 'matches') {
    const message = `\`${text}\` is not a regular expression.`;
    const fails = isCelError(plan(ENVIRONMENT, patternTrial(node, literal))());
    return fails ? { literal, message, mend: 'Write a regular expression as RE2 knows it.' } : null;
  }
  if (call.function !== 'timestamp' && call.function !== 'duration') return null;
  const message = `"${text}" is not ${describe(call.function)}.`;
  const example = call.function === 'timestamp' ? '"2026-11-24T18:00:00Z"' : '"P14D" or "90m"';
  return isCelError(plan(ENVIRONMENT, node)()) ? { literal, message, mend: `Write it as ${example}.` } : null;
}
