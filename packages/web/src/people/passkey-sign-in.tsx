import { Button, Text } from '@mantine/core';
import { browserSupportsWebAuthnAutofill, WebAuthnAbortService } from '@simplewebauthn/browser';
import { type JSX, useCallback, useEffect, useState } from 'react';
import type { Answer } from '../api/ask.ts';
import { call } from '../api/call.ts';
import { useSession } from '../shell/session.tsx';
import { askPasskey, ENDED_BY_US, passkeysNotHere } from './passkey-ceremony.ts';
import { Refused } from './said.tsx';

/** A challenge lives for five minutes; the offer is made anew before that. */
const OFFERED_ANEW_MS = 4 * 60_000;

/** Signing in by a passkey: by a press, and from the browser's own offer in the field for the address. */
export type PasskeySignIn = { possible: boolean; busy: boolean; says: string | null; press(): void };

async function once({ autofill }: { autofill: boolean }): Promise<Answer<unknown>> {
  const question = await call('POST /api/sign-in/passkey/question', {});
  const answer = question.ok ? await askPasskey(question.value, { autofill }) : question;
  // Where nobody has pressed anything, that there is nothing to offer is no news.
  if (!answer.ok) return autofill ? { ...answer, code: ENDED_BY_US } : answer;
  return call('POST /api/sign-in/passkey', { body: { answer: answer.value } });
}

/** State of a page on which somebody may sign in by a passkey; `done` hears that they are in. */
export function usePasskeySignIn(done: () => void, { offer }: { offer: boolean }): PasskeySignIn {
  const { session } = useSession();
  const possible = passkeysNotHere(session) === null;
  const [busy, setBusy] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  const [round, setRound] = useState(0);

  const settle = useCallback(
    (answer: Answer<unknown>): void => {
      if (answer.ok) done();
      else if (answer.code !== ENDED_BY_US) setSays(answer.says);
    },
    [done],
  );

  useEffect(() => {
    if (!possible || !offer || busy) return;
    let current = round >= 0;
    const offerPasskeys = async (): Promise<void> => {
      if (!(await browserSupportsWebAuthnAutofill()) || !current) return;
      const answer = await once({ autofill: true });
      if (current) settle(answer);
    };
    void offerPasskeys();
    const anew = setTimeout(() => setRound((count) => count + 1), OFFERED_ANEW_MS);
    return () => {
      current = false;
      clearTimeout(anew);
      WebAuthnAbortService.cancelCeremony();
    };
  }, [possible, offer, busy, round, settle]);

  const press = (): void => {
    setBusy(true);
    setSays(null);
    void once({ autofill: false }).then((answer) => {
      setBusy(false);
      settle(answer);
    });
  };
  return { possible, busy, says, press };
}

/** After the password of somebody who has passkeys and no app. */
export function PasskeyStep({ done, back }: { done(): void; back(): void }): JSX.Element {
  const { possible, busy, says, press } = usePasskeySignIn(done, { offer: false });
  return (
    <>
      <Text c="dimmed" mb="lg">
        The password is right. Now your passkey.
      </Text>
      {possible ? (
        <Button fullWidth loading={busy} autoFocus onClick={press}>
          Use your passkey
        </Button>
      ) : (
        <Elsewhere />
      )}
      <Refused says={says} />
      <Button variant="subtle" fullWidth mt="xs" onClick={back}>
        Begin again
      </Button>
      <Text size="sm" c="dimmed" mt="md">
        You lost it? Whoever leads your team can take it away, and your password opens your account again.
      </Text>
    </>
  );
}

/** Why there are no passkeys here, with the way to where there are. */
export function Elsewhere(): JSX.Element | null {
  const { session } = useSession();
  const why = passkeysNotHere(session);
  if (why === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {why.says} {why.instead !== null && <a href={why.instead}>Open it there</a>}
    </Text>
  );
}
