import type { Store } from '../conversations/store.ts';
import type { Around } from './around.ts';

/** The same store, with what a turn reads and commits looked at. */
export function watchedStore(store: Store, around: Around): Store {
  return {
    ...store,
    load: (conversation_id) =>
      around({ name: 'turn.load', about: { conversation_id } }, () => store.load(conversation_id)),
    commit: (commit) =>
      around(
        {
          name: 'turn.commit',
          about: { conversation_id: commit.conversation_id, events: commit.events.length },
        },
        async (note) => {
          const result = await store.commit(commit);
          note({ result: result.kind });
          return result;
        },
      ),
  };
}
