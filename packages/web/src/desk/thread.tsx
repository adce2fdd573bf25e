import type { DeskItem, DeskStanding } from '@hark/wire';
import { Button } from '@mantine/core';
import { type JSX, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from '../shell/link.tsx';
import { SEES_TRACE } from '../shell/roles.ts';
import { usePerson } from '../shell/session.tsx';
import { MessageCard } from './card.tsx';
import { clockOf, saidWhen } from './clock.ts';
import { Files } from './files.tsx';
import { Skeleton } from './skeleton.tsx';
import type { Pending } from './thread-state.ts';
import type { ThreadHere } from './use-thread.ts';

/** What can be done with the conversation as a whole. */
export type Moves = {
  /** What waits, or what a colleague holds where whoever looks may take that. */
  take(): void;
  give_back(): void;
  pass(): void;
  resolve(): void;
};

type Props = {
  here: ThreadHere;
  moves: Moves;
  now: number;
  back(): void;
  facts(): void;
  edit(pending: Pending): void;
};

/** One conversation: who speaks and what is owed, what was said, what is on its way. */
export function Thread({ here, moves, now, back, facts, edit }: Props): JSX.Element {
  const { head, thread, says } = here;
  if (head === null || thread === null) {
    return (
      <div className="desk-thread">
        {says === null ? (
          <Skeleton rows={6} />
        ) : (
          <p className="desk-empty" role="alert">
            {says}{' '}
            <button type="button" className="plain" onClick={here.again}>
              Try again
            </button>
          </p>
        )}
      </div>
    );
  }
  return (
    <>
      <header className="desk-head">
        <div className="desk-title">
          <button type="button" className="plain only-narrow" onClick={back}>
            Back
          </button>
          <h2>{head.buyer?.name ?? 'Unknown buyer'}</h2>
          <span className="desk-speaker">{speakerOf(thread.standing)}</span>
          <Owed standing={thread.standing} now={now} />
          <button type="button" className="plain only-narrow" onClick={facts}>
            Facts
          </button>
        </div>
        <MoveButtons standing={thread.standing} moves={moves} />
      </header>
      {!here.live && (
        <p className="desk-quiet">Offline: nothing is lost. New messages come when it is back.</p>
      )}
      <Items
        conversation_id={head.conversation_id}
        items={thread.items}
        pending={thread.pending}
        now={now}
        here={here}
        edit={edit}
      />
      {here.buyer_writes && (
        <p className="desk-quiet" role="status">
          <bdi>{head.buyer?.name ?? 'The buyer'}</bdi> is writing …
        </p>
      )}
    </>
  );
}

function speakerOf({ speaker, holder, side, status }: DeskStanding): string {
  if (status === 'resolved') return 'Resolved';
  if (speaker === 'assistant') return 'The assistant speaks';
  if (holder) return `${holder.name} holds it`;
  return side === 'platform' ? 'Waits for the marketplace' : 'Waits for anybody';
}

function Owed({ standing, now }: { standing: DeskStanding; now: number }): JSX.Element | null {
  const clock = clockOf(standing, now);
  if (!clock) return null;
  const until = standing.promised_at;
  return (
    <span className={`clock ${clock.tone}`} title={until ?? undefined}>
      {until === null ? 'The buyer' : 'Answer'} {clock.says}
      {until !== null && `, promised by ${saidWhen(until, now)}`}
    </span>
  );
}

function MoveButtons({ standing, moves }: { standing: DeskStanding; moves: Moves }): JSX.Element {
  const { may, side, holder } = standing;
  const from = may.take !== null && may.replace === null ? holder : null;
  const other = side === 'platform' ? 'Pass to the shop' : 'Pass to the marketplace';
  const buttons = [
    {
      label: from === null ? 'Take over' : `Take from ${from.name}`,
      key: 't',
      why: from === null ? may.take : null,
      does: moves.take,
      gone: may.give_back === null,
    },
    { label: 'Resolve', key: 'e', why: may.resolve, does: moves.resolve, gone: false },
    { label: 'Give back', key: 'g', why: may.give_back, does: moves.give_back, gone: false },
    { label: other, key: 'p', why: may.pass, does: moves.pass, gone: false },
  ];
  return (
    <div className="desk-moves">
      {buttons
        .filter(({ gone }) => !gone)
        .map(({ label, key, why, does }) => (
          <Button
            key={label}
            size="compact-sm"
            {...(label === 'Take over' && why === null ? {} : { variant: 'default' })}
            title={why ?? `${label} (${key})`}
            disabled={why !== null}
            onClick={does}
          >
            {label}
          </Button>
        ))}
    </div>
  );
}

type ItemsProps = {
  conversation_id: string;
  items: DeskItem[];
  pending: Pending[];
  now: number;
  here: ThreadHere;
  edit(pending: Pending): void;
};

/** So near the end somebody reads what is new, in pixels. */
const NEAR = 240;

function isNear(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

function Items({ conversation_id, items, pending, now, here, edit }: ItemsProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [behind, setBehind] = useState(false);
  const begun = useRef(false);
  const atEnd = useRef(true);
  // Whatever is at the end: the newest that was heard, or what is on its way.
  const last = pending.at(-1)?.client_id ?? items.at(-1)?.seq;
  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setBehind(false);
  }, []);
  useEffect(() => {
    // What is new is seen, unless somebody reads further up: then it is told.
    if (!box.current || last === undefined) return;
    if (!begun.current || isNear(box.current)) toEnd();
    else setBehind(true);
    begun.current = true;
  }, [last, toEnd]);
  useEffect(() => {
    // The field below may grow with files: whoever was at the end stays there.
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, [toEnd]);
  return (
    <div className="desk-room">
      <div
        ref={box}
        className="desk-items"
        role="log"
        aria-label="What was said"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        onScroll={(event) => {
          atEnd.current = isNear(event.currentTarget);
          if (atEnd.current) setBehind(false);
        }}
      >
        {items.map((item) => (
          <Item key={item.seq} conversation_id={conversation_id} item={item} now={now} />
        ))}
        {pending.map((one) => (
          <OnItsWay key={one.client_id} conversation_id={conversation_id} one={one} here={here} edit={edit} />
        ))}
      </div>
      {behind && (
        <button type="button" className="desk-newest" onClick={toEnd}>
          Something new below ↓
        </button>
      )}
    </div>
  );
}

const FROM: { [kind in DeskItem['kind']]: string } = {
  buyer: 'Buyer',
  assistant: 'Assistant',
  person: 'Person',
  note: 'Note',
  event: '',
};

type ItemProps = { conversation_id: string; item: DeskItem; now: number };

function Item({ conversation_id, item, now }: ItemProps): JSX.Element {
  const { kind, text, at, until, tone } = item;
  const when = (
    <time dateTime={at} title={at}>
      {saidWhen(at, now)}
    </time>
  );
  if (kind === 'event') {
    return (
      <p className={`item event ${tone ?? ''}`}>
        {when} {text}
        {until !== null && ` ${saidWhen(until, now)}`}
      </p>
    );
  }
  const who = item.mine ? 'You' : (item.name ?? FROM[kind]);
  return (
    <article className={`item ${kind}`}>
      {kind === 'assistant' && <WhySaid conversation_id={conversation_id} seq={item.seq} />}
      <h3>
        {kind === 'note'
          ? `Note by ${item.mine ? 'you' : (item.name ?? 'somebody')}, not shown to the buyer`
          : who}{' '}
        {when}
      </h3>
      {item.worded === 'lost' ? (
        <p className="dimmed">What was said here is not kept: the playbook has no reply “{text}” any more.</p>
      ) : (
        text !== '' && (
          <p className="text" dir="auto">
            {text}
          </p>
        )
      )}
      {item.worded === 'today' && (
        <p className="dimmed">In the playbook’s words of today: those of then are not kept.</p>
      )}
      {item.attachments && <Files conversation_id={conversation_id} files={item.attachments} />}
      {item.card && <MessageCard card={item.card} />}
      {item.overtaken && (
        <p className="due">
          Written before the buyer’s newest words were seen. They still wait for an answer.
        </p>
      )}
    </article>
  );
}

/** Leads to the trace, for the roles that may see it. */
function WhySaid({ conversation_id, seq }: { conversation_id: string; seq: number }): JSX.Element | null {
  const { role } = usePerson();
  if (!SEES_TRACE.includes(role)) return null;
  return (
    <span className="desk-why">
      <Link to={`/trace?conversation=${encodeURIComponent(conversation_id)}#${seq}`}>
        Why did it say this?
      </Link>
    </span>
  );
}

const FARES: { [state in Pending['state']]: string } = {
  sending: 'Sending…',
  kept: 'Sent',
  failed: 'Not sent: the server was not reached.',
  refused: 'Not sent.',
};

type OnItsWayProps = {
  conversation_id: string;
  one: Pending;
  here: ThreadHere;
  edit(pending: Pending): void;
};

function OnItsWay({ conversation_id, one, here, edit }: OnItsWayProps): JSX.Element {
  const stuck = one.state === 'failed' || one.state === 'refused';
  return (
    <article className={`item ${one.kind === 'note' ? 'note' : 'person'} pending`}>
      <h3>{one.kind === 'note' ? 'Note by you' : 'You'}</h3>
      <p className="text" dir="auto">
        {one.text}
      </p>
      {one.files.length > 0 && <Files conversation_id={conversation_id} files={one.files} />}
      <p className={stuck ? 'late' : 'fares'} role={stuck ? 'alert' : 'status'}>
        {one.state === 'refused' ? `${FARES.refused} ${one.says ?? ''}` : FARES[one.state]}
        {one.state === 'failed' && (
          <button type="button" className="plain" onClick={() => here.retry(one)}>
            Send again
          </button>
        )}
        {stuck && (
          <button type="button" className="plain" onClick={() => edit(one)}>
            Back into the field
          </button>
        )}
      </p>
    </article>
  );
}
