import { isRecoveryCodes, isSecondFactor, type SecondFactor } from '@hark/wire';
import { Anchor, Button, PasswordInput, Text, TextInput, Title } from '@mantine/core';
import { type JSX, useState } from 'react';
import { ask, isDone } from '../api/ask.ts';
import { useSent } from '../api/sent.ts';
import { useSession } from '../shell/session.tsx';
import { QrCode } from './qr-code.tsx';
import { Refused, Said } from './said.tsx';

/** The app for one-time codes: set up, confirmed, removed. */
export function SecondFactorCard(): JSX.Element {
  const { session, again } = useSession();
  const [setting_up, setSettingUp] = useState<SecondFactor | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <section className="card" aria-label="App for codes">
      <Title order={2} size="h3" mb="xs">
        App for codes
      </Title>
      {codes !== null && <RecoveryCodes codes={codes} />}
      {setting_up !== null ? (
        <Confirm
          made={setting_up}
          done={() => {
            setCodes(setting_up.recovery_codes);
            setSettingUp(null);
            again();
          }}
        />
      ) : session.second_factors?.app ? (
        <Present codes={setCodes} removed={again} />
      ) : (
        <Begin begun={setSettingUp} />
      )}
    </section>
  );
}

function WithPassword({
  button,
  send,
}: {
  button: string;
  send(password: string, sent: ReturnType<typeof useSent>): void;
}): JSX.Element {
  const [password, setPassword] = useState('');
  const sent = useSent();
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        send(password, sent);
      }}
    >
      <PasswordInput
        label="Present password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Refused says={sent.says} />
      <Button type="submit" mt="sm" variant="default" loading={sent.busy}>
        {button}
      </Button>
    </form>
  );
}

function Begin({ begun }: { begun(made: SecondFactor): void }): JSX.Element {
  const { session } = useSession();
  if (session.second_factors?.password === false)
    return (
      <Text size="sm">
        You come in by single sign-on, which asks for what it needs. An app for codes goes with a password
        here.
      </Text>
    );
  return (
    <>
      <Text size="sm" mb="sm">
        An app on your telephone shows a new code every half minute. Signing in asks for it beside the
        password, so that a stolen password opens nothing.
      </Text>
      <WithPassword
        button="Set it up"
        send={(password, sent) =>
          void sent
            .send(() => ask({ path: '/api/me/second-factor', body: { password }, is: isSecondFactor }))
            .then((made) => made && begun(made))
        }
      />
    </>
  );
}

function Confirm({ made, done }: { made: SecondFactor; done(): void }): JSX.Element {
  const [code, setCode] = useState('');
  const sent = useSent();
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void sent
          .send(() => ask({ path: '/api/me/second-factor/confirm', body: { code }, is: isDone }))
          .then((confirmed) => confirmed && done());
      }}
    >
      <Text size="sm" mb="xs">
        Scan this code with your app, or{' '}
        <Anchor href={made.uri} underline="always">
          open it in the app
        </Anchor>{' '}
        on this device.
      </Text>
      <QrCode text={made.uri} label="QR code that holds the key for your app" />
      <Text size="sm" mt="xs">
        If your app cannot scan, enter this key:
      </Text>
      <p className="secret">{made.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</p>
      <TextInput
        label="Code of the app"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Refused says={sent.says} />
      <Button type="submit" mt="sm" loading={sent.busy}>
        Confirm
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes }: { codes: string[] }): JSX.Element {
  return (
    <>
      <Said>
        Keep these recovery codes somewhere safe. Each opens once in place of the app; they are shown only
        now.
      </Said>
      <pre className="secret">{codes.join('\n')}</pre>
    </>
  );
}

function Present({ codes, removed }: { codes(made: string[]): void; removed(): void }): JSX.Element {
  const { session } = useSession();
  const [what, setWhat] = useState<'codes' | 'remove' | null>(null);
  if (what === null)
    return (
      <>
        <Text size="sm" mb="sm">
          <span className="good">On.</span> Signing in asks for a code of your app.
        </Text>
        <Button variant="default" mr="xs" onClick={() => setWhat('codes')}>
          New recovery codes
        </Button>
        <Button variant="subtle" onClick={() => setWhat('remove')}>
          Remove
        </Button>
      </>
    );
  const held = session.second_factors;
  if (what === 'remove' && held?.required && held.passkeys === 0)
    return (
      <Text size="sm">
        <span className="due">This is your last second factor.</span> Your role needs one: add a passkey
        first.
      </Text>
    );
  return (
    <WithPassword
      key={what}
      button={what === 'codes' ? 'Make new recovery codes' : 'Remove the app'}
      send={(password, sent) => {
        if (what === 'codes')
          void sent
            .send(() => ask({ path: '/api/me/recovery-codes', body: { password }, is: isRecoveryCodes }))
            .then((made) => {
              if (!made) return;
              codes(made.recovery_codes);
              setWhat(null);
            });
        else
          void sent
            .send(() => ask({ path: '/api/me/second-factor/remove', body: { password }, is: isDone }))
            .then((done) => done && removed());
      }}
    />
  );
}
