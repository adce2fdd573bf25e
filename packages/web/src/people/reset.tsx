import { Button, Text, TextInput, Title } from '@mantine/core';
import { type JSX, useState } from 'react';
import { ask, isDone } from '../api/ask.ts';
import { useSent } from '../api/sent.ts';
import { Link } from '../shell/link.tsx';
import { NewPassword } from './new-password.tsx';
import { Refused, Said } from './said.tsx';

/** Asks for a link by mail, and, opened by that link, sets the new password. The token stands behind the number sign, in no log. */
export function ResetPassword(): JSX.Element {
  const [token] = useState(() => location.hash.slice(1));
  return (
    <div className="gate">
      <Title order={1} size="h2" mb="md">
        A new password
      </Title>
      {token === '' ? <AskForLink /> : <Choose token={token} />}
      <Text size="sm" mt="md">
        <Link to="/sign-in">Back to signing in</Link>
      </Text>
    </div>
  );
}

function AskForLink(): JSX.Element {
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const sent = useSent();
  if (asked)
    return (
      <Said>
        If {email} has access here, a letter with a link is on its way. The link is good for an hour.
      </Said>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void sent
          .send(() => ask({ path: '/api/password/ask', body: { email }, is: isDone }))
          .then((done) => done && setAsked(true));
      }}
    >
      <TextInput
        label="E-mail address"
        type="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Refused says={sent.says} />
      <Button type="submit" mt="md" loading={sent.busy}>
        Send me a link
      </Button>
    </form>
  );
}

function Choose({ token }: { token: string }): JSX.Element {
  const [done, setDone] = useState(false);
  const sent = useSent();
  if (done) return <Said>Your new password is set, and every session was ended. Sign in with it now.</Said>;
  return (
    <>
      <NewPassword
        busy={sent.busy}
        button="Set the password"
        choose={(password) =>
          void sent
            .send(() => ask({ path: '/api/password/reset', body: { token, password }, is: isDone }))
            .then((set) => set && setDone(true))
        }
      />
      <Refused says={sent.says} />
    </>
  );
}
