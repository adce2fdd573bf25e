import type { Order } from '@hark/core';
import type { DeskFacts, DeskThread } from '@hark/wire';
import { type JSX, useCallback, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { Actions } from './actions.tsx';
import { saidWhen } from './clock.ts';
import { readOrders } from './desk-api.ts';
import { saidMoney, spelled } from './money.ts';
import { Skeleton } from './skeleton.tsx';
import { useAgainAt } from './use-again.ts';

type Props = { head: DeskThread; act_refused: string | null; done_seq: number; now: number; back(): void };

/** What is known beside the thread: the brief, the buyer, the order with its parcel, and what may be done. */
export function Facts({ head, act_refused, done_seq, now, back }: Props): JSX.Element {
  return (
    <aside className="desk-facts" aria-label="Facts">
      <button type="button" className="plain only-narrow" onClick={back}>
        Back to the thread
      </button>
      <Brief head={head} />
      <OrderFacts
        key={head.conversation_id}
        head={head}
        act_refused={act_refused}
        done_seq={done_seq}
        now={now}
      />
    </aside>
  );
}

function Brief({ head }: { head: DeskThread }): JSX.Element {
  const { brief, buyer } = head;
  return (
    <section>
      <h2>Brief</h2>
      {brief === null ? (
        <p className="dimmed">
          {head.standing.status === 'resolved'
            ? 'It is resolved; what was said stands in the thread.'
            : 'The assistant has it; a brief is written when a person takes over.'}
        </p>
      ) : (
        <>
          <p className="wish">{brief.wish}</p>
          <p className="dimmed">
            Why a person: {brief.reason}
            {brief.angry && <span className="mark late">upset</span>}
          </p>
          <dl>
            {brief.known.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {brief.tried.length > 0 && (
            <>
              <h3>Tried already</h3>
              <ul>
                {[...new Set(brief.tried)].map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {buyer?.email && <p className="dimmed">{buyer.email}</p>}
    </section>
  );
}

function OrderFacts({ head, act_refused, done_seq, now }: Omit<Props, 'back'>): JSX.Element {
  const id = head.conversation_id;
  // Whatever the shop system did since may have changed the order.
  const asked = useAsked(useCallback(() => readOrders(id), [id]));
  useAgainAt(done_seq, asked.again);
  const [picked, setPicked] = useState<string | null>(null);
  const facts: DeskFacts | null = asked.value;
  if (facts === null) {
    return (
      <section>
        <h2>Order</h2>
        {asked.fault ? (
          <p className="late" role="alert">
            {asked.fault.says}
          </p>
        ) : (
          <Skeleton rows={5} />
        )}
      </section>
    );
  }
  const order = facts.orders.find((one) => one.id === (picked ?? facts.focus)) ?? null;
  return (
    <>
      <section>
        <h2>Order</h2>
        {facts.unavailable !== null && <p className="due">{facts.unavailable}</p>}
        {facts.unavailable === null && facts.orders.length === 0 && (
          <p className="dimmed">The buyer has no order here.</p>
        )}
        {facts.orders.length > 1 && (
          <select
            aria-label="Which order"
            value={order?.id ?? ''}
            onChange={(event) => setPicked(event.currentTarget.value)}
          >
            {facts.orders.map((one) => (
              <option key={one.id} value={one.id}>
                {one.id}, {spelled(one.status)}
              </option>
            ))}
          </select>
        )}
        {order && <OrderShown order={order} now={now} />}
      </section>
      {order && (
        <Actions
          key={order.id}
          conversation_id={id}
          order={order}
          against={act_refused}
          done_seq={done_seq}
          asked={asked.again}
        />
      )}
    </>
  );
}

function OrderShown({ order, now }: { order: Order; now: number }): JSX.Element {
  const { currency } = order;
  return (
    <>
      <dl>
        <div>
          <dt>{order.id}</dt>
          <dd>{spelled(order.status)}</dd>
        </div>
        {order.placed_at !== undefined && (
          <div>
            <dt>Placed</dt>
            <dd>{saidWhen(order.placed_at, now)}</dd>
          </div>
        )}
        {order.lines.map((line) => (
          <div key={line.line_id}>
            <dt>
              {line.name}
              <span className="dimmed"> {Object.values(line.options).join(', ')}</span>
            </dt>
            <dd>{saidMoney(line.price_cents, currency)}</dd>
          </div>
        ))}
        <div className="total">
          <dt>Total</dt>
          <dd>{saidMoney(order.total_cents, currency)}</dd>
        </div>
        {order.payments
          .filter(({ kind }) => kind === 'refund')
          .map((payment, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: refunds have no name of their own
            <div key={at}>
              <dt>Paid back</dt>
              <dd>{saidMoney(payment.amount_cents, currency)}</dd>
            </div>
          ))}
      </dl>
      {order.parcels.map((parcel) => (
        <div key={parcel.tracking_id} className="parcel">
          <h3>Parcel {parcel.tracking_id}</h3>
          <p>
            {[parcel.carrier, parcel.status && spelled(parcel.status)].filter(Boolean).join(', ')}
            {parcel.expected_at !== undefined && `; expected ${saidWhen(parcel.expected_at, now)}`}
          </p>
          {parcel.scans?.slice(-3).map((scan) => (
            <p key={scan.at} className="dimmed">
              {saidWhen(scan.at, now)}: {spelled(scan.status)}, {scan.place}
            </p>
          ))}
        </div>
      ))}
    </>
  );
}
