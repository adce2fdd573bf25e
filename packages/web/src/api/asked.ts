import { useCallback, useEffect, useState } from 'react';
import type { Answer } from './ask.ts';

/** A question to the server as a screen sees it: the last good answer stays while it is asked again. */
export type Asked<T> = {
  value: T | null;
  fault: { refused: boolean; says: string } | null;
  busy: boolean;
  again(): void;
};

/** Asks when it appears, when the question changes, and again on demand. `ask` must be stable (useCallback). */
export function useAsked<T>(ask: () => Promise<Answer<T>>): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>({ value: null, fault: null, busy: true });
  const [round, setRound] = useState(0);

  useEffect(() => {
    let current = round >= 0;
    setState((before) => ({ ...before, busy: true }));
    void ask().then((answer) => {
      if (!current) return;
      if (answer.ok) setState({ value: answer.value, fault: null, busy: false });
      else setState((before) => ({ ...before, fault: answer, busy: false }));
    });
    return () => {
      current = false;
    };
  }, [ask, round]);

  const again = useCallback(() => setRound((count) => count + 1), []);
  return { ...state, again };
}
