const CAN_HOLD = 'a[href], button:not(:disabled), textarea:not(:disabled), input, [tabindex="0"]';

function places(within: HTMLElement): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(CAN_HOLD)].filter(
    (each) => !each.closest('dialog:not([open])') && each.getClientRects().length > 0,
  );
}

/** Whether a dialog stands over the chat: it keeps the focus and hears Escape by itself. */
function hasDialog(within: HTMLElement): boolean {
  return within.querySelector('dialog[open]') !== null;
}

/**
 * Keeps the focus within while it is shown, hears Escape, and keeps what is typed from the shop's page, whose shortcuts must not answer
 * to letters of a message.
 */
export function keepKeys(within: HTMLElement, leave: () => void): void {
  within.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing || hasDialog(within)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    }
    if (event.key === 'Tab') turnRound(within, event);
  });
  for (const kind of ['keypress', 'keyup']) within.addEventListener(kind, (event) => event.stopPropagation());
}

function turnRound(within: HTMLElement, event: KeyboardEvent): void {
  const all = places(within);
  const [first, last] = [all[0], all.at(-1)];
  const root = within.getRootNode();
  const at = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  const leaves = event.shiftKey ? at === first || at === within : at === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
