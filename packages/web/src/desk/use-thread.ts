import { type AttachedFile, type DeskThread, isDeskNews } from '@hark/wire';
import { useCallback, useEffect, useState } from 'react';
import { doIn, newId, readThread, streamOf } from './desk-api.ts';
import { begin, drop, hear, mark, type Pending, put, type ThreadState } from './thread-state.ts';
import { useBuyerWrites } from './use-writes.ts';

/** What somebody wrote; notes carry no files. */
export type Written = { kind: Pending['kind']; text: string; files: AttachedFile[] };

/** A conversation as a screen sees it, live. */
export type ThreadHere = {
  head: DeskThread | null;
  thread: ThreadState | null;
  says: string | null;
  live: boolean;
  /** Whether the buyer is writing. */
  buyer_writes: boolean;
  again(): void;
  write(written: Written): void;
  retry(pending: Pending): void;
  takeBack(pending: Pending): void;
};

type Change = (to: (thread: ThreadState) => ThreadState) => void;

/** Sends what was written and marks how it fares. */
function useSend(id: string, change: Change) {
  return useCallback(
    async ({ client_id, kind, text, files, seq_seen }: Pending) => {
      const attachments = files.map((file) => file.id);
      const body = kind === 'note' ? { client_id, text } : { client_id, text, seq_seen, attachments };
      const answer = await doIn(id, kind === 'note' ? 'notes' : 'replies', body);
      if (answer.ok) return change((now) => mark(now, client_id, { state: 'kept', says: null }));
      const state = answer.code === null ? 'failed' : 'refused';
      change((now) => mark(now, client_id, { state, says: answer.says }));
    },
    [id, change],
  );
}

type Known = { id: string; head: DeskThread | null; speaker: DeskThread['standing']['speaker'] | null };

/** The brief is written when people get the conversation, and news do not carry it: it is read anew when the speaker changes. */
function useHeadOf({ id, head, speaker }: Known, set: (head: DeskThread) => void): void {
  const stale = head !== null && speaker !== null && head.standing.speaker !== speaker;
  useEffect(() => {
    if (stale) void readThread(id).then((answer) => answer.ok && set(answer.value));
  }, [stale, id, set]);
}

/** Reads a conversation and follows it; what is written shows at once and is honest about how it fares. */
export function useThread(id: string): ThreadHere {
  const [head, setHead] = useState<DeskThread | null>(null);
  const [thread, setThread] = useState<ThreadState | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const [live, setLive] = useState(true);
  const [round, setRound] = useState(0);
  const { writes: buyer_writes, heard, done } = useBuyerWrites();
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
      source.addEventListener('typing', heard);
      source.addEventListener('news', ({ data }) => {
        const news: unknown = JSON.parse(String(data));
        if (!isDeskNews(news)) return;
        if (news.items.some(({ kind }) => kind === 'buyer')) done();
        change((now) => hear(now, news));
      });
    });
    return () => {
      current = false;
      source?.close();
    };
  }, [id, round, change, heard, done]);

  useHeadOf({ id, head, speaker: thread?.standing.speaker ?? null }, setHead);
  const send = useSend(id, change);
  const write = useCallback(
    (written: Written) => {
      if (thread === null) return;
      const at = new Date().toISOString();
      const seq_seen = thread.heard;
      const pending: Pending = { ...written, client_id: newId(), at, seq_seen, state: 'sending', says: null };
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
    buyer_writes,
    again: () => setRound((count) => count + 1),
    write,
    retry: (pending) => {
      change((now) => mark(now, pending.client_id, { state: 'sending', says: null }));
      void send(pending);
    },
    takeBack: (pending) => change((now) => drop(now, pending.client_id)),
  };
}
