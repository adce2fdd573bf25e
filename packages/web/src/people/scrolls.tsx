import type { JSX, ReactNode } from 'react';

/** A table that may be wider than the screen: it is moved by finger, wheel and, since it can be reached by Tab, by the arrow keys. */
export function Scrolls({ children, card = false }: { children: ReactNode; card?: boolean }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className={card ? 'scrolls card above' : 'scrolls'} tabIndex={0}>
      {children}
    </div>
  );
}
