import type { Token } from './scan.ts';
import { is, type Syntax } from './syntax.ts';

/** One import, re-export or `import(…)` of a file. */
export type ImportFound = { from: string; line: number; types_only: boolean; dynamic: boolean };

/** Everything a file imports. */
export function findImports(code: Syntax): ImportFound[] {
  const found: ImportFound[] = [];
  code.tokens.forEach((token, i) => {
    if (token.kind !== 'word' || is(code, i - 1, '.', '?.')) return;
    const next = code.tokens[i + 1];
    if (token.text === 'import' && is(code, i + 1, '(')) add(found, code.tokens[i + 2], { dynamic: true });
    else if (token.text === 'import' && next?.kind === 'string') add(found, next, {});
    else if (token.text === 'import' || token.text === 'export') {
      const source = sourceOf(code, i);
      if (source) add(found, source, { types_only: is(code, i + 1, 'type') || onlyTypesInside(code, i) });
    } else if (token.text === 'require' && is(code, i + 1, '(')) add(found, code.tokens[i + 2], {});
  });
  return found;
}

function add(found: ImportFound[], source: Token | undefined, how: Partial<ImportFound>): void {
  if (source?.kind !== 'string') return;
  found.push({
    from: source.text.slice(1, -1),
    line: source.line,
    types_only: false,
    dynamic: false,
    ...how,
  });
}

/** The string behind `from`, when `import` or `export` at `i` has one. */
function sourceOf(code: Syntax, i: number): Token | undefined {
  let at = i + 1;
  if (is(code, at, 'type') && !is(code, at + 1, 'from', ',', '=')) at++;
  const exported = is(code, i, 'export');
  if (exported && !is(code, at, '{', '*')) return undefined;
  while (at < code.tokens.length && !is(code, at, 'from', ';', '=')) {
    const close = code.partner.get(at);
    at = close !== undefined && close > at ? close + 1 : at + 1;
    if (exported && is(code, at, 'export', 'import', 'const', 'function', 'type', 'class')) return undefined;
  }
  const source = is(code, at, 'from') ? code.tokens[at + 1] : undefined;
  return source?.kind === 'string' ? source : undefined;
}

/** `import { type A, type B } from` brings types alone. */
function onlyTypesInside(code: Syntax, i: number): boolean {
  const open = i + 1;
  const close = code.partner.get(open);
  if (!is(code, open, '{') || close === undefined || close === open + 1) return false;
  for (let at = open + 1; at < close; at++)
    if ((at === open + 1 || is(code, at - 1, ',')) && !is(code, at, 'type')) return false;
  return true;
}
