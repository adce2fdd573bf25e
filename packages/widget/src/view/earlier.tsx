import type { BuyerConversations } from '@hark/wire';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import { exactInstant, saidDay, timeOfDay } from '../times.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';

type Found = BuyerConversations['conversations'] | 'loading' | 'failed';

function useEarlier(chat: Chat): { found: Found; again(): void } {
  const [found, set] = useState<Found>('loading');
  const load = (): void => {
    set('loading');
    chat.earlier().then(set, () => set('failed'));
  };
  useEffect(load, [chat]);
  return { found, again: load };
}

type EarlierProps = { chat: Chat; current: string | null; words: Words; back(): void };

/** The buyer's earlier conversations, newest first; choosing one goes on with it. */
export function Earlier({ chat, current, words, back }: EarlierProps): JSX.Element {
  const { phrases, clock, now } = words;
  const { found, again } = useEarlier(chat);
  const way = useRef<HTMLButtonElement>(null);
  useEffect(() => way.current?.focus(), []);
  return (
    <section class="log-frame earlier" aria-label={phrases.earlier} aria-busy={found === 'loading'}>
      <button type="button" class="quiet way-back" ref={way} onClick={back}>
        <Icon name="back" />
        {phrases.back}
      </button>
      {found === 'failed' && (
        <div class="fault" role="alert">
          <p>{phrases.earlier_failed}</p>
          <button type="button" class="option primary" onClick={again}>
            {phrases.failed_next}
          </button>
        </div>
      )}
      {Array.isArray(found) && found.length === 0 && <p class="nothing">{phrases.earlier_none}</p>}
      {Array.isArray(found) && found.length > 0 && (
        <ul class="earlier-list">
          {found.map(({ conversation_id, at, status, title }) => (
            <li key={conversation_id}>
              <button
                type="button"
                class="earlier-one"
                aria-current={conversation_id === current ? 'true' : undefined}
                onClick={() => {
                  chat.goBackTo(conversation_id);
                  back();
                }}
              >
                <span class="earlier-title" dir="auto">
                  {title ?? phrases.untitled}
                </span>{' '}
                <span class="option-detail" title={exactInstant(at, clock)}>
                  {saidDay(at, now, clock)}, {timeOfDay(at, clock)},{' '}
                  {conversation_id === current
                    ? phrases.earlier_now
                    : status === 'resolved'
                      ? phrases.earlier_finished
                      : phrases.earlier_open}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
