import { useEffect, useRef } from 'react';

/** Asks again whenever the conversation has come to another place, and not for the one in which it was found. */
export function useAgainAt(place: number, again: () => void): void {
  const seen = useRef(place);
  useEffect(() => {
    if (seen.current === place) return;
    seen.current = place;
    again();
  }, [place, again]);
}
