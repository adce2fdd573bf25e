import type { Node } from './syntax.ts';

/** `order.status` of a variable and its fields; null for anything else. */
export function pathOf({ exprKind }: Node): string | null {
  if (exprKind.case === 'identExpr') return exprKind.value.name;
  if (exprKind.case !== 'selectExpr' || exprKind.value.testOnly || !exprKind.value.operand) return null;
  const of = pathOf(exprKind.value.operand);
  return of === null ? null : `${of}.${exprKind.value.field}`;
}

/** Calls `visit` with the node and everything below it, the node first. */
export function eachNode(node: Node, visit: (node: Node) => void): void {
  visit(node);
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('exprKind' in value) eachNode(value as Node, visit);
    else for (const one of Object.values(value)) walk(one);
  };
  walk(node.exprKind.value);
}
