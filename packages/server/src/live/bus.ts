import type { Event, State } from '@hark/core';

/** What is told of a conversation after a commit. */
export type News = { events: Event[]; state: State };

/** Tells the readers in this process of commits in this process; a reader fills gaps from the log. */
export type Bus = {
  tell(conversation_id: string, news: News): void;
  /** Returns how to stop listening. */
  listen(conversation_id: string, hear: (news: News) => void): () => void;
  listeners(conversation_id: string): number;
  /** Somebody is writing just now: told to who is there, stored nowhere, and not more often than the eye needs. */
  typing(conversation_id: string, from: Side): void;
  /** Returns how to stop listening. */
  overhear(conversation_id: string, hear: (from: Side) => void): () => void;
};

/** Whose side of a conversation writes. */
export type Side = 'buyer' | 'person';

const TYPING_EVERY_MS = 1_500;

/** A bus within one process. */
export function makeBus(): Bus {
  const ears = new Map<string, Set<(news: News) => void>>();
  const watchers = new Map<string, Set<(from: Side) => void>>();
  const told = new Map<string, number>();
  return {
    typing(conversation_id, from) {
      const watching = watchers.get(conversation_id);
      const key = `${from} ${conversation_id}`;
      if (!watching || Date.now() - (told.get(key) ?? 0) < TYPING_EVERY_MS) return;
      told.set(key, Date.now());
      for (const hear of watching) hear(from);
    },
    overhear(conversation_id, hear) {
      const here = watchers.get(conversation_id) ?? new Set();
      here.add(hear);
      watchers.set(conversation_id, here);
      return () => {
        here.delete(hear);
        if (here.size > 0 || watchers.get(conversation_id) !== here) return;
        watchers.delete(conversation_id);
        for (const from of ['buyer', 'person']) told.delete(`${from} ${conversation_id}`);
      };
    },
    tell(conversation_id, news) {
      for (const hear of ears.get(conversation_id) ?? []) hear(news);
    },
    listen(conversation_id, hear) {
      const here = ears.get(conversation_id) ?? new Set();
      here.add(hear);
      ears.set(conversation_id, here);
      return () => {
        here.delete(hear);
        if (here.size === 0 && ears.get(conversation_id) === here) ears.delete(conversation_id);
      };
    },
    listeners: (conversation_id) => ears.get(conversation_id)?.size ?? 0,
  };
}
