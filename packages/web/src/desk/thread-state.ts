import type { AttachedFile, DeskItem, DeskNews, DeskStanding } from '@hark/wire';

/** Something that was written here and has not been seen in the thread yet. */
export type Pending = {
  client_id: string;
  kind: 'reply' | 'note';
  text: string;
  files: AttachedFile[];
  at: string;
  /** What had been seen when it was written. */
  seq_seen: number;
  /** `kept`: the server has it; `failed`: it was not reached, and the same can be sent again; `refused`: it said no. */
  state: 'sending' | 'kept' | 'failed' | 'refused';
  says: string | null;
};

/** A thread as a page knows it: what the server told, each thing once and in order, and what is on its way. */
export type ThreadState = {
  items: DeskItem[];
  standing: DeskStanding;
  pending: Pending[];
  /** Everything up to here was heard; a stream resumes after it. */
  heard: number;
};

/** A thread that was just read. */
export function begin({ items, standing }: DeskNews, pending: Pending[] = []): ThreadState {
  return hear({ items: [], standing, pending, heard: 0 }, { items, standing });
}

/** News may come twice, late or out of order: each thing stands once, and an older standing does not replace a newer one. */
export function hear(thread: ThreadState, news: DeskNews): ThreadState {
  const known = new Map(thread.items.map((item) => [item.seq, item]));
  for (const item of news.items) known.set(item.seq, item);
  const items = [...known.values()].sort((a, b) => a.seq - b.seq);
  const seen = new Set(news.items.flatMap((item) => (item.mine && item.client_id ? [item.client_id] : [])));
  const newer = news.standing.seq >= thread.standing.seq;
  return {
    items,
    standing: newer ? news.standing : thread.standing,
    pending: thread.pending.filter(({ client_id }) => !seen.has(client_id)),
    heard: Math.max(thread.heard, news.standing.seq),
  };
}

/** Something was written: it shows at once, as not yet sent. */
export function put(thread: ThreadState, pending: Pending): ThreadState {
  return { ...thread, pending: [...thread.pending, pending] };
}

/** How what is on its way fares. */
export function mark(
  thread: ThreadState,
  client_id: string,
  change: Pick<Pending, 'state' | 'says'>,
): ThreadState {
  const pending = thread.pending.map((one) => (one.client_id === client_id ? { ...one, ...change } : one));
  return { ...thread, pending };
}

/** It is taken back into the composer, or given up. */
export function drop(thread: ThreadState, client_id: string): ThreadState {
  return { ...thread, pending: thread.pending.filter((one) => one.client_id !== client_id) };
}
