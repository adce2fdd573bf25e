import { type JSX, useId, useState } from 'react';

/** Asks for the operator token; `says` is why, when one was refused. */
export function TokenGate({ says, enter }: { says: string | null; enter(token: string): void }): JSX.Element {
  const [token, setToken] = useState('');
  const field = useId();
  return (
    <form
      className="gate"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== '') enter(token.trim());
      }}
    >
      <h1>Trace</h1>
      <p>Every conversation, event by event, with the reason for each decision.</p>
      <label htmlFor={field}>Operator token</label>
      <input
        id={field}
        type="password"
        autoComplete="off"
        value={token}
        aria-describedby={`${field}-where`}
        onChange={(event) => setToken(event.target.value)}
      />
      <p id={`${field}-where`} className="note">
        Hark prints it when it starts and keeps it in its data folder. This tab remembers it until it is
        closed.
      </p>
      {says !== null && (
        <p className="fault" role="alert">
          {says}
        </p>
      )}
      <button type="submit" className="primary">
        Show conversations
      </button>
    </form>
  );
}
