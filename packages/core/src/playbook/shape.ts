import type { z } from 'zod';
import { STEP_KEYS } from '../flows/steps/step-kinds.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import { keyPlace, type Place, problemAt, type Source } from './source.ts';

type Issue = z.core.$ZodIssue;

/** What a schema says of a document, as problems at their places. */
export function shapeProblems(source: Source, issues: readonly Issue[], base: Place = []): Problem[] {
  return issues.flatMap((issue) => {
    const place = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(source, place, key));
    if (issue.code === 'invalid_union') return union(source, place, issue);
    return [
      problemAt(source, place, {
        code: 'document.shape',
        message: told(source, place, issue),
        mend: mendOf(issue),
      }),
    ];
  });
}

function unknownKey(source: Source, place: Place, key: string): Problem {
  const siblings = [
    'id',
    'title',
    'steps',
    'slots',
    'ask',
    'among',
    'none',
    'prefer',
    'options',
    'examples',
    'label',
    'flow',
    'rank',
  ];
  const close = nearest(key, [...siblings, ...STEP_KEYS]);
  return {
    code: 'document.shape',
    message: `There is no key "${key}" here.`,
    mend: close ? `Did you mean \`${close}\`? Otherwise remove it.` : 'Remove it.',
    file: source.file,
    ...keyPlace(source, place, key),
  };
}

// Of the ways in which a value may be written, the one that was meant is the one that comes furthest.
function union(source: Source, place: Place, issue: Extract<Issue, { code: 'invalid_union' }>): Problem[] {
  const branches = issue.errors.filter((errors) => errors.length > 0);
  const value: unknown = source.document.getIn(place);
  const keys = value && typeof value === 'object' && 'items' in value ? value : null;
  const step = keys ? STEP_KEYS.find((key) => source.document.hasIn([...place, key])) : undefined;
  const unknownOnly = (errors: readonly Issue[]) =>
    errors.filter((one) => one.code === 'unrecognized_keys').length;
  const depth = (errors: readonly Issue[]) => Math.max(...errors.map((one) => one.path.length));
  const meant = step
    ? branches.find(
        (errors) =>
          !errors.some((one) => one.path[0] === step && one.code === 'invalid_type' && one.path.length === 1),
      )
    : undefined;
  const best =
    meant ??
    [...branches].sort(
      (a, b) => depth(b) - depth(a) || unknownOnly(a) - unknownOnly(b) || a.length - b.length,
    )[0];
  if (!best) {
    const mend = 'See the JSON Schema of this kind of document.';
    return [
      problemAt(source, place, {
        code: 'document.shape',
        message: 'This value fits none of the forms it may have.',
        mend,
      }),
    ];
  }
  return shapeProblems(source, best, place);
}

function told(source: Source, place: Place, issue: Issue): string {
  const key = place.at(-1);
  const there = source.document.hasIn(place as (string | number)[]);
  if (!there && key !== undefined) return `"${String(key)}" is missing here.`;
  return `${issue.message}.`.replace('Invalid input: ', 'Not the right kind of value: ');
}

function mendOf(issue: Issue): string {
  if (issue.code === 'invalid_value') return `Use one of ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'invalid_type') return `Write a value of type ${issue.expected}.`;
  return 'Correct the value.';
}
