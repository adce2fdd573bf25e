import './trace.css';
import { type JSX, useCallback, useEffect, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { goTo, useParameter } from '../shell/address.ts';
import { usePerson, useSession } from '../shell/session.tsx';
import { addressOf, Conversations } from './conversation-list.tsx';
import { RerunPanel } from './rerun.tsx';
import { Timeline } from './timeline.tsx';
import { readConversations, readTrace } from './trace-api.ts';

function OneConversation({ chosen, back }: { chosen: string; back(): void }): JSX.Element {
  const trace = useAsked(useCallback(() => readTrace(chosen), [chosen]));
  const [compared, setCompared] = useState(false);
  const { role } = usePerson();
  const may = role === 'strategist' || role === 'admin';
  return (
    <div className="thread">
      <button type="button" className="quiet back" onClick={back}>
        All conversations
      </button>
      {may && trace.value && <RerunPanel conversation_id={chosen} shown={setCompared} />}
      {!compared && <Timeline asked={trace} conversation_id={chosen} />}
    </div>
  );
}

/** The trace: the latest conversations, and the chosen one event by event. */
export function TracePage(): JSX.Element {
  const chosen = useParameter('conversation');
  const { again } = useSession();
  const list = useAsked(useCallback(() => readConversations(), []));
  const ended = list.fault?.refused === true;

  useEffect(() => {
    // The session has ended elsewhere: the shell finds out and asks to sign in.
    if (ended) again();
  }, [ended, again]);

  return (
    <div className="trace">
      <h1 className="hidden">Trace</h1>
      <div className={chosen === null ? 'rooms' : 'rooms has-chosen'}>
        <Conversations asked={list} chosen={chosen} choose={(id) => goTo(addressOf(id))} />
        {chosen === null ? (
          <div className="thread">
            <p className="note">Choose a conversation to see what happened in it and why.</p>
          </div>
        ) : (
          <OneConversation key={chosen} chosen={chosen} back={() => goTo('/trace')} />
        )}
      </div>
    </div>
  );
}
