import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { Said } from '../people/said.tsx';

/** A secret that is shown once. */
export function Secret({ secret }: { secret: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <section aria-label="The secret">
      <Said>Copy the secret now: it is shown only once. The receiver checks the signatures with it.</Said>
      <p className="secret">{secret}</p>
      <Button variant="default" size="compact-sm" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </section>
  );
}
