import type { Message } from '@hark/wire';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { PaperPart } from '../paper/settings.ts';
import type { Words } from './words.ts';

type Card = NonNullable<Message['card']>;
type Row = Card['rows'][number];

/** Rows of one name that follow each other read as one row of several lines. */
function classOf({ label, from, to }: Row, before: Row | undefined): string {
  return `row${from === null && to === null ? '' : ' row-change'}${before?.label === label ? ' row-again' : ''}`;
}

function RowValue({ row, words }: { row: Row; words: Words }): JSX.Element {
  if (row.from === null && row.to === null) return <dd dir="auto">{row.value}</dd>;
  return (
    <dd>
      {row.from !== null && (
        <span class="row-from" dir="auto">
          <span class="unseen">{words.phrases.was} </span>
          {row.from}
        </span>
      )}
      <span class="row-arrow" aria-hidden="true">
        →
      </span>
      {row.to !== null && (
        <strong class="row-to" dir="auto">
          <span class="unseen">{words.phrases.becomes} </span>
          {row.to}
        </strong>
      )}
    </dd>
  );
}

function Done(): JSX.Element {
  return (
    <svg class="card-done" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <circle cx="10" cy="10" r="9" />
      <path d="M6 10.5l2.6 2.6L14 7.5" />
    </svg>
  );
}

/** What matters, set apart: an order, a choice, a confirmation with what will change, a receipt. */
export function CardView({ card, words }: { card: Card; words: Words }): JSX.Element {
  const place = useRef<HTMLElement>(null);
  const paper = (use: (part: PaperPart) => unknown): void => void words.parts.paper().then(use, () => {});
  return (
    <section class={`card card-${card.kind}`} ref={place} aria-label={card.title}>
      <header class="card-head">
        {card.kind === 'receipt' && <Done />}
        <h3 dir="auto">{card.title}</h3>
        {card.reference !== null && (
          <p class="card-reference">
            <span class={card.kind === 'receipt' ? '' : 'unseen'}>{words.phrases.reference} </span>
            <span class="figures" dir="auto">
              {card.reference}
            </span>
          </p>
        )}
      </header>
      <dl>
        {card.rows.map((row, index) => (
          <div class={classOf(row, card.rows[index - 1])} key={index}>
            <dt dir="auto">{row.label}</dt>
            <RowValue row={row} words={words} />
          </div>
        ))}
      </dl>
      {card.kind === 'receipt' && (
        <footer class="card-foot">
          <button
            type="button"
            class="quiet"
            onClick={() => paper((part) => place.current && part.print(card, place.current))}
          >
            {words.phrases.print}
          </button>
          <button type="button" class="quiet" onClick={() => paper((part) => part.save(card, words.phrases))}>
            {words.phrases.save}
          </button>
        </footer>
      )}
    </section>
  );
}
