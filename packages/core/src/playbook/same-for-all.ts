import type { World } from '../expression/truth.ts';
import type { Documents } from './collected.ts';
import type { PlaybookDocument } from './documents.ts';

/** The constants that are the same for every buyer: a segment may have others. */
export function constantsOf(
  { segments, broken }: Documents,
  { constants }: PlaybookDocument,
): World['constants'] {
  if (broken.settings) return new Map();
  const changed = new Set([...segments.values()].flatMap(({ document }) => Object.keys(document.constants)));
  const entries = Object.entries(constants).flatMap(([name, value]) =>
    Array.isArray(value) || changed.has(name) ? [] : [[`policy.${name}`, value] as const],
  );
  return new Map(entries);
}
