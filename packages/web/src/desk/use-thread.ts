import { type DeskThread, isDeskNews } from '@hark/wire';
import { useCallback, useEffect, useState } from 'react';
import { doIn, newId, readThread, streamOf } from './desk-api.ts';
import { begin, drop, hear, mark, type Pending, put, type ThreadState } from './thread-state.ts';

/** A conversation as a screen sees it, live. */
export type ThreadHere = {
  head: DeskThread | null;
  thread: ThreadState | null;
  says: string | null;
  live: boolean;
  again(): void;
  write(kind: Pending['kind'], text: string): void;
  retry(pending: Pending): void;
  takeBack(pending: Pending): void;
};

type Change = (to: (thread: ThreadState) => ThreadState) => void;

/** Sends what was written and marks how it fares. */
function useSend(id: string, change: Change) {
  return useCallback(
    async ({ client_id, kind, text, seq_seen }: Pending) => {
      const body = kind === 'note' ? { client_id, text } : { client_id, text, seq_seen };
      const answer = await doIn(id, kind === 'note' ? 'notes' : 'replies', body);
      if (answer.ok) return change((now) => mark(now, client_id, { state: 'kept', says: null }));
      const state = answer.code === null ? 'failed' : 'refused';
      change((now) => mark(now, client_id, { state, says: answer.says }));
    },
    [id, change],
  );
}

/** Reads a conversation and follows it; what is written shows at once and is honest about how it fares. */
export function useThread(id: string): ThreadHere {
  const [head, setHead] = useState<DeskThread | null>(null);
  const [thread, setThread] = useState<ThreadState | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const [live, setLive] = useState(true);
  const [round, setRound] = useState(0);
  const change: Change = useCallback((to) => setThread((now) => now && to(now)), []);

  useEffect(() => {
    let source: EventSource | null = null;
    let current = round >= 0;
    void readThread(id).then((answer) => {
      if (!current) return;
      if (!answer.ok) return setSays(answer.says);
      setSays(null);
      setHead(answer.value);
      setThread((before) => begin(answer.value, before?.pending ?? []));
      source = new EventSource(streamOf(id, answer.value.standing.seq));
      source.onopen = () => setLive(true);
      source.onerror = () => setLive(false);
      source.addEventListener('news', ({ data }) => {
        const news: unknown = JSON.parse(String(data));
        if (isDeskNews(news)) change((now) => hear(now, news));
      });
    });
    return () => {
      current = false;
      source?.close();
    };
  }, [id, round, change]);

  const send = useSend(id, change);
  const write = useCallback(
    (kind: Pending['kind'], text: string) => {
      if (thread === null) return;
      const at = new Date().toISOString();
      const seq_seen = thread.heard;
      const pending: Pending = { client_id: newId(), kind, text, at, seq_seen, state: 'sending', says: null };
      change((now) => put(now, pending));
      void send(pending);
    },
    [thread, change, send],
  );

  return {
    head,
    thread,
    says,
    live,
    again: () => setRound((count) => count + 1),
    write,
    retry: (pending) => {
      change((now) => mark(now, pending.client_id, { state: 'sending', says: null }));
      void send(pending);
    },
    takeBack: (pending) => change((now) => drop(now, pending.client_id)),
  };
}
