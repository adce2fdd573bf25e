import { type Node, readSyntax } from '../expression/syntax.ts';
import { eachNode, pathOf } from '../expression/tree.ts';
import type { Problem } from '../problems.ts';
import type { Source } from './place.ts';
import { quantitiesIn } from './quantities.ts';
import type { ExpressionSite } from './sites.ts';
import { problemAt } from './source.ts';
import type { Words } from './written-text.ts';

const UNIT = /_(minutes|hours|days|weeks|months|years|cents)$/;
const JOINING = ['_<_', '_<=_', '_>_', '_>=_', '_==_', '_!=_', '_+_', '_-_'];

/** Numbers of one unit that are taken for another: days that are compared with cents, years that are told as days. */
export function unitProblems(
  sites: readonly { source: Source; expressions: readonly Pick<ExpressionSite, 'source' | 'path'>[] }[],
  words: readonly Words[],
  currency: string,
): Problem[] {
  return [
    ...sites.flatMap(({ source, expressions }) =>
      expressions.flatMap((site) =>
        inExpression(site.source).map((what) =>
          problemAt(source, site.path, { code: 'unit.mixed', ...what }),
        ),
      ),
    ),
    ...words.flatMap((text) => inText(text, currency)),
  ];
}

type Mixed = { message: string; mend: string; offset: number };

function inExpression(text: string): Mixed[] {
  const syntax = readSyntax(text);
  if ('code' in syntax) return [];
  const found: Mixed[] = [];
  const at = (node: Node): number => syntax.offsets[String(node.id)] ?? 0;
  eachNode(syntax.root, ({ exprKind }) => {
    if (exprKind.case !== 'callExpr') return;
    const { function: name, args } = exprKind.value;
    const [a, b] = args;
    if (name === 'days' && a) {
      const [given, path] = unitOf(a) ?? ['days'];
      if (given === 'days') return;
      const message = `\`days(…)\` counts days, and \`${path}\` is a number of ${given}.`;
      const times = { weeks: ' * 7', years: ' * 365' }[given];
      const mend = times ? `Write \`days(${path}${times})\`.` : 'Take a constant that is a number of days.';
      found.push({ message, mend, offset: at(a) });
    }
    if (!JOINING.includes(name) || !a || !b) return;
    const [left, right] = [unitOf(a), unitOf(b)];
    if (!left || !right || left[0] === right[0]) return;
    const message = `\`${left[1]}\` is a number of ${left[0]}, \`${right[1]}\` one of ${right[0]}: they cannot be set against each other.`;
    found.push({ message, mend: `Take a value that is a number of ${left[0]}.`, offset: at(b) });
  });
  return found;
}

/** The unit of a value by its name, and the name; of a sum, that of its parts. */
function unitOf(node: Node): [unit: string, path: string] | null {
  const path = pathOf(node);
  const unit = path === null ? undefined : UNIT.exec(path)?.[1];
  if (path !== null) return unit === undefined ? null : [unit, path];
  if (node.exprKind.case !== 'callExpr') return null;
  const { function: name, args } = node.exprKind.value;
  if (name !== '_+_' && name !== '_-_') return null;
  return args.map(unitOf).find((one) => one !== null) ?? null;
}

const FILTERED = /\{\{-?\s{0,9}(?:[\w.]{1,80}\.)?(\w{1,60})\s{0,9}\|\s{0,9}money\b/g;

/** `{{ policy.warranty_years }} days`, and money that is none. */
function inText({ source, place, words }: Words, currency: string): Problem[] {
  const wrong = quantitiesIn(words, currency).flatMap((quantity): Mixed[] => {
    if (!('constant' in quantity)) return [];
    const unit = UNIT.exec(quantity.constant)?.[1];
    if (unit === undefined || unit === quantity.unit) return [];
    const message = `The constant "${quantity.constant}" is a number of ${unit}; here it is told as ${quantity.unit}.`;
    const mend = `Write it with the word for ${unit}, or take a constant that is a number of ${quantity.unit}.`;
    return [{ message, mend, offset: quantity.offset }];
  });
  const money = [...words.matchAll(FILTERED)].flatMap(({ 1: name = '', index }): Mixed[] => {
    const unit = UNIT.exec(name)?.[1];
    if (unit === undefined || unit === 'cents') return [];
    const message = `"${name}" is a number of ${unit}, and is told as money.`;
    return [{ message, mend: 'Leave out `| money`, or take an amount in cents.', offset: index }];
  });
  return [...wrong, ...money].map((what) => problemAt(source, place, { code: 'unit.mixed', ...what }));
}
