import { useCallback, useEffect, useRef, useState } from 'react';
import { doIn, doLeaving, newId } from './desk-api.ts';

/** Something that is done in a few seconds unless it is taken back. */
export type Put = { conversation_id: string; client_id: string } & Leaving;

/** What waits before it is done; `instead_of` is the colleague from whom a conversation is taken. */
export type Leaving =
  | { way: 'resolve' | 'give-back' }
  | { way: 'replace'; instead_of: { agent_id: string; name: string } };

/** It in words while it waits. */
export function inWordsOf(put: Leaving): string {
  if (put.way === 'replace') return `Taking it from ${put.instead_of.name}`;
  return put.way === 'resolve' ? 'Resolving' : 'Giving back';
}

function bodyOf(put: Put): { client_id: string } {
  const { client_id } = put;
  return put.way === 'replace' ? { client_id, ...{ instead_of: put.instead_of.agent_id } } : { client_id };
}

/** How long it can be taken back. */
export const UNDO_MS = 6_000;

/** Resolving, giving back and taking from a colleague wait a few seconds; the next one, or leaving the page, does the one before at once. */
export function useUndo(told: (says: string | null) => void) {
  const [waiting, setWaiting] = useState<Put | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const now = useRef<Put | null>(null);

  const clear = useCallback((): Put | null => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const put = now.current;
    now.current = null;
    setWaiting(null);
    return put;
  }, []);

  const carryOut = useCallback(async () => {
    const put = clear();
    if (!put) return;
    const answer = await doIn(put.conversation_id, put.way, bodyOf(put));
    told(answer.ok ? null : answer.says);
  }, [clear, told]);

  const begin = useCallback(
    (conversation_id: string, leaving: Leaving) => {
      void carryOut();
      const put: Put = { ...leaving, conversation_id, client_id: newId() };
      now.current = put;
      setWaiting(put);
      timer.current = setTimeout(() => void carryOut(), UNDO_MS);
    },
    [carryOut],
  );

  useEffect(() => {
    const leave = (): void => {
      const put = clear();
      if (put) doLeaving(put.conversation_id, put.way, bodyOf(put));
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [clear]);

  return { waiting, begin, undo: clear };
}
