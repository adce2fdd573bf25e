import type { Event, State } from '@hark/core';
import type { Store } from '../conversations/store.ts';
import type { Bus, News } from './bus.ts';

/** Where a follower hears of commits and reads what it missed. */
export type FollowSource = { bus: Bus; store: Store };

/** A reader of one conversation from `after` on. */
export type Follower = {
  conversation_id: string;
  after: number;
  /** Events in order, without gap or double, and the state they lead to. */
  next: (events: Event[], state: State) => Promise<void> | void;
  failed: (error: unknown) => void;
};

/** A running follow. */
export type Following = {
  /** Reads the log for commits of which no news came (another process made them). */
  look(): void;
  /** Hears nothing more; resolves when what was heard before has been handed on. */
  stop(): Promise<void>;
};

/** Follows a conversation: what the log holds already, then what is committed, each event once and in order. */
export function follow(source: FollowSource, follower: Follower): Following {
  const { conversation_id } = follower;
  let last = follower.after;
  let stopped = false;
  let tail: Promise<void> = Promise.resolve();

  const hand = async (events: Event[], state: State): Promise<void> => {
    if (stopped || events.length === 0) return;
    last = events.at(-1)?.seq ?? last;
    await follower.next(events, state);
  };
  const readLog = async (): Promise<void> => {
    if (stopped) return;
    const loaded = await source.store.load(conversation_id);
    if (!loaded || loaded.state.seq <= last) return;
    const events = await source.store.events(conversation_id, last);
    // The log may have grown between the two reads: what is newer than the state comes with its own news.
    await hand(
      events.filter((event) => event.seq <= loaded.state.seq),
      loaded.state,
    );
  };
  const hear = async (news: News): Promise<void> => {
    const fresh = news.events.filter((event) => event.seq > last);
    if (fresh.length === 0) return;
    if (fresh[0]?.seq === last + 1) await hand(fresh, news.state);
    else await readLog();
  };
  const inOrder = (work: () => Promise<void>): void => {
    tail = tail.then(work).catch((error: unknown) => {
      if (!stopped) follower.failed(error);
    });
  };

  // Listening begins before reading, so that nothing is committed unheard in between.
  const deaf = source.bus.listen(conversation_id, (news) => inOrder(() => hear(news)));
  inOrder(readLog);
  return {
    look: () => inOrder(readLog),
    async stop() {
      deaf();
      await tail;
      stopped = true;
    },
  };
}
