import type { Signature } from './signatures.ts';
import { couldBe, type Type } from './var-type.ts';

/** What a call gives: the result of the signatures that fit, `any` when they differ, null when none fits. */
export function resultOf(signatures: Signature[], given: Type[], on: Type | null): Type | null {
  const fitting = signatures.filter(
    (one) =>
      one.takes.length === given.length &&
      (one.on === undefined ? on === null : on !== null && couldBe(on, one.on)) &&
      one.takes.every((type, at) => couldBe(given[at]!, type)),
  );
  const [first] = fitting;
  if (!first) return null;
  return fitting.every((one) => one.gives === first.gives) ? first.gives : 'any';
}

/** How a function is called, for those who called it otherwise. */
export function wayOf(name: string, { on, takes }: Signature): string {
  const values = takes
    .map((type) => (typeof type === 'string' ? type : 'list' in type ? 'list' : 'map'))
    .join(', ');
  return on === undefined
    ? `\`${name}(${values})\``
    : `\`${typeof on === 'string' ? on : 'list'}.${name}(${values})\``;
}

/** The way out when two types do not go together. */
export function mendOf(a: Type, b: Type): string {
  const pair = [a, b]
    .map((type) => (typeof type === 'string' ? type : 'object'))
    .toSorted()
    .join(' ');
  return MENDS[pair] ?? 'Use values of one kind on both sides.';
}

const MENDS: { [pair: string]: string } = {
  'int string': 'Write the number without quotes, or turn the text into one with `int(…)`.',
  'double string': 'Write the number without quotes, or turn the text into one with `double(…)`.',
  'double int': 'Write both as whole numbers or both with decimals (`2.0`), or use `double(…)`.',
  'string timestamp': 'Turn the text into an instant with `timestamp(…)`.',
  'duration string': 'Turn the text into a length of time with `duration(…)`.',
  'int timestamp': 'Write days as `days(14)`, a shorter time as `duration("2h")`.',
  'duration int': 'Write days as `days(14)`, a shorter time as `duration("2h")`.',
  'bool string': 'Write `true` or `false` without quotes.',
};
