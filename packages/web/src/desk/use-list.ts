import type { DeskListName, DeskPage } from '@hark/wire';
import { useCallback, useEffect, useRef, useState } from 'react';
import { MOST_ROWS, PAGE_ROWS, readList } from './desk-api.ts';

/** A list as a screen sees it. */
export type ListHere = {
  page: DeskPage | null;
  says: string | null;
  refused: boolean;
  /** Whether news of the list comes in. */
  live: boolean;
  more(): void;
  again(): void;
};

const TYPED_MS = 150;

/** Reads a list, and again whenever the server tells that it changed. */
export function useList(list: DeskListName, query: string): ListHere {
  const [page, setPage] = useState<DeskPage | null>(null);
  const [fault, setFault] = useState<{ says: string; refused: boolean } | null>(null);
  const [rows, setRows] = useState(PAGE_ROWS);
  const [round, setRound] = useState(0);
  const [live, setLive] = useState(true);
  const asked = useRef('');

  const again = useCallback(() => setRound((count) => count + 1), []);

  useEffect(() => {
    // Another list begins empty and short; the same one stays while it is read again.
    const key = `${list} ${query}`;
    if (asked.current !== key) {
      asked.current = key;
      setPage(null);
      setRows(PAGE_ROWS);
    }
  }, [list, query]);

  useEffect(() => {
    let current = round >= 0;
    const read = (): void =>
      void readList(list, query, Math.min(rows, MOST_ROWS)).then((answer) => {
        if (!current) return;
        if (answer.ok) setPage(answer.value);
        setFault(answer.ok ? null : answer);
      });
    // While somebody types a word its beginnings are not searched each.
    const timer = setTimeout(read, query === '' ? 0 : TYPED_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [list, query, rows, round]);

  useEffect(() => {
    const source = new EventSource('/api/desk/stream');
    for (const event of ['changed', 'look']) source.addEventListener(event, again);
    source.onopen = () => setLive(true);
    source.onerror = () => {
      setLive(false);
      // The session may have ended: reading the list tells.
      if (source.readyState === EventSource.CLOSED) again();
    };
    return () => source.close();
  }, [again]);

  return {
    page,
    says: fault?.says ?? null,
    refused: fault?.refused ?? false,
    live,
    more: () => setRows((count) => count + PAGE_ROWS),
    again,
  };
}
