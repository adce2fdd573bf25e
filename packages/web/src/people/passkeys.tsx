import type { Passkey } from '@hark/wire';
import { Button, Loader, PasswordInput, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, type JSX, useCallback, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { call } from '../api/call.ts';
import { useSent } from '../api/sent.ts';
import { useSession } from '../shell/session.tsx';
import { makePasskey, passkeysNotHere } from './passkey-ceremony.ts';
import { Elsewhere } from './passkey-sign-in.tsx';
import { Refused, Said } from './said.tsx';
import { When } from './when.tsx';

/** One's passkeys: added, named, removed. */
export function PasskeysCard(): JSX.Element {
  const { session, again } = useSession();
  const asked = useAsked(useCallback(() => call('GET /api/me/passkeys', {}), []));
  const [added, setAdded] = useState(false);
  const changed = (): void => {
    asked.again();
    again();
  };
  const all = asked.value?.passkeys ?? [];
  return (
    <section className="card" aria-label="Passkeys">
      <Title order={2} size="h3" mb="xs">
        Passkeys
      </Title>
      <Text size="sm" mb="sm">
        A passkey lives in your telephone, your computer or a security key. It opens your account with a
        finger, a face or a PIN, without password and code.
      </Text>
      {asked.value === null && asked.busy && <Loader aria-label="Loading" />}
      <Refused says={asked.fault?.says ?? null} />
      {added && <Said>The passkey was added. From now on your password alone opens nothing.</Said>}
      {all.length > 0 && (
        <ul className="passkeys" aria-label="Your passkeys">
          {all.map((passkey) => (
            <PasskeyRow key={passkey.passkey_id} passkey={passkey} changed={changed} />
          ))}
        </ul>
      )}
      {passkeysNotHere(session) === null ? (
        <AddPasskey
          key={all.length}
          done={() => {
            setAdded(true);
            changed();
          }}
        />
      ) : (
        <Elsewhere />
      )}
    </section>
  );
}

/** The field for the present password, where there is one. */
function Present({ value, change }: { value: string; change(password: string): void }): JSX.Element | null {
  const { session } = useSession();
  if (session.second_factors?.password === false) return null;
  return (
    <PasswordInput
      label="Present password"
      autoComplete="current-password"
      required
      mb="sm"
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** What is sent of the present password: null where there is none. */
function sentPassword(password: string): string | null {
  return password === '' ? null : password;
}

function AddPasskey({ done }: { done(): void }): JSX.Element {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const sent = useSent();
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const kept = await sent.send(async () => {
      const body = { password: sentPassword(password) };
      const question = await call('POST /api/me/passkeys/question', { body });
      if (!question.ok) return question;
      const answer = await makePasskey(question.value);
      if (!answer.ok) return answer;
      const called = name.trim() === '' ? null : name;
      return call('POST /api/me/passkeys', { body: { answer: answer.value, name: called } });
    });
    if (kept) done();
  };
  if (!open)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        Add a passkey
      </Button>
    );
  return (
    <form className="narrow" onSubmit={(event) => void add(event)}>
      <TextInput
        label="What to call it"
        placeholder="Telephone"
        maxLength={100}
        mb="sm"
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Present value={password} change={setPassword} />
      <Refused says={sent.says} />
      <Button type="submit" loading={sent.busy} mr="xs">
        Make the passkey
      </Button>
      <Button variant="subtle" onClick={() => setOpen(false)}>
        Cancel
      </Button>
    </form>
  );
}

function PasskeyRow({ passkey, changed }: { passkey: Passkey; changed(): void }): JSX.Element {
  const [doing, setDoing] = useState<'rename' | 'remove' | null>(null);
  const close = (): void => setDoing(null);
  return (
    <li>
      <div className="passkey">
        <span className="passkey-name">{passkey.name}</span>
        <Text span size="sm" c="dimmed">
          added <When at={passkey.added_at} />, {passkey.synced ? 'kept on several devices' : 'on one device'}
        </Text>
        <span>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`Rename ${passkey.name}`}
            onClick={() => setDoing('rename')}
          >
            Rename
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`Remove ${passkey.name}`}
            onClick={() => setDoing('remove')}
          >
            Remove
          </Button>
        </span>
      </div>
      {doing === 'rename' && <Rename passkey={passkey} close={close} changed={changed} />}
      {doing === 'remove' && <Remove passkey={passkey} close={close} changed={changed} />}
    </li>
  );
}

type Changing = { passkey: Passkey; close(): void; changed(): void };

function Rename({ passkey, close, changed }: Changing): JSX.Element {
  const [name, setName] = useState(passkey.name);
  const sent = useSent();
  const params = { passkey: passkey.passkey_id };
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void sent
          .send(() => call('POST /api/me/passkeys/{passkey}/rename', { params, body: { name } }))
          .then((done) => {
            if (!done) return;
            close();
            changed();
          });
      }}
    >
      <TextInput
        label="New name"
        required
        maxLength={100}
        mb="sm"
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Refused says={sent.says} />
      <Button type="submit" variant="default" loading={sent.busy} mr="xs">
        Save the name
      </Button>
      <Button variant="subtle" onClick={close}>
        Cancel
      </Button>
    </form>
  );
}

function Remove({ passkey, close, changed }: Changing): JSX.Element {
  const { session } = useSession();
  const [password, setPassword] = useState('');
  const sent = useSent();
  const held = session.second_factors;
  const last = held !== null && held.passkeys === 1 && !held.app && held.password;
  const params = { passkey: passkey.passkey_id };
  return (
    <form
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { password: sentPassword(password) };
        void sent
          .send(() => call('POST /api/me/passkeys/{passkey}/remove', { params, body }))
          .then((done) => done && changed());
      }}
    >
      {last && (
        <Text size="sm" mb="sm" role="note">
          <span className="due">This is your last second factor.</span>{' '}
          {held.required
            ? 'Your role needs one: add an app or another passkey first.'
            : 'Without it your password alone opens your account.'}
        </Text>
      )}
      {!(last && held.required) && (
        <>
          <Present value={password} change={setPassword} />
          <Refused says={sent.says} />
          <Button type="submit" variant="default" loading={sent.busy} mr="xs">
            Remove {passkey.name}
          </Button>
        </>
      )}
      <Button variant="subtle" onClick={close}>
        Cancel
      </Button>
    </form>
  );
}
