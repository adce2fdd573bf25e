import './desk.css';
import { DESK_LISTS, type DeskListName } from '@hark/wire';
import { type JSX, useEffect, useRef, useState } from 'react';
import { goTo, useParameter } from '../shell/address.ts';
import { useSession } from '../shell/session.tsx';
import { Conversation } from './conversation.tsx';
import { Shortcuts } from './dialogs.tsx';
import { useKeys } from './keys.ts';
import { DeskList } from './list.tsx';
import { TakenFrom } from './taken.tsx';
import { useList } from './use-list.ts';
import { useNow } from './use-now.ts';
import { inWordsOf, useUndo } from './use-undo.ts';

function listOf(name: string | null): DeskListName {
  return DESK_LISTS.find((one) => one === name) ?? 'unassigned';
}

/** The desk: lists, the conversation that is open, and what is known beside it. */
export function DeskPage(): JSX.Element {
  const list = listOf(useParameter('list'));
  const query = useParameter('q') ?? '';
  const chosen = useParameter('conversation');
  const { again } = useSession();
  const here = useList(list, query);
  const now = useNow();
  const [cursor, setCursor] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const undo = useUndo(setTold);
  const search = useRef<HTMLInputElement>(null);
  const rows = here.page?.rows ?? [];

  useEffect(() => {
    if (here.refused) again();
  }, [here.refused, again]);

  const go = (to: { list?: DeskListName; query?: string; conversation?: string | null }): void => {
    const next = new URLSearchParams({ list: to.list ?? list });
    const asked = to.query ?? query;
    if (asked !== '') next.set('q', asked);
    const id = to.conversation === undefined ? chosen : to.conversation;
    if (id !== null) next.set('conversation', id);
    goTo(`/desk?${next}`, { replace: to.conversation === undefined });
  };
  const open = (conversation_id: string): void => {
    setCursor(conversation_id);
    go({ conversation: conversation_id });
  };
  const step = (by: number): void => {
    const at = rows.findIndex((row) => row.conversation_id === (cursor ?? chosen));
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setCursor(next.conversation_id);
  };

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => cursor !== null && open(cursor),
    '/': () => search.current?.focus(),
    '?': () => setHelp(true),
    z: () => undo.undo(),
    Escape: () => go({ conversation: null }),
    ...Object.fromEntries(
      DESK_LISTS.map((name, at) => [String(at + 1), () => go({ list: name, query: '' })]),
    ),
  });

  const { waiting } = undo;
  return (
    <div className={chosen === null ? 'desk' : 'desk has-chosen'}>
      <h1 className="out-of-sight">Desk</h1>
      <DeskList
        list={list}
        query={query}
        here={here}
        cursor={cursor}
        chosen={chosen}
        pending={waiting ? { [waiting.conversation_id]: `${inWordsOf(waiting)}…` } : {}}
        search={search}
        now={now}
        go={go}
        open={open}
      />
      {chosen === null ? (
        <div className="desk-thread desk-nothing">
          <p>Choose a conversation: j and k go through the list, Enter opens.</p>
          <button type="button" className="plain" onClick={() => setHelp(true)}>
            All shortcuts (?)
          </button>
        </div>
      ) : (
        <Conversation
          key={chosen}
          id={chosen}
          now={now}
          leaving={waiting?.conversation_id === chosen ? waiting.way : null}
          later={(leaving) => undo.begin(chosen, leaving)}
          back={() => go({ conversation: null })}
        />
      )}
      <div className="desk-toasts">
        <TakenFrom told={here.page?.told ?? []} chosen={chosen} open={open} again={here.again} />
        {waiting && (
          <div className="desk-toast" role="status">
            {inWordsOf(waiting)}…
            <button type="button" className="plain" title="Undo (z)" onClick={() => undo.undo()}>
              Undo
            </button>
          </div>
        )}
        {told !== null && (
          <div className="desk-toast late" role="alert">
            {told}
            <button type="button" className="plain" onClick={() => setTold(null)}>
              Close
            </button>
          </div>
        )}
      </div>
      {help && <Shortcuts close={() => setHelp(false)} />}
    </div>
  );
}
