import type { DeskTold } from '@hark/wire';
import { type JSX, useEffect } from 'react';
import { saySeen } from './desk-api.ts';

type Props = {
  told: readonly DeskTold[];
  /** The conversation that is open: whoever reads it has seen what became of it. */
  chosen: string | null;
  open(conversation_id: string): void;
  again(): void;
};

/** Tells somebody, once, that a colleague took a conversation from them, also when they come back later. */
export function TakenFrom({ told, chosen, open, again }: Props): JSX.Element | null {
  const here = told.some(({ conversation_id }) => conversation_id === chosen);
  useEffect(() => {
    if (here && chosen !== null) void saySeen(chosen).then(again);
  }, [here, chosen, again]);
  const first = told[0];
  if (first === undefined) return null;
  const { conversation_id, buyer, by } = first;
  return (
    <div className="desk-toast" role="status">
      <span>
        <bdi>{by}</bdi> took the conversation with <bdi>{buyer ?? 'an unknown buyer'}</bdi> over from you.
      </span>
      {conversation_id !== chosen && (
        <button type="button" className="plain" onClick={() => open(conversation_id)}>
          Open
        </button>
      )}
      <button type="button" className="plain" onClick={() => void saySeen(conversation_id).then(again)}>
        Close
      </button>
    </div>
  );
}
