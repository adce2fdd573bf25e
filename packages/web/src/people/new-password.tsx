import { Button, PasswordInput } from '@mantine/core';
import { type JSX, useState } from 'react';

/** As many characters as the server asks for. */
export const SHORTEST_PASSWORD = 15;

/** A new password, and the button that sets it. */
export function NewPassword({
  busy,
  button,
  choose,
}: {
  busy: boolean;
  button: string;
  choose(password: string): void;
}): JSX.Element {
  const [password, setPassword] = useState('');
  const short = password.length > 0 && password.length < SHORTEST_PASSWORD;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        choose(password);
      }}
    >
      <PasswordInput
        label="New password"
        description={`At least ${SHORTEST_PASSWORD} characters; a few words make a good one.`}
        autoComplete="new-password"
        required
        minLength={SHORTEST_PASSWORD}
        error={short ? `${SHORTEST_PASSWORD - password.length} more to go` : undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" mt="md" loading={busy} disabled={password.length < SHORTEST_PASSWORD}>
        {button}
      </Button>
    </form>
  );
}
