import { useCallback, useEffect, useRef, useState } from 'react';
import { tellTyping } from './desk-api.ts';

/** So long after the last word of it somebody still writes. */
const WRITES_FOR_MS = 6_000;
/** The buyer is told no more often than this. */
const TELL_EVERY_MS = 3_000;

/** Whether the buyer is writing: `heard` when it is told, `done` when their message is there. */
export function useBuyerWrites() {
  const [writes, setWrites] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const done = useCallback(() => {
    clearTimeout(timer.current);
    setWrites(false);
  }, []);
  const heard = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(done, WRITES_FOR_MS);
    setWrites(true);
  }, [done]);
  useEffect(() => done, [done]);
  return { writes, heard, done };
}

/** Tells the buyer that an answer is being written, every few seconds while it is. */
export function useTellTyping(conversation_id: string): () => void {
  const quiet_until = useRef(0);
  return useCallback(() => {
    if (Date.now() < quiet_until.current) return;
    quiet_until.current = Date.now() + TELL_EVERY_MS;
    tellTyping(conversation_id);
  }, [conversation_id]);
}
