import { Button, Checkbox, Loader, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { type JSX, useCallback, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { call } from '../api/call.ts';
import type { AnswerTo } from '../api/client.ts';
import { useSent } from '../api/sent.ts';
import { Refused, Said } from './said.tsx';
import { Scrolls } from './scrolls.tsx';
import { saidAt } from './times.ts';

/** Keys of programs: what there is, and a new one. */
export function Keys(): JSX.Element {
  const asked = useAsked(useCallback(() => call('GET /api/keys', {}), []));
  const sent = useSent();
  const revoke = (key_id: string, name: string): void => {
    if (!confirm(`Revoke the key ${name}? Programs that use it are refused at once.`)) return;
    const given = { params: { key: key_id } };
    void sent.send(() => call('POST /api/keys/{key}/revoke', given)).then((done) => done && asked.again());
  };
  return (
    <>
      <Title order={1}>API keys</Title>
      <Text c="dimmed" mb="md">
        For programs. A key does what its scopes say, within your own house, and stands in the audit log under
        its name.
      </Text>
      <Refused says={asked.fault?.says ?? sent.says} />
      {asked.value === null && asked.busy && <Loader aria-label="Loading" />}
      {asked.value && (
        <div className="stack">
          <NewKey scopes={asked.value.scopes} made={asked.again} />
          <KeyList {...asked.value} revoke={revoke} />
        </div>
      )}
    </>
  );
}

type ApiKeys = AnswerTo<'GET /api/keys'>;

const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'until it is revoked' },
];
const DAY_MS = 86_400_000;

function NewKey({ scopes, made }: { scopes: ApiKeys['scopes']; made(): void }): JSX.Element {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [days, setDays] = useState('90');
  const [key, setKey] = useState<string | null>(null);
  const sent = useSent();
  return (
    <section className="card" aria-label="A new key">
      <Title order={2} size="h3" mb="xs">
        A new key
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = scopes.map(({ scope }) => scope).filter((scope) => chosen.includes(scope));
          const expires_at = days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
          void sent
            .send(() => call('POST /api/keys', { body: { name, scopes: wanted, expires_at } }))
            .then((answer) => {
              if (!answer) return;
              setKey(answer.key);
              setName('');
              setChosen([]);
              made();
            });
        }}
      >
        <div className="fields">
          <TextInput
            label="What it is for"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Good for"
            value={days}
            data={LIVES}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        </div>
        <Checkbox.Group label="It may" mt="sm" value={chosen} onChange={setChosen}>
          <div className="choices">
            {scopes.map(({ scope, allows }) => (
              <Checkbox key={scope} value={scope} label={allows} size="sm" />
            ))}
          </div>
        </Checkbox.Group>
        <Refused says={sent.says} />
        <Button type="submit" mt="sm" loading={sent.busy} disabled={chosen.length === 0}>
          Make the key
        </Button>
      </form>
      {key !== null && (
        <>
          <Said>Copy the key now: it is kept nowhere and shown only once.</Said>
          <p className="secret">{key}</p>
        </>
      )}
    </section>
  );
}

function KeyList({
  keys,
  scopes,
  revoke,
}: ApiKeys & { revoke(key_id: string, name: string): void }): JSX.Element {
  const allows = new Map<string, string>(scopes.map((one) => [one.scope, one.allows]));
  if (keys.length === 0) return <Text c="dimmed">There is no key yet. Make one above.</Text>;
  return (
    <section className="card" aria-label="Keys">
      <Scrolls>
        <table className="rows stacks">
          <thead>
            <tr>
              <th>For</th>
              <th>Begins with</th>
              <th>May</th>
              <th>Last used</th>
              <th>Good until</th>
              <th>
                <span className="out-of-sight">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.key_id}>
                <td>{key.name}</td>
                <td data-label="Begins with">
                  <code>{key.prefix}…</code>
                </td>
                <td>{key.scopes.map((scope) => allows.get(scope) ?? scope).join('; ')}</td>
                <td data-label="Last used">{key.used_at === null ? 'never' : saidAt(key.used_at)}</td>
                <td data-label="Good until">
                  {key.expires_at === null ? 'it is revoked' : saidAt(key.expires_at)}
                </td>
                <td>
                  {key.revoked_at === null ? (
                    <Button variant="subtle" size="compact-sm" onClick={() => revoke(key.key_id, key.name)}>
                      Revoke
                    </Button>
                  ) : (
                    <span className="late">revoked</span>
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
