import type { Message } from '@hark/wire';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chat, View } from '../chat.ts';
import { aliveButtons } from '../thread.ts';
import { dayKey, saidDay } from '../times.ts';
import { Entry, PendingEntry } from './entry.tsx';
import type { Words } from './words.ts';

/** Messages of one speaker within this time share a head. */
const TOGETHER_MS = 5 * 60_000;
/** This near to the end counts as being at the end. */
const NEAR_END_PX = 80;

function isLed(
  before: Pick<Message, 'from' | 'name' | 'at'> | undefined,
  message: Pick<Message, 'from' | 'name' | 'at'>,
): boolean {
  return (
    before !== undefined &&
    before.from === message.from &&
    before.name === message.name &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS
  );
}

type Scroll = { place: { current: HTMLDivElement | null }; away: boolean; toEnd(): void; onScroll(): void };

/** Keeps the end in sight while the reader is there, and leaves the page alone while the reader looks back. */
function useScroll(length: number, last: string): Scroll {
  const place = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  /** How high all and the part in sight were when last looked at. What changed since says nothing of where the reader is. */
  const seen = useRef({ whole: 0, sight: 0, alone: true });
  const alone = useRef(true);
  alone.current = length < 2;

  // By the place itself: the event that tells of a scroll comes only with the next frame, and a message may come before.
  function isAtEnd(box: HTMLDivElement): boolean {
    const whole = Math.min(seen.current.whole, box.scrollHeight);
    const sight = Math.max(seen.current.sight, box.clientHeight);
    return seen.current.alone || whole - box.scrollTop - sight < NEAR_END_PX;
  }
  function look(box: HTMLDivElement): void {
    seen.current = { whole: box.scrollHeight, sight: box.clientHeight, alone: alone.current };
  }
  function toEnd(): void {
    const box = place.current;
    if (!box) return;
    // The first words are read from their beginning.
    box.scrollTo({ top: alone.current ? 0 : box.scrollHeight });
    look(box);
    setAway(false);
  }
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return;
    if (isAtEnd(box)) return toEnd();
    look(box);
    setAway(true);
  }, [length, last]);

  // A keyboard that comes up on a telephone, or a turned one, must not push the end out of sight.
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd(box)) toEnd();
      else look(box);
    });
    observer.observe(box);
    // What is said may also grow where it stands: a word that something was not sent.
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, []);

  function onScroll(): void {
    const box = place.current;
    // A box that has another height since is looked at by its observer, which comes after this event in the same frame.
    if (!box || box.clientHeight !== seen.current.sight) return;
    look(box);
    if (isAtEnd(box)) setAway(false);
  }

  return { place, away, toEnd, onScroll };
}

/** What the log is given. */
export type LogProps = {
  chat: Chat;
  view: View;
  words: Words;
  /** After a button was pressed by key, the focus must not fall into nothing. */
  focusComposer(): void;
  edit(text: string): void;
};

/** All that was said, in order, with days between. */
export function Log({ chat, view, words, focusComposer, edit }: LogProps): JSX.Element {
  const { messages, pending } = view.thread;
  const alive = aliveButtons(view.thread);
  const scroll = useScroll(
    messages.length + pending.length,
    pending.at(-1)?.client_id ?? String(messages.at(-1)?.seq),
  );

  const entries: JSX.Element[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const newDay = !before || dayKey(before.at, words.clock) !== dayKey(message.at, words.clock);
    if (newDay) {
      entries.push(
        <h2 class="day" key={`day-${message.seq}`}>
          {saidDay(message.at, words.now, words.clock)}
        </h2>,
      );
    }
    entries.push(
      <Entry
        key={message.client_id ?? message.seq}
        message={message}
        alive={alive === message.seq}
        led={!newDay && isLed(before, message)}
        base={chat.base}
        door={chat.door}
        words={words}
        press={(option, byKey) => {
          chat.say(option.label, option.id);
          if (byKey) focusComposer();
        }}
      />,
    );
    before = message;
  }
  for (const each of pending) {
    const like = { from: 'buyer', name: null, at: each.at } as const;
    entries.push(
      <PendingEntry
        key={each.client_id}
        pending={each}
        door={chat.door}
        led={isLed(pending[pending.indexOf(each) - 1] ? like : before, like)}
        words={words}
        retry={() => chat.retry()}
        takeBack={() => edit(chat.takeBack(each.client_id))}
      />,
    );
  }

  return (
    <div class="log-frame">
      <div
        class="log"
        ref={scroll.place}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key
        tabIndex={0}
        role="log"
        aria-label={words.phrases.log}
        aria-live={view.phase === 'ready' ? 'polite' : 'off'}
      >
        <div class="log-inner">{entries}</div>
      </div>
      {scroll.away && (
        <button type="button" class="to-end" onClick={scroll.toEnd}>
          {words.phrases.more_below} <span aria-hidden="true">↓</span>
        </button>
      )}
    </div>
  );
}
