import { isInvitationShown, isSignedIn } from '@hark/wire';
import { Loader, Text, Title } from '@mantine/core';
import { type JSX, useCallback, useState } from 'react';
import { ask } from '../api/ask.ts';
import { useAsked } from '../api/asked.ts';
import { useSent } from '../api/sent.ts';
import { goTo } from '../shell/address.ts';
import { ROLE_NAMES, ROLE_USES } from '../shell/roles.ts';
import { useSession } from '../shell/session.tsx';
import { NewPassword } from './new-password.tsx';
import { Refused } from './said.tsx';

/** An invited person chooses a password and is in. */
export function AcceptInvitation(): JSX.Element {
  const [token] = useState(() => location.hash.slice(1));
  const { again } = useSession();
  const sent = useSent();
  const asked = useAsked(
    useCallback(
      () => ask({ path: '/api/invitations/read', body: { token }, is: isInvitationShown }),
      [token],
    ),
  );
  const invited = asked.value;
  return (
    <div className="gate">
      <Title order={1} size="h2" mb="md">
        {invited ? `Welcome, ${invited.name}` : 'Invitation'}
      </Title>
      {asked.busy && <Loader aria-label="Loading" />}
      <Refused says={asked.fault?.says ?? null} />
      {invited && (
        <>
          <Text mb="md">
            You are invited as {ROLE_NAMES[invited.role].toLowerCase()}
            {invited.shop_id === null ? ' of the platform' : ` of ${invited.shop_name ?? invited.shop_id}`},
            who {ROLE_USES[invited.role]}. You will sign in as {invited.email}.
          </Text>
          <NewPassword
            busy={sent.busy}
            button="Accept"
            choose={(password) =>
              void sent
                .send(() =>
                  ask({ path: '/api/invitations/accept', body: { token, password }, is: isSignedIn }),
                )
                .then((step) => {
                  if (!step) return;
                  goTo('/account');
                  again();
                })
            }
          />
          <Refused says={sent.says} />
        </>
      )}
    </div>
  );
}
