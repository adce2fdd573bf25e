import { useCallback, useEffect, useRef, useState } from 'react';
import { doIn, doLeaving, newId } from './desk-api.ts';

/** Something that is done in a few seconds unless it is taken back. */
export type Put = { conversation_id: string; way: 'resolve' | 'give-back'; client_id: string };

/** How long it can be taken back. */
export const UNDO_MS = 6_000;

/** Resolving and giving back wait a few seconds; the next one, or leaving the page, does the one before at once. */
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
    const answer = await doIn(put.conversation_id, put.way, { client_id: put.client_id });
    told(answer.ok ? null : answer.says);
  }, [clear, told]);

  const begin = useCallback(
    (conversation_id: string, way: Put['way']) => {
      void carryOut();
      const put = { conversation_id, way, client_id: newId() };
      now.current = put;
      setWaiting(put);
      timer.current = setTimeout(() => void carryOut(), UNDO_MS);
    },
    [carryOut],
  );

  useEffect(() => {
    const leave = (): void => {
      const put = clear();
      if (put) doLeaving(put.conversation_id, put.way, { client_id: put.client_id });
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [clear]);

  return { waiting, begin, undo: clear };
}
