import type { TraceEntry, WrittenReason } from '@hark/wire';
import { createContext, type JSX, useContext, useEffect, useState } from 'react';
import { reasonsOf } from './reasons.ts';
import { readReason } from './rerun-api.ts';

/** All events of the conversation that is shown. */
export const EntriesContext = createContext<readonly TraceEntry[]>([]);

/** "Why did it say this?": plain sentences, and the lines of the playbook that decided. */
export function WhyPanel({
  entry,
  asked,
}: {
  entry: TraceEntry & { why: NonNullable<TraceEntry['why']> };
  /** The address points to it: whoever comes asks why. */
  asked: boolean;
}): JSX.Element {
  const entries = useContext(EntriesContext);
  const [open, setOpen] = useState(false);
  const [written, setWritten] = useState<WrittenReason | string | null>(null);
  const show = (): void => {
    setOpen(true);
    if (written === null || typeof written === 'string')
      void readReason(entry.why).then((told) => setWritten(told.ok ? told.value : told.says));
  };
  useEffect(() => {
    if (asked) setOpen(true);
  }, [asked]);
  return (
    <details open={open} onToggle={(event) => (event.currentTarget.open ? show() : setOpen(false))}>
      <summary>{entry.type === 'message_sent' ? 'Why did it say this?' : 'Why?'}</summary>
      {open && (
        <div className="because">
          <ul>
            {reasonsOf(entry, entries).map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
          <Written written={written} />
        </div>
      )}
    </details>
  );
}

function Written({ written }: { written: WrittenReason | string | null }): JSX.Element {
  if (written === null) return <p className="note">Looking for the lines of the playbook …</p>;
  if (typeof written === 'string') return <p className="note">{written}</p>;
  if (written.kind === 'gone')
    return (
      <p className="note">
        It was decided by a version of the playbook that is not loaded any more; now it is{' '}
        {written.version.slice(0, 8)}. Its lines cannot be shown.
      </p>
    );
  if (written.kind === 'nowhere')
    return <p className="note">No document of the playbook has a line for it.</p>;
  return (
    <figure>
      <figcaption>
        {written.file}:{written.line}
      </figcaption>
      <pre>
        {written.lines.map((line, index) => {
          const number = written.from + index;
          const text = `${number === written.line ? '▸' : ' '} ${String(number).padStart(4)} ${line}\n`;
          const meant = number >= written.line && number <= written.last_line;
          return meant ? <mark key={number}>{text}</mark> : <span key={number}>{text}</span>;
        })}
      </pre>
    </figure>
  );
}
