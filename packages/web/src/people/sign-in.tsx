import { type DemoAccount, isSignedIn, type SignedIn } from '@hark/wire';
import { Anchor, Button, PasswordInput, Text, TextInput, Title } from '@mantine/core';
import { type JSX, useEffect, useState } from 'react';
import { ask } from '../api/ask.ts';
import { useSent } from '../api/sent.ts';
import { goTo, useParameter } from '../shell/address.ts';
import { Link } from '../shell/link.tsx';
import { ROLE_NAMES, ROLE_USES } from '../shell/roles.ts';
import { houseName, useSession } from '../shell/session.tsx';
import { PasskeyStep, usePasskeySignIn } from './passkey-sign-in.tsx';
import { Refused } from './said.tsx';

/** Only places of our own: an address from outside must not be where signing in leads to. */
function safePlace(then: string | null): string {
  return then?.startsWith('/') && !then.startsWith('//') && !then.includes('\\') ? then : '/';
}

/** Signing in, in one step or two. */
export function SignIn(): JSX.Element {
  const { session, again } = useSession();
  const then = safePlace(useParameter('then'));
  const [step, setStep] = useState<SignedIn['next']>('in');
  useEffect(() => {
    if (session.person !== null) goTo(then, { replace: true });
  }, [session.person, then]);
  return (
    <div className="gate">
      <Title order={1}>Hark</Title>
      {step === 'second_factor' && <SecondStep done={again} back={() => setStep('in')} />}
      {step === 'passkey' && <PasskeyStep done={again} back={() => setStep('in')} />}
      {step === 'in' && <FirstStep then={then} next={(next) => (next === 'in' ? again() : setStep(next))} />}
    </div>
  );
}

function FirstStep({ then, next }: { then: string; next(step: SignedIn['next']): void }): JSX.Element {
  const { session, again } = useSession();
  const passkey = usePasskeySignIn(again, { offer: true });
  const role = useParameter('demo');
  const [account] = useState(() => session.demo.find((one) => one.role === role));
  const [email, setEmail] = useState(account?.email ?? '');
  const [password, setPassword] = useState(account?.password ?? '');
  const sent = useSent();
  const failed = useParameter('failed');
  return (
    <>
      <Text c="dimmed" mb="lg">
        For people at work: conversations, the team and what happened.
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void sent
            .send(() => ask({ path: '/api/sign-in', body: { email, password }, is: isSignedIn }))
            .then((step) => step && next(step.next));
        }}
      >
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username webauthn"
          required
          autoFocus={account === undefined}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          mt="sm"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Refused says={sent.says ?? passkey.says ?? (failed === null ? null : FAILED)} />
        <Button type="submit" fullWidth mt="md" loading={sent.busy} autoFocus={account !== undefined}>
          Sign in
        </Button>
      </form>
      {passkey.possible && (
        <Button variant="default" fullWidth mt="sm" loading={passkey.busy} onClick={passkey.press}>
          Sign in with a passkey
        </Button>
      )}
      {session.single_sign_on !== null && (
        <Button
          component="a"
          href={`/api/sign-in/oidc?then=${encodeURIComponent(then)}`}
          variant="default"
          fullWidth
          mt="sm"
        >
          {session.single_sign_on}
        </Button>
      )}
      <Text size="sm" mt="md">
        <Link to="/reset">Forgot your password?</Link>
      </Text>
      <DemoAccounts
        accounts={session.demo}
        fill={(account) => {
          setEmail(account.email);
          setPassword(account.password);
        }}
      />
    </>
  );
}

const FAILED =
  'Single sign-on did not let you in: nobody of that e-mail address was invited here. Ask an administrator to invite you, then try again.';

function DemoAccounts({
  accounts,
  fill,
}: {
  accounts: DemoAccount[];
  fill(account: DemoAccount): void;
}): JSX.Element | null {
  const { session } = useSession();
  if (accounts.length === 0) return null;
  return (
    <section aria-label="Accounts of the demo" className="card" style={{ marginTop: 32 }}>
      <Title order={2} size="h3">
        Accounts of the demo
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Choose one to fill in its e-mail address and password, then press Sign in.
      </Text>
      {accounts.map((account) => (
        <Button
          key={account.email}
          variant="subtle"
          fullWidth
          justify="flex-start"
          h="auto"
          py={6}
          px="xs"
          onClick={() => fill(account)}
        >
          <span style={{ textAlign: 'left', whiteSpace: 'normal' }}>
            {ROLE_NAMES[account.role]}
            {account.shop_id === null ? '' : ` of ${houseName(session, account.shop_id)}`}
            <Text span display="block" size="xs" c="dimmed" fw={400}>
              {ROLE_USES[account.role]}
            </Text>
          </span>
        </Button>
      ))}
      <Text size="xs" c="dimmed" mt="xs">
        Letters that Hark sends in the demo stand at{' '}
        <Anchor href="/demo/mail" underline="always">
          /demo/mail
        </Anchor>
        .
      </Text>
    </section>
  );
}

function SecondStep({ done, back }: { done(): void; back(): void }): JSX.Element {
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<'app' | 'recovery'>('app');
  const sent = useSent();
  const passkey = usePasskeySignIn(done, { offer: false });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void sent
          .send(() => ask({ path: '/api/sign-in/second-factor', body: { code, kind }, is: isSignedIn }))
          .then((step) => step && done());
      }}
    >
      <Text c="dimmed" mb="lg">
        {kind === 'app'
          ? 'Enter the six digits that your app shows now.'
          : 'Enter one of your recovery codes. It opens once.'}
      </Text>
      <TextInput
        key={kind}
        label={kind === 'app' ? 'Code of the app' : 'Recovery code'}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        autoComplete="one-time-code"
        required
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Refused says={sent.says ?? passkey.says} />
      <Button type="submit" fullWidth mt="md" loading={sent.busy}>
        Sign in
      </Button>
      {passkey.possible && (
        <Button variant="subtle" fullWidth mt="xs" loading={passkey.busy} onClick={passkey.press}>
          Use a passkey
        </Button>
      )}
      <Button
        variant="subtle"
        fullWidth
        mt="xs"
        onClick={() => {
          setKind(kind === 'app' ? 'recovery' : 'app');
          setCode('');
        }}
      >
        {kind === 'app' ? 'Use a recovery code' : 'Use the app'}
      </Button>
      <Button variant="subtle" fullWidth onClick={back}>
        Begin again
      </Button>
    </form>
  );
}
