import type { Loaded } from './store.ts';

/**
 * The states that this process committed last, each good for one turn. One may be older than the log when another process
 * has committed since: then the turn's commit is a lost race.
 */
export type RecentStates = {
  keep(conversation_id: string, loaded: Loaded): void;
  /** The state if it is there; it is not any more afterwards, until the next commit keeps one. */
  take(conversation_id: string): Loaded | null;
};

/** Keeps the last `most` states. */
export function makeRecentStates(most: number): RecentStates {
  const kept = new Map<string, Loaded>();
  return {
    keep(conversation_id, loaded) {
      kept.delete(conversation_id);
      kept.set(conversation_id, loaded);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    take(conversation_id) {
      const found = kept.get(conversation_id) ?? null;
      kept.delete(conversation_id);
      return found;
    },
  };
}
