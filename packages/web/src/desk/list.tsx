import {
  DESK_LISTS,
  type DeskCounts,
  type DeskListName,
  type DeskPage,
  type DeskRow,
  type FoundPiece,
} from '@hark/wire';
import { type JSX, type RefObject, useEffect, useRef } from 'react';
import { useShopOf } from '../shell/session.tsx';
import { clockOf, saidWhen } from './clock.ts';
import { MOST_ROWS } from './desk-api.ts';
import { Skeleton } from './skeleton.tsx';
import type { ListHere } from './use-list.ts';

const NAMES: { [list in DeskListName]: string } = {
  mine: 'Mine',
  unassigned: 'Unassigned',
  due: 'Due',
  waiting: 'Waiting',
  resolved: 'Resolved',
  assistant: 'Assistant',
};

const EMPTY: { [list in DeskListName]: string } = {
  mine: 'You hold no conversation. Take one from the unassigned (t), or answer one: that takes it too.',
  unassigned: 'Nobody waits for a person. Whoever asks for one stands here, the most urgent first.',
  due: 'Nothing is due within the hour and no promise is broken.',
  waiting: 'No conversation waits for the buyer’s answer or for the other side.',
  resolved: 'Nothing that people had is resolved yet.',
  assistant: 'The assistant has no open conversation.',
};

function saidCount({ rows, more }: DeskPage, query: string): string {
  const count = `${rows.length}${more ? ' or more' : ''}`;
  return query === '' ? `${count} conversations` : `${count} found`;
}

type Props = {
  list: DeskListName;
  query: string;
  here: ListHere;
  /** The row that the keys stand on. */
  cursor: string | null;
  chosen: string | null;
  /** What is about to happen to conversations, by id. */
  pending: { [conversation_id: string]: string };
  search: RefObject<HTMLInputElement | null>;
  now: number;
  go(to: { list?: DeskListName; query?: string }): void;
  open(conversation_id: string): void;
};

/** The lists, the search, and the rows of the one that is open. */
export function DeskList(props: Props): JSX.Element {
  const { list, query, here, search, go } = props;
  return (
    <section className="desk-list" aria-label="Conversations">
      <div className="desk-search">
        <input
          ref={search}
          type="search"
          aria-label="Search conversations"
          title="Search (/)"
          placeholder="Search words, names, orders"
          value={query}
          onChange={(event) => go({ query: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            if (query !== '') go({ query: '' });
            event.currentTarget.blur();
          }}
        />
      </div>
      <nav className="desk-lists" aria-label="Lists">
        {DESK_LISTS.map((name, at) => (
          <button
            key={name}
            type="button"
            title={`${NAMES[name]} (${at + 1})`}
            aria-current={query === '' && name === list ? 'true' : undefined}
            onClick={() => go({ list: name, query: '' })}
          >
            {NAMES[name]}
            <Count counts={here.page?.counts} list={name} />
          </button>
        ))}
      </nav>
      <Rows {...props} />
    </section>
  );
}

function Count({ counts, list }: { counts: DeskCounts | undefined; list: DeskListName }): JSX.Element | null {
  if (!counts || list === 'resolved' || list === 'assistant') return null;
  const count = counts[list];
  return <span className={list === 'due' && count > 0 ? 'count late' : 'count'}>{count}</span>;
}

function Rows(props: Props): JSX.Element {
  const { list, query, here, cursor } = props;
  const { page, says } = here;
  return (
    <div className="desk-rows" aria-busy={page === null}>
      {!here.live && says === null && (
        <p className="desk-quiet">Offline: what you see may be old. It comes back by itself.</p>
      )}
      {says !== null && (
        <p className="desk-quiet late" role="alert">
          {says}{' '}
          <button type="button" className="plain" onClick={here.again}>
            Try again
          </button>
        </p>
      )}
      {page === null && says === null && <Skeleton rows={8} />}
      {query !== '' && page !== null && page.rows.length > 0 && (
        <p className="desk-quiet">{saidCount(page, query)}, the latest first</p>
      )}
      {page?.rows.length === 0 && (
        <p className="desk-empty">
          {query === ''
            ? EMPTY[list]
            : `Nothing is found for “${query}”. What was said and noted, names, e-mail addresses, order numbers and products are searched, by the beginnings of words; each word must be found.`}
        </p>
      )}
      <ul>
        {page?.rows.map((row) => (
          <Row key={row.conversation_id} row={row} {...props} at_cursor={cursor === row.conversation_id} />
        ))}
      </ul>
      {page?.more &&
        (page.rows.length < MOST_ROWS ? (
          <button type="button" className="plain desk-more" onClick={here.more}>
            Show more
          </button>
        ) : (
          <p className="desk-quiet">
            {query === '' ? 'There are more: search for what you need.' : 'More is found: add a word.'}
          </p>
        ))}
      <p className="out-of-sight" aria-live="polite">
        {page === null ? '' : saidCount(page, query)}
      </p>
    </div>
  );
}

function Row({
  row,
  query,
  chosen,
  at_cursor,
  pending,
  now,
  open,
}: Props & { row: DeskRow; at_cursor: boolean }) {
  const line = useRef<HTMLLIElement>(null);
  const clock = clockOf(row, now);
  const shop = useShopOf(row.shop_id);
  useEffect(() => {
    if (at_cursor) line.current?.scrollIntoView({ block: 'nearest' });
  }, [at_cursor]);
  const about = pending[row.conversation_id];
  return (
    <li ref={line} className={at_cursor ? 'at-cursor' : undefined}>
      <button
        type="button"
        className="desk-row"
        aria-current={chosen === row.conversation_id ? 'true' : undefined}
        onClick={() => open(row.conversation_id)}
      >
        <span className="who" dir="auto">
          {row.buyer ?? 'Unknown buyer'}
        </span>
        <span className={`clock ${clock ? `owed ${clock.tone}` : 'calm'}`}>
          {about ?? clock?.says ?? <time dateTime={row.at}>{saidWhen(row.at, now)}</time>}
        </span>
        <span className={row.found ? 'words found' : 'words'} dir="auto">
          {row.found ? <Found pieces={row.found} /> : lastWords(row)}
        </span>
        <span className="where">
          {row.priority > 0 && <b className="note">priority {row.priority} </b>}
          {row.angry && <b className="late">upset </b>}
          {[query === '' ? '' : standsIn(row), whereOf(row), shop].filter(Boolean).join(' · ')}
        </span>
      </button>
    </li>
  );
}

function lastWords({ words }: DeskRow): string {
  if (words === null) return 'No words yet';
  return words === '' ? 'Files, without words' : words;
}

/** The text in which something was found, with what was asked for marked. */
function Found({ pieces }: { pieces: readonly FoundPiece[] }): JSX.Element {
  return (
    <>
      {pieces.map(({ text, marked }, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name of their own and never move
        marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
    </>
  );
}

/** Where a conversation that was found stands. */
function standsIn({ status, side }: DeskRow): string {
  if (status === 'resolved') return 'resolved';
  return side === null ? 'with the assistant' : '';
}

function whereOf(row: DeskRow): string {
  // What stands in the line above is not told twice.
  const title = row.title === null || row.title === row.words ? '' : row.title;
  if (row.status === 'resolved') return title;
  const holder = row.mine ? 'you' : (row.holder ?? (row.side === 'platform' ? 'marketplace' : ''));
  const broken = row.level > 0 ? `${row.level} broken` : '';
  return [holder, broken, title].filter(Boolean).join(' · ');
}
