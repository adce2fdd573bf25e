import type { ConversationList } from '@hark/wire';
import type { JSX } from 'react';
import type { Asked } from '../api/asked.ts';
import { useShopOf } from '../shell/session.tsx';
import { saidTime } from './times.ts';

/** The address of a conversation's trace. */
export function addressOf(conversation_id: string): string {
  return `/trace?conversation=${encodeURIComponent(conversation_id)}`;
}

function ShopOf({ shop_id }: { shop_id: string }): JSX.Element {
  return <span>{useShopOf(shop_id)}</span>;
}

type ListProps = {
  asked: Asked<ConversationList>;
  chosen: string | null;
  choose(conversation_id: string): void;
};

/** The latest conversations, newest first. */
export function Conversations({ asked, chosen, choose }: ListProps): JSX.Element {
  // What happened last stands first, by the time that is shown.
  const list = (asked.value?.conversations ?? []).toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <nav className="list" aria-label="Latest conversations">
      <div className="list-head">
        <h2>Latest conversations</h2>
        <button type="button" className="quiet" onClick={asked.again} disabled={asked.busy}>
          Refresh
        </button>
      </div>
      {asked.fault && (
        <p className="fault" role="alert">
          {asked.fault.says}
        </p>
      )}
      {asked.value === null && asked.busy && <p className="note">Reading the list</p>}
      {asked.value !== null && list.length === 0 && (
        <p className="note">
          Here will be every conversation of the shop. <a href="/chat">Open the chat</a> and write the first
          message.
        </p>
      )}
      <ul>
        {list.map(({ conversation_id, shop_id, at, status, topic }) => (
          <li key={conversation_id}>
            <a
              href={addressOf(conversation_id)}
              aria-current={conversation_id === chosen ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                choose(conversation_id);
              }}
            >
              <span className="list-topic">{topic?.replaceAll('_', ' ') ?? 'no open wish'}</span>
              <span className="list-facts">
                <time dateTime={at} title={at}>
                  {saidTime(at)}
                </time>
                <span className={status === 'resolved' ? 'mark good' : 'mark'}>{status}</span>
                <ShopOf shop_id={shop_id} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
