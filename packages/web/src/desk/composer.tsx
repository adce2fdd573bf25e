import type { DeskStanding, DeskTemplate, FileLimits } from '@hark/wire';
import { Button } from '@mantine/core';
import { type ClipboardEvent, type JSX, type KeyboardEvent, type RefObject, useState } from 'react';
import { KINDS, saidLimits } from './file-limits.ts';
import { Templates, templatesLike } from './templates.tsx';
import { Tray } from './tray.tsx';
import type { FilesHere } from './use-files.ts';

type Mode = 'reply' | 'note';

type Props = {
  conversation_id: string;
  standing: DeskStanding;
  mode: Mode;
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** What the button for files presses. */
  picker: RefObject<HTMLInputElement | null>;
  files: FilesHere;
  limits: FileLimits | null;
  templates: readonly DeskTemplate[];
  setMode(mode: Mode): void;
  setText(text: string): void;
  send(): void;
  leave(): void;
};

/** Why what was written cannot be sent now; null when it can. Empty where there is nothing to send. */
export function againstSending(
  { mode, text, files }: Pick<Props, 'mode' | 'text' | 'files'>,
  may: DeskStanding['may'],
): string | null {
  const against = mode === 'note' ? may.note : may.write;
  const carries = mode === 'reply' && files.chosen.length > 0;
  if (text.trim() === '' && !carries) return '';
  if (against !== null) return against;
  if (!carries || !files.open) return null;
  if (files.chosen.some(({ state }) => state === 'sending')) return 'A file is still on its way.';
  return files.chosen.some(({ state }) => state === 'cut')
    ? 'A file did not arrive: try again with it, or remove it.'
    : 'A file was refused: remove it, and the answer can go.';
}

/** While templates are shown the field chooses among them. */
function choosing(chosen: DeskTemplate | undefined) {
  return {
    'aria-controls': 'desk-templates',
    'aria-activedescendant': chosen && `template-${chosen.id}`,
  };
}

/** Where people write: an answer with its files, or a note. A slash at the beginning shows the templates. */
export function Composer(props: Props): JSX.Element {
  const { standing, mode, text, field, files, templates, setMode, setText, send, leave } = props;
  const [at, setAt] = useState(0);
  const asked = mode === 'reply' && /^\/[^\n]*$/.test(text) ? text.slice(1) : null;
  const found = asked === null ? [] : templatesLike(templates, asked);
  const chosen = found[Math.min(at, found.length - 1)];
  const against = againstSending(props, standing.may);
  const refused = mode === 'note' ? standing.may.note : standing.may.write;

  const insert = (template: DeskTemplate): void => {
    setText(template.text);
    setAt(0);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') {
      if (asked !== null) setText('');
      else leave();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
    else if (asked !== null && event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (asked !== null && event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (asked !== null && event.key === 'Enter' && chosen) insert(chosen);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    setMode('reply');
    files.add(pasted);
  };

  return (
    <div className={`desk-composer ${mode}`}>
      {asked !== null && <Templates found={found} chosen={chosen ?? null} insert={insert} />}
      <Modes {...props} />
      {mode === 'reply' && (
        <Tray conversation_id={props.conversation_id} files={files} removed={() => field.current?.focus()} />
      )}
      <textarea
        ref={field}
        rows={3}
        dir="auto"
        value={text}
        aria-label={mode === 'note' ? 'Note' : 'Answer to the buyer'}
        {...(asked === null ? {} : choosing(chosen))}
        placeholder={refused ?? (mode === 'note' ? 'A note for people' : 'Write to the buyer')}
        maxLength={8_000}
        onChange={(event) => {
          setAt(0);
          setText(event.currentTarget.value);
        }}
        onKeyDown={press}
        onPaste={paste}
      />
      <div className="desk-send">
        <span className="due" role="status">
          {against ?? ''}
        </span>
        <Button
          size="compact-md"
          title="Send (Ctrl Enter)"
          disabled={against !== null || asked !== null}
          onClick={send}
        >
          {mode === 'note' ? 'Keep note' : 'Send'}
        </Button>
      </div>
    </div>
  );
}

/** An answer or a note, and the button for files. */
function Modes({ mode, setMode, picker, limits, files, standing }: Props): JSX.Element {
  return (
    <div className="desk-modes">
      <button
        type="button"
        aria-pressed={mode === 'reply'}
        title="Answer (r)"
        onClick={() => setMode('reply')}
      >
        Answer
      </button>
      <button type="button" aria-pressed={mode === 'note'} title="Note (n)" onClick={() => setMode('note')}>
        Note
      </button>
      {limits !== null && mode === 'reply' && (
        <>
          <button
            type="button"
            disabled={standing.may.write !== null}
            title={`Attach files (f), ${saidLimits(limits)}. Dropping and pasting do it too.`}
            onClick={() => picker.current?.click()}
          >
            Attach
          </button>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            accept={KINDS.join(',')}
            aria-label="Files for the answer"
            onChange={(event) => {
              files.add([...(event.currentTarget.files ?? [])]);
              // The same file again is a choice too.
              event.currentTarget.value = '';
            }}
          />
        </>
      )}
      <span className="dimmed">
        {mode === 'note' ? (
          'No buyer reads a note.'
        ) : (
          <>
            <span className="for-keys">/ for templates{limits === null ? '' : '; '}</span>
            {limits === null ? '' : saidLimits(limits)}
          </>
        )}
      </span>
    </div>
  );
}
