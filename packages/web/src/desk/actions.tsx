import type { Order } from '@hark/core';
import type { DeskAction } from '@hark/wire';
import { type JSX, useCallback, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { ActionForm } from './action-form.tsx';
import { readActions } from './desk-api.ts';
import { Skeleton } from './skeleton.tsx';
import { useAgainAt } from './use-again.ts';

type Props = {
  conversation_id: string;
  order: Order;
  /** Why whoever looks may ask for nothing here; null when they may. */
  against: string | null;
  done_seq: number;
  asked(): void;
};

/** The actions on an order, each with the gate's word: those that are allowed first. */
export function Actions({ conversation_id, order, against, done_seq, asked }: Props): JSX.Element {
  const told = useAsked(
    useCallback(() => readActions(conversation_id, order.id), [conversation_id, order.id]),
  );
  useAgainAt(done_seq, told.again);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="desk-actions" aria-label="Actions">
      <h2>Actions</h2>
      {told.value === null && told.busy && <Skeleton rows={4} />}
      {told.fault && (
        <p className="late" role="alert">
          {told.fault.says}
        </p>
      )}
      {told.value && told.value.actions.length === 0 && (
        <p className="dimmed">{told.value.unavailable ?? 'The playbook has no action for people here.'}</p>
      )}
      {against !== null && told.value && told.value.actions.length > 0 && <p className="due">{against}</p>}
      <ul>
        {told.value?.actions.map((action) => (
          <li key={action.action}>
            <ActionLine
              action={action}
              open={open === action.action}
              toggle={() => setOpen(open === action.action ? null : action.action)}
            />
            {open === action.action && (
              <ActionForm
                conversation_id={conversation_id}
                order_id={order.id}
                action={action}
                against={against}
                done={() => {
                  setOpen(null);
                  asked();
                  told.again();
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ActionLine({
  action,
  open,
  toggle,
}: {
  action: DeskAction;
  open: boolean;
  toggle(): void;
}): JSX.Element {
  return (
    <button type="button" className="desk-action" aria-expanded={open} onClick={toggle}>
      <span>
        <span className={action.allowed ? 'mark good' : 'mark due'}>
          {action.allowed ? 'allowed' : 'not now'}
        </span>
        {action.title}
      </span>
      <span className="dimmed">{action.says}</span>
    </button>
  );
}
