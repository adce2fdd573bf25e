import type { Spoken } from '../conversations/spoken.ts';
import type { ExportParts } from './export.ts';

/** The words of messages as they were said; null where nobody knows them any more. */
export function wordsOf({ render }: Spoken): ExportParts['render'] {
  return (sent, version) => render(sent, version)?.text ?? null;
}
