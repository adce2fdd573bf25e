import type { JSX } from 'react';

/** The shape of what is being read: so many rows of grey. */
export function Skeleton({ rows, label = 'Loading' }: { rows: number; label?: string }): JSX.Element {
  return (
    <div className="desk-skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no name
        <span key={at} />
      ))}
    </div>
  );
}
