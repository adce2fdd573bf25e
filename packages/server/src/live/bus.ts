import type { Event, State } from '@hark/core';

/** What is told of a conversation after a commit. */
export type News = { events: Event[]; state: State };

/** Tells the readers in this process of commits in this process; a reader fills gaps from the log. */
export type Bus = {
  tell(conversation_id: string, news: News): void;
  /** Returns how to stop listening. */
  listen(conversation_id: string, hear: (news: News) => void): () => void;
  listeners(conversation_id: string): number;
};

/** A bus within one process. */
export function makeBus(): Bus {
  const ears = new Map<string, Set<(news: News) => void>>();
  return {
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
