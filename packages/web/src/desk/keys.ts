import { useEffect, useRef } from 'react';

/** What a key does at the desk, in the order in which the list of shortcuts shows it. */
export const SHORTCUTS = [
  { keys: 'j', does: 'Next conversation' },
  { keys: 'k', does: 'Conversation before' },
  { keys: 'Enter', does: 'Open it' },
  { keys: '1 – 6', does: 'Another list' },
  { keys: '/', does: 'Search; in an empty answer: templates' },
  { keys: 't', does: 'Take over' },
  { keys: 'r', does: 'Answer the buyer' },
  { keys: 'n', does: 'Write a note' },
  { keys: 'f', does: 'Attach files to the answer' },
  { keys: 'Ctrl Enter', does: 'Send' },
  { keys: 'Esc', does: 'Leave the field, go back' },
  { keys: 'a', does: 'Actions on the order' },
  { keys: 'p', does: 'Pass to the marketplace, or to the shop' },
  { keys: 'g', does: 'Give back to the assistant' },
  { keys: 'e', does: 'Resolve' },
  { keys: 'z', does: 'Undo' },
  { keys: '?', does: 'These shortcuts' },
] as const;

/** Whether whoever presses keys is writing. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
}

/** Hears single keys while nobody writes; `keys` maps a key to what it does. A key with a modifier is the browser's. */
export function useKeys(keys: { [key: string]: (() => void) | undefined }): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      // What floats above the page has the keys to itself.
      if (isWriting(event.target) || document.querySelector('dialog[open]')) return;
      // A button under the focus keeps its own Enter.
      if (
        event.key === 'Enter' &&
        event.target instanceof HTMLElement &&
        event.target.matches('button, a, summary')
      )
        return;
      const does = now.current[event.key];
      if (!does) return;
      event.preventDefault();
      does();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
