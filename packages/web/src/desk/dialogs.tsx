import { Button } from '@mantine/core';
import { type JSX, type ReactNode, useEffect, useRef, useState } from 'react';
import { SHORTCUTS } from './keys.ts';

/** What floats above the page until it is closed; the browser keeps the focus within. */
export function Floating({
  label,
  wide = false,
  close,
  children,
}: {
  label: string;
  wide?: boolean;
  close(): void;
  children: ReactNode;
}): JSX.Element {
  const here = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = here.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={here}
      className={wide ? 'desk-dialog wide' : 'desk-dialog'}
      aria-label={label}
      onClose={close}
    >
      {children}
    </dialog>
  );
}

/** Every key and what it does. */
export function Shortcuts({ close }: { close(): void }): JSX.Element {
  return (
    <Floating label="Shortcuts" close={close}>
      <h2>Shortcuts</h2>
      <dl>
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Button size="compact-md" onClick={close}>
        Close
      </Button>
    </Floating>
  );
}

/** Asks what the people of the other side should know before they get it. */
export function PassOn({
  to,
  says,
  busy,
  pass,
  close,
}: {
  to: 'shop' | 'platform';
  says: string | null;
  busy: boolean;
  pass(words: string): void;
  close(): void;
}): JSX.Element {
  const [words, setWords] = useState('');
  const where = to === 'platform' ? 'the marketplace' : 'the shop';
  return (
    <Floating label={`Pass to ${where}`} close={close}>
      <h2>Pass to {where}</h2>
      <p>They see the whole thread. The buyer is told that they answer, and by when.</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() !== '') pass(words);
        }}
      >
        <label>
          What they should know
          <textarea rows={3} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        </label>
        {says !== null && (
          <p className="late" role="alert">
            {says}
          </p>
        )}
        <div className="desk-send">
          <Button variant="default" size="compact-md" onClick={close}>
            Keep it
          </Button>
          <Button type="submit" size="compact-md" loading={busy} disabled={words.trim() === ''}>
            Pass it on
          </Button>
        </div>
      </form>
    </Floating>
  );
}
