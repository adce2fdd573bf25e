import type { TraceEntry } from '@hark/wire';
import type { JSX } from 'react';
import { clockTime } from './times.ts';
import { WhyPanel } from './why.tsx';
import { buttonsOf, inWords, lineOf, titleOf, toneOf, wordsOf } from './wording.ts';

function Values({ title, values }: { title: string; values: Record<string, unknown> }): JSX.Element | null {
  const rows = Object.entries(values);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <dl className="values">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {typeof value === 'object' && value !== null ? (
                <pre>{JSON.stringify(value, null, 2)}</pre>
              ) : (
                inWords(value)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Why({ why }: { why: NonNullable<TraceEntry['why']> }): JSX.Element {
  return (
    <p className="why">
      <span className="why-word">because</span> <strong>{why.document}</strong>{' '}
      <span className="why-step">{why.step}</span>{' '}
      <span className="version" title={`version ${why.version}`}>
        {why.version.slice(0, 8)}
      </span>
    </p>
  );
}

/** The card of a message as the buyer saw it: its rows, a change as from → to. */
function CardRows({ card }: { card: NonNullable<TraceEntry['card']> }): JSX.Element {
  return (
    <table className="card">
      <caption dir="auto">{card.title}</caption>
      <tbody>
        {card.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a card have no name of their own and never move
          <tr key={at}>
            <th scope="row" dir="auto">
              {row.label}
            </th>
            <td dir="auto">{row.value ?? `${row.from ?? ''} → ${row.to ?? ''}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One event: what it is, when, what was said, and why. */
export function EntryRow({ entry, marked }: { entry: TraceEntry; marked: boolean }): JSX.Element {
  const words = wordsOf(entry);
  const buttons = buttonsOf(entry);
  const line = lineOf(entry);
  const tone = toneOf(entry);
  const by = entry.type === 'message_received' ? 'buyer' : 'shop';
  return (
    <article
      id={String(entry.seq)}
      className={`event ${entry.observed ? 'observed' : 'decided'}${marked ? ' marked' : ''}`}
      tabIndex={-1}
    >
      <header className="event-head">
        <a className="seq" href={`#${entry.seq}`} aria-label={`Link to event ${entry.seq}`}>
          #{entry.seq}
        </a>
        <h3>{titleOf(entry)}</h3>
        <span className={tone ? `mark ${tone}` : 'mark'}>{entry.observed ? 'observed' : 'decided'}</span>
        <time
          dateTime={entry.recorded_at}
          title={`occurred ${entry.occurred_at}, recorded ${entry.recorded_at}`}
        >
          {clockTime(entry.recorded_at)}
        </time>
      </header>
      {words !== null && (
        <blockquote className={`said by-${by}`} dir="auto">
          {words}
        </blockquote>
      )}
      {entry.card && <CardRows card={entry.card} />}
      {buttons.length > 0 && (
        <ul className="buttons" aria-label="Buttons under it">
          {buttons.map((label) => (
            <li key={label} dir="auto">
              {label}
            </li>
          ))}
        </ul>
      )}
      {line !== '' && <p className={tone ? `line tone-${tone}` : 'line'}>{line}</p>}
      {entry.why && <Why why={entry.why} />}
      <div className="more">
        {entry.why && (
          <WhyPanel entry={{ ...entry, why: entry.why }} asked={marked && entry.type === 'message_sent'} />
        )}
        {entry.why && <Values title="Values that mattered" values={entry.why.values} />}
        <Values title="All of this event" values={entry.data} />
      </div>
    </article>
  );
}
