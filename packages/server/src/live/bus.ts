import type { Event, State } from '@hark/core';

/** What is told of a conversation after a commit. */
export type News = {
  conversation_id: string;
  shop_id: string;
  /** `seq` of the last event that was committed. */
  seq: number;
  /** Whether lists of the desk may show it differently now. */
  at_desk: boolean;
  /** What was committed; null when another process did: then whoever wants it reads the log. */
  turn: { events: Event[]; state: State } | null;
};

/** Whose side of a conversation writes. */
export type Side = 'buyer' | 'person';

/** That somebody is writing just now; `here` when this process was told so by whoever writes, and no other knows yet. */
export type Typing = { conversation_id: string; from: Side; here: boolean };

/** Somebody who listens to all that is told in this process. */
export type Ear = {
  hear(news: News): void;
  typing(typing: Typing): void;
  /** Commits may have gone untold: look into the log. */
  look(): void;
};

/** Tells whoever listens in this process of commits; what it does not tell is found in the log. */
export type Bus = {
  tell(news: News): void;
  /** Somebody is writing just now: told to who is there, stored nowhere, and not more often than the eye needs. */
  typing(typing: Typing): void;
  /** Has everybody look into the log for what was not told. */
  look(): void;
  /** Returns how to stop listening. */
  listen(ear: Ear): () => void;
};

const TYPING_EVERY_MS = 1_500;
/** More than write within that time; forgetting one tells it once too often. */
const WRITING = 10_000;

/** A bus within one process. */
export function makeBus(): Bus {
  const ears = new Set<Ear>();
  const told = new Map<string, number>();
  return {
    tell(news) {
      for (const ear of ears) ear.hear(news);
    },
    typing(typing) {
      const key = `${typing.from} ${typing.conversation_id}`;
      if (Date.now() - (told.get(key) ?? 0) < TYPING_EVERY_MS) return;
      if (told.size >= WRITING) told.clear();
      told.set(key, Date.now());
      for (const ear of ears) ear.typing(typing);
    },
    look() {
      for (const ear of ears) ear.look();
    },
    listen(ear) {
      ears.add(ear);
      return () => void ears.delete(ear);
    },
  };
}
