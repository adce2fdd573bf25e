import { isOpenSessions, type OpenSession } from '@hark/wire';
import { Alert, Button, Loader, PasswordInput, Text, Title } from '@mantine/core';
import { type JSX, useCallback, useState } from 'react';
import { ask, isDone } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';
import { useSent } from '../api/sent.ts';
import { ROLE_NAMES, ROLE_USES } from '../shell/roles.ts';
import { houseName, isSecondFactorDue, usePerson, useSession } from '../shell/session.tsx';
import { browserName } from './browser-name.ts';
import { NewPassword } from './new-password.tsx';
import { PasskeysCard } from './passkeys.tsx';
import { Refused, Said } from './said.tsx';
import { Scrolls } from './scrolls.tsx';
import { SecondFactorCard } from './second-factor.tsx';
import { saidAt } from './times.ts';

/** One's own account: password, second factor, where one is signed in. */
export function Account(): JSX.Element {
  const person = usePerson();
  const { session } = useSession();
  return (
    <>
      <Title order={1}>{person.name}</Title>
      <Text c="dimmed" mb="lg">
        {person.email}. {ROLE_NAMES[person.role]} of {houseName(session, person.shop_id)}:{' '}
        {ROLE_USES[person.role]}.
      </Text>
      <div className="stack">
        <SecondFactorDue />
        <PasskeysCard />
        <SecondFactorCard />
        {session.second_factors?.password !== false && <PasswordCard />}
        <SessionsCard />
      </div>
    </>
  );
}

/** Told to those who come no further without one. */
function SecondFactorDue(): JSX.Element | null {
  const { session } = useSession();
  if (!isSecondFactorDue(session)) return null;
  return (
    <Alert color="accent" variant="outline" role="status" title="One more step">
      Your role needs a second factor. Add a passkey or an app for codes here; then everything else is open.
    </Alert>
  );
}

function PasswordCard(): JSX.Element {
  const [from, setFrom] = useState('');
  const [done, setDone] = useState(false);
  const sent = useSent();
  return (
    <section className="card" aria-label="Password">
      <Title order={2} size="h3" mb="xs">
        Password
      </Title>
      {done ? (
        <Said>Your password was changed. Every other session was ended.</Said>
      ) : (
        <div className="narrow">
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            mb="sm"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <NewPassword
            busy={sent.busy}
            button="Change the password"
            choose={(to) =>
              void sent
                .send(() => ask({ path: '/api/me/password', body: { from, to }, is: isDone }))
                .then((changed) => changed && setDone(true))
            }
          />
          <Refused says={sent.says} />
        </div>
      )}
    </section>
  );
}

function SessionsCard(): JSX.Element {
  const asked = useAsked(useCallback(() => ask({ path: '/api/me/sessions', is: isOpenSessions }), []));
  const sent = useSent();
  const end = (session: OpenSession): void => {
    const path = `/api/me/sessions/${encodeURIComponent(session.session_id)}/end`;
    void sent.send(() => ask({ path, body: {}, is: isDone })).then((done) => done && asked.again());
  };
  return (
    <section className="card" aria-label="Where you are signed in">
      <Title order={2} size="h3" mb="xs">
        Where you are signed in
      </Title>
      {asked.value === null && asked.busy && <Loader aria-label="Loading" />}
      <Refused says={asked.fault?.says ?? sent.says} />
      <Scrolls>
        <table className="rows stacks">
          <thead>
            <tr>
              <th>Browser</th>
              <th>Address</th>
              <th>Since</th>
              <th>
                <span className="out-of-sight">End</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(asked.value?.sessions ?? []).map((session) => (
              <tr key={session.session_id}>
                <td>{browserName(session.browser)}</td>
                <td>{session.address ?? 'unknown'}</td>
                <td>
                  <time dateTime={session.began_at} title={session.began_at}>
                    {saidAt(session.began_at)}
                  </time>
                </td>
                <td>
                  {session.here ? (
                    <span className="good">this browser</span>
                  ) : (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      disabled={sent.busy}
                      onClick={() => end(session)}
                    >
                      End
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
}
