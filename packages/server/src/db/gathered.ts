type Batch<Found> = { keys: Set<string>; found: Promise<ReadonlyMap<string, Found>> };

/**
 * Looks up by key, many in one query: while one query runs, what is asked for gathers for the next. Null: nothing has that key. A
 * query that fails fails all who wait for it.
 */
export function gathered<Found>(
  look: (keys: string[]) => Promise<ReadonlyMap<string, Found>>,
  most: number,
): (key: string) => Promise<Found | null> {
  let gathering: Batch<Found> | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const begin = (): Batch<Found> => {
    const keys = new Set<string>();
    const found = before.then(() => {
      if (gathering === batch) gathering = null;
      return look([...keys]);
    });
    before = found.catch(() => undefined);
    const batch = { keys, found };
    return batch;
  };
  return async (key) => {
    if (gathering === null || gathering.keys.size >= most) gathering = begin();
    const batch = gathering;
    batch.keys.add(key);
    return (await batch.found).get(key) ?? null;
  };
}
