import type { z } from 'zod';

/** What each kind of value is called for people. */
const KINDS: { readonly [kind: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};
const LONGEST_KEY = 40;

/**
 * What is wrong with a value, in words that follow its place: "is missing", "must be a whole number". For the `error` of a parse; what
 * a schema says itself comes before it.
 */
export function issueInWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'must not be empty'
        : limit(issue.origin, `at least ${issue.minimum}`);
    case 'too_big':
      return limit(issue.origin, `at most ${issue.maximum}`);
    case 'unrecognized_keys':
      return `has what is not known here: ${issue.keys.map(shortened).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'datetime' ? 'must be a moment such as 2026-11-26T14:00:00Z' : undefined;
    case 'invalid_union':
      return 'is of no kind that is possible here';
    default:
      return undefined;
  }
}

function limit(origin: string, words: string): string {
  if (origin === 'string') return `must have ${words} characters`;
  return origin === 'array' ? `must have ${words} entries` : `must be ${words}`;
}

function shortened(key: string): string {
  return key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
}
