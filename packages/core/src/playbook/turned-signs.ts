import { type Node, readSyntax } from '../expression/syntax.ts';
import type { Problem } from '../problems.ts';
import type { Place, Source } from './place.ts';
import type { ExpressionSite } from './sites.ts';
import { problemAt } from './source.ts';

/** `x < 0 ? x : -x` and the like: meant is the amount without its sign, and it is never above nothing. */
export function turnedSigns(
  sites: readonly { source: Source; expressions: readonly Pick<ExpressionSite, 'source' | 'path'>[] }[],
): Problem[] {
  return sites.flatMap(({ source, expressions }) =>
    expressions.flatMap(({ source: text, path }) => {
      const what = turned(text);
      return what === null ? [] : [tell(source, path, what)];
    }),
  );
}

function tell(source: Source, place: Place, what: string): Problem {
  const message = `This is never above 0: it is \`${what}\` where that is below 0, and less than nothing where it is above.`;
  const mend = `Write \`${what} < 0 ? -${what} : ${what}\` for the amount without its sign.`;
  return problemAt(source, place, { code: 'condition.constant', message, mend });
}

/** The term of which it is the negative amount; null for anything else. */
function turned(text: string): string | null {
  const syntax = readSyntax(text);
  if ('code' in syntax || callOf(syntax.root)?.function !== '_?_:_') return null;
  const plain = text.replace(/\s+/g, '').replace(/[()]/g, '');
  const [, a = '', sign = '', b = '', c = ''] =
    /^([\w.]+)(<|<=|>|>=)0\?(-?[\w.]+):(-?[\w.]+)$/.exec(plain) ?? [];
  if (a === '') return null;
  const [below, above] = sign.startsWith('<') ? [b, c] : [c, b];
  return below === a && above === `-${a}` ? a : null;
}

function callOf({ exprKind }: Node): { function: string } | null {
  return exprKind.case === 'callExpr' ? exprKind.value : null;
}
