import { Alert } from '@mantine/core';
import type { JSX, ReactNode } from 'react';

/** What the server said against something, where the reader looks next. */
export function Refused({ says }: { says: string | null }): JSX.Element | null {
  if (says === null) return null;
  return (
    <Alert color="red" variant="outline" role="alert" my="sm">
      {says}
    </Alert>
  );
}

/** That something was done. */
export function Said({ children }: { children: ReactNode }): JSX.Element {
  return (
    <Alert color="accent" variant="outline" role="status" my="sm">
      {children}
    </Alert>
  );
}
