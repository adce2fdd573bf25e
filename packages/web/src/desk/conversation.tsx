import type { DeskTemplate } from '@hark/wire';
import { type JSX, useCallback, useRef, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { useSent } from '../api/sent.ts';
import { Composer } from './composer.tsx';
import { doIn, newId, readTemplates } from './desk-api.ts';
import { PassOn } from './dialogs.tsx';
import { Facts } from './facts.tsx';
import { useKeys } from './keys.ts';
import { Thread } from './thread.tsx';
import { useDrop } from './use-drop.ts';
import { useThread } from './use-thread.ts';
import type { Leaving } from './use-undo.ts';
import { useWriting } from './use-writing.ts';

type Props = {
  id: string;
  now: number;
  /** What is about to happen to it and can still be taken back. */
  leaving: Leaving['way'] | null;
  later(leaving: Leaving): void;
  back(): void;
};

const NO_TEMPLATES: readonly DeskTemplate[] = [];

/** The conversation that is open: thread, field, facts, and the keys that move it. */
export function Conversation({ id, now, leaving, later, back }: Props): JSX.Element {
  const here = useThread(id);
  const writing = useWriting(id, here);
  const [room, setRoom] = useState<'thread' | 'facts'>('thread');
  const [passing, setPassing] = useState(false);
  const sent = useSent();
  const field = useRef<HTMLTextAreaElement>(null);
  const facts = useRef<HTMLDivElement>(null);
  const templates = useAsked(useCallback(() => readTemplates(id), [id])).value?.templates ?? NO_TEMPLATES;
  const may = here.thread?.standing.may ?? null;
  const picker = useRef<HTMLInputElement>(null);
  const drop = useDrop(writing.takes_files ? writing.attach : null);

  const focusOn = (wanted: 'reply' | 'note') => (): void => {
    writing.setMode(wanted);
    setRoom('thread');
    field.current?.focus();
  };
  const take = (): void => {
    const holder = here.thread?.standing.holder ?? null;
    if (may?.take === null) void sent.send(() => doIn(id, 'take', { client_id: newId() }));
    else if (may?.replace === null && holder) later({ way: 'replace', instead_of: holder });
  };
  const pass = (words: string): void => {
    const to = here.thread?.standing.side === 'platform' ? 'shop' : 'platform';
    const body = { client_id: newId(), to, words };
    void sent.send(() => doIn(id, 'pass', body)).then((done) => done && setPassing(false));
  };
  const moves = {
    take,
    give_back: () => may?.give_back === null && later({ way: 'give-back' }),
    pass: () => may?.pass === null && setPassing(true),
    resolve: () => may?.resolve === null && later({ way: 'resolve' }),
  };
  useKeys({
    t: take,
    r: focusOn('reply'),
    n: focusOn('note'),
    f: () => {
      if (!writing.takes_files) return;
      focusOn('reply')();
      // The button stands there only while an answer is written.
      requestAnimationFrame(() => picker.current?.click());
    },
    e: moves.resolve,
    g: moves.give_back,
    p: moves.pass,
    Escape: room === 'facts' ? () => setRoom('thread') : undefined,
    a: () => {
      setRoom('facts');
      // Where the facts have no column of their own they are seen only after this.
      requestAnimationFrame(() => facts.current?.querySelector<HTMLElement>('.desk-action')?.focus());
    },
  });

  const { head, thread } = here;
  return (
    <>
      <div
        className={room === 'facts' ? 'desk-thread behind' : 'desk-thread'}
        data-leaving={leaving}
        {...drop.props}
      >
        {drop.over && <p className="desk-drop">Drop the files to attach them to your answer</p>}
        <Thread
          here={here}
          moves={moves}
          now={now}
          back={back}
          facts={() => setRoom('facts')}
          edit={(pending) => {
            writing.takeBack(pending);
            field.current?.focus();
          }}
        />
        <Refused says={passing ? null : sent.says} />
        {thread && (
          <Composer
            conversation_id={id}
            standing={thread.standing}
            mode={writing.mode}
            text={writing.text}
            field={field}
            picker={picker}
            files={writing.files}
            limits={writing.limits}
            templates={templates}
            setMode={writing.setMode}
            setText={writing.type}
            send={writing.send}
            leave={() => field.current?.blur()}
          />
        )}
      </div>
      <div ref={facts} className={room === 'facts' ? 'desk-side shown' : 'desk-side'}>
        {head && thread && (
          <Facts
            head={head}
            act_refused={thread.standing.may.act}
            done_seq={lastDone(thread.items)}
            now={now}
            back={() => setRoom('thread')}
          />
        )}
      </div>
      {passing && (
        <PassOn
          to={thread?.standing.side === 'platform' ? 'shop' : 'platform'}
          says={sent.says}
          busy={sent.busy}
          pass={pass}
          close={() => setPassing(false)}
        />
      )}
    </>
  );
}

function Refused({ says }: { says: string | null }): JSX.Element | null {
  if (says === null) return null;
  return (
    <p className="desk-quiet late" role="alert">
      {says}
    </p>
  );
}

/** The place of the last thing that the shop system did. */
function lastDone(items: readonly { seq: number; kind: string; tone: string | null }[]): number {
  return items.findLast(({ kind, tone }) => kind === 'event' && tone !== null)?.seq ?? 0;
}
