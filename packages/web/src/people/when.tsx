import type { JSX } from 'react';
import { saidAt } from './times.ts';

/** A time in the reader's zone, the exact instant on hover. */
export function When({ at }: { at: string }): JSX.Element {
  return (
    <time dateTime={at} title={at}>
      {saidAt(at)}
    </time>
  );
}
