import type { DeskStanding, DeskTemplate } from '@hark/wire';
import { Button } from '@mantine/core';
import { type JSX, type KeyboardEvent, type RefObject, useState } from 'react';
import { Templates, templatesLike } from './templates.tsx';

type Props = {
  standing: DeskStanding;
  mode: 'reply' | 'note';
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
  templates: readonly DeskTemplate[];
  setMode(mode: 'reply' | 'note'): void;
  setText(text: string): void;
  send(): void;
  leave(): void;
};

/** While templates are shown the field chooses among them. */
function choosing(chosen: DeskTemplate | undefined) {
  return {
    'aria-controls': 'desk-templates',
    'aria-activedescendant': chosen && `template-${chosen.id}`,
  };
}

/** Where people write: an answer, or a note. A slash at the beginning shows the templates. */
export function Composer(props: Props): JSX.Element {
  const { standing, mode, text, field, templates, setMode, setText, send, leave } = props;
  const [at, setAt] = useState(0);
  const against = mode === 'note' ? standing.may.note : standing.may.write;
  const asked = mode === 'reply' && /^\/[^\n]*$/.test(text) ? text.slice(1) : null;
  const found = asked === null ? [] : templatesLike(templates, asked);
  const chosen = found[Math.min(at, found.length - 1)];

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

  return (
    <div className={`desk-composer ${mode}`}>
      {asked !== null && <Templates found={found} chosen={chosen ?? null} insert={insert} />}
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
        <span className="dimmed">{mode === 'note' ? 'No buyer reads a note.' : '/ for templates'}</span>
      </div>
      <textarea
        ref={field}
        rows={3}
        value={text}
        aria-label={mode === 'note' ? 'Note' : 'Answer to the buyer'}
        {...(asked === null ? {} : choosing(chosen))}
        placeholder={against ?? (mode === 'note' ? 'A note for people' : 'Write to the buyer')}
        maxLength={8_000}
        onChange={(event) => {
          setAt(0);
          setText(event.currentTarget.value);
        }}
        onKeyDown={press}
      />
      <div className="desk-send">
        <span className="due">{text.trim() !== '' && against !== null ? against : ''}</span>
        <Button
          size="compact-md"
          title="Send (Ctrl Enter)"
          disabled={text.trim() === '' || against !== null || asked !== null}
          onClick={send}
        >
          {mode === 'note' ? 'Keep note' : 'Send'}
        </Button>
      </div>
    </div>
  );
}
