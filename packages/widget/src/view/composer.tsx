import type { JSX, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Words } from './words.ts';

/** What one message may hold; the server refuses more. */
const LONGEST = 8_000;
/** The box grows with its text up to here. */
const TALLEST_PX = 160;

type ComposerProps = {
  field: RefObject<HTMLTextAreaElement>;
  draft: string;
  write(text: string): void;
  say(text: string): void;
  words: Words;
};

/** Where the buyer writes: Enter sends, Shift and Enter begin a new line. */
export function Composer({ field, draft, write, say, words }: ComposerProps): JSX.Element {
  const { phrases } = words;
  const tooLong = draft.length > LONGEST;
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(TALLEST_PX, box.scrollHeight)}px`;
  }, [draft]);

  function send(): void {
    if (draft.trim() === '' || tooLong) return;
    say(draft.trim());
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
        onKeyDown={(event) => {
          // While a word is being composed (Chinese, Japanese, …) Enter belongs to the input method.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="primary send" disabled={draft.trim() === '' || tooLong}>
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
