import { type JSX, useCallback, useEffect, useState } from 'react';
import { useAsked } from './asked.ts';
import { addressOf, Conversations } from './conversation-list.tsx';
import { readConversations, readTrace } from './desk-api.ts';
import { Timeline } from './timeline.tsx';
import { TokenGate } from './token-gate.tsx';

function chosenInAddress(): string | null {
  return new URLSearchParams(location.search).get('conversation');
}

function useChosen(): [string | null, (conversation_id: string | null) => void] {
  const [chosen, setChosen] = useState(chosenInAddress);
  useEffect(() => {
    const follow = (): void => setChosen(chosenInAddress());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const choose = (conversation_id: string | null): void => {
    history.pushState(null, '', conversation_id === null ? location.pathname : addressOf(conversation_id));
    setChosen(conversation_id);
  };
  return [chosen, choose];
}

function OneConversation({
  token,
  chosen,
  back,
}: {
  token: string;
  chosen: string;
  back(): void;
}): JSX.Element {
  const trace = useAsked(useCallback(() => readTrace(token, chosen), [token, chosen]));
  return (
    <div className="thread">
      <button type="button" className="quiet back" onClick={back}>
        All conversations
      </button>
      <Timeline asked={trace} conversation_id={chosen} />
    </div>
  );
}

function Desk({
  token,
  refuse,
  leave,
}: {
  token: string;
  refuse(says: string): void;
  leave(): void;
}): JSX.Element {
  const [chosen, choose] = useChosen();
  const list = useAsked(useCallback(() => readConversations(token), [token]));
  const { fault } = list;

  useEffect(() => {
    if (fault?.refused) refuse(fault.says);
  }, [fault, refuse]);

  return (
    <div className="desk">
      <header className="top">
        <h1>Trace</h1>
        <button type="button" className="quiet" onClick={leave}>
          Forget the token
        </button>
      </header>
      <main className={chosen === null ? 'rooms' : 'rooms has-chosen'}>
        <Conversations asked={list} chosen={chosen} choose={choose} />
        {chosen === null ? (
          <div className="thread">
            <p className="note">Choose a conversation to see what happened in it and why.</p>
          </div>
        ) : (
          <OneConversation key={chosen} token={token} chosen={chosen} back={() => choose(null)} />
        )}
      </main>
    </div>
  );
}

/** What the page is given: where the token is kept. */
export type TokenShelf = { load(): string | null; save(token: string): void; clear(): void };

/** The whole trace page. */
export function Page({ shelf }: { shelf: TokenShelf }): JSX.Element {
  const [token, setToken] = useState(() => shelf.load());
  const [says, setSays] = useState<string | null>(null);
  const leave = useCallback(
    (because: string | null) => {
      shelf.clear();
      setToken(null);
      setSays(because);
    },
    [shelf],
  );
  if (token === null) {
    return (
      <main>
        <TokenGate
          says={says}
          enter={(entered) => {
            shelf.save(entered);
            setToken(entered);
          }}
        />
      </main>
    );
  }
  return <Desk token={token} refuse={leave} leave={() => leave(null)} />;
}
