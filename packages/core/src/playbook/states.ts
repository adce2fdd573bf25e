import { readSyntax } from '../expression/syntax.ts';
import { eachNode, pathOf } from '../expression/tree.ts';
import { editDistance } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import type { ExpressionSite } from './sites.ts';
import { problemAt } from './source.ts';
import type { Words } from './written-text.ts';

/** A word of the shop system as it is written in a playbook: in a condition, a text or a constant. */
type Saying = { value: string; field: string; source: Source; place: Place; offset?: number };

/** Fields that hold the shop system's own words. */
const FIELDS = ['status', 'kind'];
const SHORTEST = 5;
/** Shorter words differ by one letter and mean another thing. */
const LONG = 7;

/**
 * States of an order and the like are the shop system's own words, so nobody can tell which there are; but two that differ by a
 * letter are one, and the one that is written less often is misspelt.
 */
export function stateProblems(
  documents: Documents,
  sites: readonly { source: Source; expressions: readonly Pick<ExpressionSite, 'source' | 'path'>[] }[],
  words: readonly Words[],
): Problem[] {
  const fields = new Map<string, string>();
  const inConditions = sites.flatMap(({ source, expressions }) =>
    expressions.flatMap((site) => ofExpression(site, source, fields)),
  );
  const inTexts = words.flatMap(ofText);
  const all = [...inConditions, ...inTexts, ...ofConstants(documents, fields)];
  return FIELDS.flatMap((field) => misspelt(all.filter((one) => one.field === field)));
}

function ofExpression(
  { source: text, path }: Pick<ExpressionSite, 'source' | 'path'>,
  source: Source,
  fields: Map<string, string>,
): Saying[] {
  const syntax = readSyntax(text);
  if ('code' in syntax) return [];
  const found: Saying[] = [];
  eachNode(syntax.root, ({ exprKind }) => {
    if (exprKind.case !== 'callExpr') return;
    const { function: name, args } = exprKind.value;
    const [a, b] = args;
    if ((name !== '_==_' && name !== '_!=_') || !a || !b) return;
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const field = FIELDS.find((known) => pathOf(one)?.endsWith(`.${known}`));
      if (field === undefined) continue;
      const constant = /^policy\.(\w+)$/.exec(pathOf(other) ?? '')?.[1];
      if (constant !== undefined) fields.set(constant, field);
      if (other.exprKind.case !== 'constExpr') continue;
      const { constantKind } = other.exprKind.value;
      if (constantKind.case !== 'stringValue') continue;
      const offset = syntax.offsets[String(other.id)] ?? 0;
      found.push({ value: constantKind.value, field, source, place: path, offset });
    }
  });
  return found;
}

const COMPARED = /[\w.]{0,80}\.(status|kind)\s{0,9}[!=]=\s{0,9}(?:'([^'\n]{1,60})'|"([^"\n]{1,60})")/g;
const CASE = /\{%-?\s{0,9}case\s{1,9}[\w.]{0,80}\.(status|kind)\s{0,9}-?%\}([\s\S]*?)\{%-?\s{0,9}endcase/g;
const WHEN = /\{%-?\s{0,9}when\s{1,9}([^%]{1,300}?)-?%\}/g;
const QUOTED = /'([^'\n]{1,60})'|"([^"\n]{1,60})"/g;

function ofText({ source, place, words }: Words): Saying[] {
  if (!words.includes('{%')) return [];
  const compared = [...words.matchAll(COMPARED)].map(
    ({ 0: whole, 1: field = '', 2: a, 3: b, index }): Saying => {
      const value = a ?? b ?? '';
      return { value, field, source, place, offset: index + whole.length - value.length - 1 };
    },
  );
  const cases = [...words.matchAll(CASE)].flatMap(({ 0: whole, 1: field = '', 2: body = '', index }) =>
    [...body.matchAll(WHEN)].flatMap((when) =>
      [...(when[1] ?? '').matchAll(QUOTED)].map((quoted): Saying => {
        const from = index + whole.indexOf(body) + when.index + when[0].indexOf(when[1] ?? '') + quoted.index;
        return { value: quoted[1] ?? quoted[2] ?? '', field, source, place, offset: from + 1 };
      }),
    ),
  );
  return [...compared, ...cases];
}

function ofConstants({ playbook }: Documents, fields: ReadonlyMap<string, string>): Saying[] {
  if (!playbook) return [];
  const { source, document } = playbook;
  return Object.entries(document.constants).flatMap(([name, value]): Saying[] => {
    const field = fields.get(name);
    return field === undefined || typeof value !== 'string'
      ? []
      : [{ value, field, source, place: ['constants', name] }];
  });
}

function misspelt(all: readonly Saying[]): Problem[] {
  const counts = new Map<string, number>();
  for (const { value } of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  return all.flatMap(({ value, field, source, place, offset }) => {
    const own = counts.get(value) ?? 0;
    const meant = [...counts].find(([other, count]) => count > own && isNear(value, other))?.[0];
    if (meant === undefined) return [];
    const message = `No other place of the playbook knows a ${field} "${value}"; "${meant}" stands there ${counts.get(meant)} times.`;
    const mend = `Did you mean "${meant}"?`;
    const what = { code: 'value.misspelt' as const, message, mend };
    return [problemAt(source, place, offset === undefined ? what : { ...what, offset })];
  });
}

function isNear(value: string, other: string): boolean {
  if (value === other || Math.min(value.length, other.length) < SHORTEST) return false;
  return editDistance(value.toLowerCase(), other.toLowerCase()) <= (other.length < LONG ? 1 : 2);
}
