import type { JSX, ReactNode } from 'react';
import { goTo } from './address.ts';

/** A link within the app; with a key held it opens elsewhere, as links do. */
export function Link({
  to,
  current = false,
  children,
}: {
  to: string;
  current?: boolean;
  children: ReactNode;
}): JSX.Element {
  return (
    <a
      href={to}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        goTo(to);
      }}
    >
      {children}
    </a>
  );
}
