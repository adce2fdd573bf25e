import type { AttachedFile } from '@hark/wire';
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import type { Held, Tray } from '../files/settings.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';

/** What one message may hold; the server refuses more. */
const LONGEST = 8_000;
/** The box grows with its text up to here. */
const TALLEST_PX = 160;

type ComposerProps = {
  field: RefObject<HTMLTextAreaElement>;
  draft: string;
  write(text: string): void;
  say(text: string, files: AttachedFile[]): void;
  door: Chat['door'];
  words: Words;
};

/** What is attached: by the button, from the clipboard, or dropped anywhere on the chat. */
function useFiles(field: ComposerProps['field'], words: Words, door: Chat['door']) {
  const place = useRef<HTMLDivElement>(null);
  const tray = useRef<Tray | null>(null);
  const [held, hold] = useState<Held>({ files: [], busy: false });
  const [failed, fail] = useState(false);

  function add(list: FileList | null | undefined): boolean {
    // What was chosen is gone from the event when the part has come.
    const files = [...(list ?? [])];
    if (files.length === 0) return false;
    fail(false);
    words.parts.files().then(
      (part) => {
        if (!place.current) return;
        tray.current ??= part.tray(place.current, { language: words.language, door, changed: hold });
        tray.current.add(files);
      },
      () => fail(true),
    );
    return true;
  }
  useEffect(() => {
    const page = field.current?.closest('.page');
    const drag = (event: Event): void => {
      const carried = event instanceof DragEvent ? event.dataTransfer : null;
      if (!carried?.types.includes('Files')) return;
      event.preventDefault();
      if (event.type === 'drop') add(carried.files);
    };
    page?.addEventListener('dragover', drag);
    page?.addEventListener('drop', drag);
  }, []);
  return { place, held, failed, add, clear: () => tray.current?.clear() };
}

/** Where the buyer writes: Enter sends, Shift and Enter begin a new line. */
export function Composer({ field, draft, write, say, words, door }: ComposerProps): JSX.Element {
  const { phrases } = words;
  const tooLong = draft.length > LONGEST;
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(TALLEST_PX, box.scrollHeight)}px`;
  }, [draft]);

  const { place, held, failed, add, clear } = useFiles(field, words, door);
  const nothing = (draft.trim() === '' && held.files.length === 0) || tooLong || held.busy;

  function send(): void {
    if (nothing) return;
    say(draft.trim(), held.files);
    clear();
    write('');
    field.current?.focus();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="held" ref={place} />
      {failed && (
        <p class="too-long" role="alert">
          {phrases.refused} {phrases.try_again}
        </p>
      )}
      <label class="attach" title={phrases.attach}>
        <Icon name="attach" />
        <input
          type="file"
          class="unseen"
          multiple
          accept="image/png,image/jpeg,image/webp,image/gif,application/pdf"
          aria-label={phrases.attach}
          onChange={({ currentTarget: input }) => {
            add(input.files);
            // So that the same file can be chosen again.
            input.value = '';
          }}
        />
      </label>
      <label class="unseen" for="words">
        {phrases.write}
      </label>
      <textarea
        id="words"
        ref={field}
        rows={1}
        dir="auto"
        value={draft}
        placeholder={phrases.write_hint}
        aria-invalid={tooLong}
        aria-describedby={tooLong ? 'too-long' : undefined}
        onInput={(event) => write(event.currentTarget.value)}
        onPaste={(event) => add(event.clipboardData?.files) && event.preventDefault()}
        onKeyDown={(event) => {
          // While a word is being composed (Chinese, Japanese, …) Enter belongs to the input method.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="primary send" disabled={nothing}>
        {phrases.send}
      </button>
      {tooLong && (
        <p id="too-long" class="too-long" role="alert">
          {phrases.too_long(LONGEST)}
        </p>
      )}
    </form>
  );
}
