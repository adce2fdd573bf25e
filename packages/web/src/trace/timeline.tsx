import type { Trace } from '@hark/wire';
import { type JSX, useEffect, useMemo, useState } from 'react';
import type { Asked } from '../api/asked.ts';
import { Link } from '../shell/link.tsx';
import { AT_DESK } from '../shell/roles.ts';
import { usePerson } from '../shell/session.tsx';
import { EntryRow } from './entry.tsx';
import { saidTime, saidWait } from './times.ts';
import { FILTERS, type Filter, groupByTurn, isShown, type Turn } from './turns.ts';
import { EntriesContext } from './why.tsx';
import { titleOf } from './wording.ts';

const FILTER_WORDS: { [F in Filter]: string } = {
  messages: 'Messages',
  decisions: 'Decisions',
  everything: 'Everything',
};

/** The event that the address points to, kept up to date. */
function useMarked(): number | null {
  const read = (): number | null => (/^#\d+$/.test(location.hash) ? Number(location.hash.slice(1)) : null);
  const [marked, setMarked] = useState(read);
  useEffect(() => {
    const follow = (): void => setMarked(read());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  });
  return marked;
}

function FilterChoice({ filter, choose }: { filter: Filter; choose(filter: Filter): void }): JSX.Element {
  return (
    <fieldset className="filter">
      <legend>Show</legend>
      {FILTERS.map((each) => (
        <label key={each}>
          <input type="radio" name="filter" checked={each === filter} onChange={() => choose(each)} />
          <span>{FILTER_WORDS[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function TurnView({
  turn,
  filter,
  marked,
}: {
  turn: Turn;
  filter: Filter;
  marked: number | null;
}): JSX.Element | null {
  const shown = [turn.cause, ...turn.entries].filter(
    (entry) => entry.seq === marked || isShown(entry, filter),
  );
  if (shown.length === 0) return null;
  return (
    <section className="turn" aria-label={`Turn of event ${turn.cause.seq}: ${titleOf(turn.cause)}`}>
      {turn.waited_ms !== null && <p className="waited">{saidWait(turn.waited_ms)} later</p>}
      {shown.map((entry) => (
        <EntryRow key={entry.seq} entry={entry} marked={entry.seq === marked} />
      ))}
    </section>
  );
}

function Facts({ trace }: { trace: Trace }): JSX.Element {
  const first = trace.entries[0];
  const last = trace.entries.at(-1);
  const messages = trace.entries.filter((entry) => entry.type === 'message_received').length;
  const took = first && last ? Date.parse(last.recorded_at) - Date.parse(first.recorded_at) : 0;
  return (
    <dl className="facts">
      <div>
        <dt>Playbook</dt>
        <dd>
          {trace.playbook.id}{' '}
          <span className="version" title={`version ${trace.playbook.version}`}>
            {trace.playbook.version.slice(0, 8)}
          </span>
        </dd>
      </div>
      {first && (
        <div>
          <dt>Began</dt>
          <dd>
            <time dateTime={first.recorded_at} title={first.recorded_at}>
              {saidTime(first.recorded_at)}
            </time>
          </dd>
        </div>
      )}
      <div>
        <dt>Took</dt>
        <dd>{saidWait(took)}</dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>
          {trace.entries.length}, of these {messages} {messages === 1 ? 'message' : 'messages'} of the buyer
        </dd>
      </div>
    </dl>
  );
}

/** One conversation, turn by turn. */
export function Timeline({
  asked,
  conversation_id,
}: {
  asked: Asked<Trace>;
  conversation_id: string;
}): JSX.Element {
  const { role } = usePerson();
  const [filter, choose] = useState<Filter>('everything');
  const marked = useMarked();
  const trace = asked.value;
  const turns = useMemo(() => groupByTurn(trace?.entries ?? []), [trace]);
  const ready = trace !== null;

  useEffect(() => {
    if (!ready || marked === null) return;
    const place = document.getElementById(String(marked));
    place?.scrollIntoView({ block: 'center' });
    place?.focus({ preventScroll: true });
  }, [ready, marked]);

  return (
    <section className="timeline" aria-labelledby="conversation">
      <div className="timeline-head">
        <h2 id="conversation">
          Conversation <span className="id">{conversation_id}</span>
        </h2>
        {AT_DESK.includes(role) && (
          <Link to={`/desk?conversation=${encodeURIComponent(conversation_id)}`}>Open at the desk</Link>
        )}
        <button type="button" className="quiet" onClick={asked.again} disabled={asked.busy}>
          Refresh
        </button>
      </div>
      {asked.fault && (
        <p className="fault" role="alert">
          {asked.fault.says}
        </p>
      )}
      {trace === null && asked.busy && <p className="note">Reading the conversation</p>}
      {trace && (
        <>
          <Facts trace={trace} />
          <FilterChoice filter={filter} choose={choose} />
          <EntriesContext value={trace.entries}>
            {turns.map((turn) => (
              <TurnView key={turn.cause.seq} turn={turn} filter={filter} marked={marked} />
            ))}
          </EntriesContext>
        </>
      )}
    </section>
  );
}
