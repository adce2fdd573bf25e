import { defineConfig } from 'vitest/config';

// Two cores have to do, and they may be busy: what a test waits for is a state, never a short time.
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

// vitest prints failures with Map.groupBy, which Node 20 has not: without it a failing run would not say what failed.
if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', {
    value: <T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> => {
      const groups = new Map<K, T[]>();
      for (const item of items) {
        const key = keyOf(item);
        groups.set(key, [...(groups.get(key) ?? []), item]);
      }
      return groups;
    },
  });
}

// The files of a worker share what they load: loading the server anew for each takes a fifth of the time.
const shared = { ...patience, isolate: false };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'pure',
          include: [
            'packages/{core,wire,web,widget}/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          ...shared,
          name: 'server',
          include: ['packages/{server,cli}/src/**/*.test.ts', 'tests/**/*.test.ts'],
          // One database server for the run; each file gets a database of its own.
          globalSetup: ['packages/server/src/db/test-server.ts'],
        },
      },
    ],
  },
});
