import type { Store } from '@hark/server';

/** The store with books of limits of its own, kept under `mark`: what one task used counts against no other. */
export function ownUsage(store: Store, mark: string): Store {
  const marked = (scope: string): string => `${mark} ${scope}`;
  const plain = (scope: string): string => scope.slice(mark.length + 1);
  const keyed = <T>(of: { [scope: string]: T }, name: (scope: string) => string) =>
    Object.fromEntries(Object.entries(of).map(([scope, value]) => [name(scope), value]));
  return {
    ...store,
    async usage(lookup) {
      const { usage, seen } = await store.usage({ ...lookup, scopes: lookup.scopes.map(marked) });
      return {
        usage: usage.map((one) => ({ ...one, scope: plain(one.scope) })),
        seen: keyed(seen, plain),
      };
    },
    commit: (commit) =>
      store.commit({
        ...commit,
        usage: commit.usage.map((one) => ({
          ...one,
          scopes: one.scopes.map(marked),
          seen: keyed(one.seen, marked),
        })),
      }),
  };
}
