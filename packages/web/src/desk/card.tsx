import type { DeskItem } from '@hark/wire';
import type { JSX } from 'react';

/** What matters of a message, as rows. */
export function MessageCard({ card }: { card: NonNullable<DeskItem['card']> }): JSX.Element {
  return (
    <div className="desk-card">
      <p className="desk-card-title">
        {card.title}
        {card.reference !== null && <span className="dimmed"> {card.reference}</span>}
      </p>
      <dl>
        {card.rows.map((row, at) => (
          // Rows have no name of their own, and none is ever moved.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells them apart
          <div key={at}>
            <dt>{row.label}</dt>
            <dd>{row.to === null ? row.value : `${row.from ?? ''} → ${row.to}`}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
