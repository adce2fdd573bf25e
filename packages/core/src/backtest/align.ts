import type { Event } from '../conversation/event.ts';

/** How an event of the record stands to one of another run. */
export type RowKind = 'same' | 'differs' | 'only_before' | 'only_now';

/** One line of two logs side by side; `before` is null where `only_now`, and the other way round. */
export type Row = { kind: RowKind; before: Event | null; now: Event | null };

/** What tells two events apart: equal texts are the same event. */
export type KeyOf = { before: (event: Event) => string; now: (event: Event) => string };

/**
 * Two lists of events side by side: the longest common run of those that are the same stays together, and of what lies between
 * them those of one type, in order, are told as one that differs. Each event of both is in exactly one row, in its order.
 */
export function align(before: readonly Event[], now: readonly Event[], keyOf: KeyOf): Row[] {
  const left = before.map(keyOf.before);
  const right = now.map(keyOf.now);
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of common(left, right)) {
    rows.push(...between(before.slice(i, a), now.slice(j, b)));
    rows.push({ kind: 'same', before: before[a] ?? null, now: now[b] ?? null });
    [i, j] = [a + 1, b + 1];
  }
  return [...rows, ...between(before.slice(i), now.slice(j))];
}

/** Index pairs of the longest common subsequence. */
function common(left: readonly string[], right: readonly string[]): [number, number][] {
  const width = right.length + 1;
  const lengths = new Int32Array((left.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** What lies between two that are the same: one type with the next of that type, and the rest alone. */
function between(before: readonly Event[], now: readonly Event[]): Row[] {
  const types = common(
    before.map(({ type }) => type),
    now.map(({ type }) => type),
  );
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  const alone = (a: number, b: number): void => {
    for (; i < a; i++) rows.push({ kind: 'only_before', before: before[i] ?? null, now: null });
    for (; j < b; j++) rows.push({ kind: 'only_now', before: null, now: now[j] ?? null });
  };
  for (const [a, b] of types) {
    alone(a, b);
    rows.push({ kind: 'differs', before: before[i++] ?? null, now: now[j++] ?? null });
  }
  alone(before.length, now.length);
  return rows;
}
