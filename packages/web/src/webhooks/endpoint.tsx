import { Alert, Button, NativeSelect, Text, Title } from '@mantine/core';
import { type JSX, useState } from 'react';
import { call } from '../api/call.ts';
import type { AnswerTo } from '../api/client.ts';
import { type Sent, useSent } from '../api/sent.ts';
import { Refused, Said } from '../people/said.tsx';
import { saidAt } from '../people/times.ts';
import { goTo } from '../shell/address.ts';
import { Link } from '../shell/link.tsx';
import { Deliveries } from './deliveries.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { Secret } from './secret.tsx';
import { type Endpoint, Standing } from './standing.tsx';

type Shown = {
  endpoint: Endpoint;
  types: AnswerTo<'GET /api/webhooks'>['event_types'];
  /** A secret that was just made. */
  secret: string | null;
  showSecret(secret: string | null): void;
  changed(): void;
};

/** One endpoint: how it stands, what can be done with it, and what it was sent. */
export function EndpointPage({ endpoint, types, secret, showSecret, changed }: Shown): JSX.Element {
  const [editing, setEditing] = useState(false);
  const [round, setRound] = useState(0);
  const sent = useSent();
  const params = { webhook: endpoint.endpoint_id };
  const happened = (): void => {
    setRound((count) => count + 1);
    changed();
  };
  return (
    <>
      <Link to="/webhooks">All endpoints</Link>
      <Title order={1}>{endpoint.description === '' ? 'A webhook endpoint' : endpoint.description}</Title>
      <Text className="webhook-address" mb="xs">
        {endpoint.url}
      </Text>
      <p>
        <Standing endpoint={endpoint} />
        {endpoint.shop_id === null && ', told of every shop'}
      </p>
      {endpoint.off_because !== null && (
        <Alert color="red" variant="outline" mb="sm">
          What happened since is kept for 30 days. When the endpoint answers again, turn it on and send again
          what failed.
        </Alert>
      )}
      {secret !== null && <Secret secret={secret} />}
      <Doings {...{ endpoint, sent, editing, happened }} edit={() => setEditing(!editing)} />
      <Refused says={sent.says} />
      <div className="stack above">
        {editing && (
          <section className="card" aria-label="Change the endpoint">
            <EndpointForm
              types={types}
              begin={endpoint}
              does="Save"
              send={(body) => call('POST /api/webhooks/{webhook}/change', { params, body })}
              done={() => {
                setEditing(false);
                changed();
              }}
            />
          </section>
        )}
        <Deliveries key={round} endpoint={endpoint} changed={changed} />
        <Rotation endpoint={endpoint} rotated={showSecret} changed={changed} />
      </div>
    </>
  );
}

type Doing = { endpoint: Endpoint; sent: Sent; editing: boolean; edit(): void; happened(): void };

function Doings({ endpoint, sent, editing, edit, happened }: Doing): JSX.Element {
  const params = { webhook: endpoint.endpoint_id };
  const name = endpoint.description === '' ? endpoint.url : endpoint.description;
  const turn = (enabled: boolean): void => {
    if (!enabled && !confirm(`Turn off ${name}? It is told nothing until it is turned on again.`)) return;
    const asking = () => call('POST /api/webhooks/{webhook}/change', { params, body: { enabled } });
    void sent.send(asking).then((done) => done && happened());
  };
  const remove = (): void => {
    if (!confirm(`Remove ${name}? It is told nothing more, and its secret ends.`)) return;
    void sent
      .send(() => call('POST /api/webhooks/{webhook}/remove', { params }))
      .then((done) => {
        if (!done) return;
        happened();
        goTo('/webhooks');
      });
  };
  const test = (): void => {
    void sent
      .send(() => call('POST /api/webhooks/{webhook}/test', { params }))
      .then((done) => done && happened());
  };
  return (
    <div className="fields">
      <Button onClick={test} disabled={!endpoint.enabled || sent.busy}>
        Send a test event
      </Button>
      <Button variant="default" onClick={edit} aria-expanded={editing}>
        Change
      </Button>
      <Button variant="default" onClick={() => turn(!endpoint.enabled)} disabled={sent.busy}>
        {endpoint.enabled ? 'Turn off' : 'Turn on'}
      </Button>
      <Button variant="subtle" color="red" onClick={remove} disabled={sent.busy}>
        Remove
      </Button>
    </div>
  );
}

const OVERLAPS = [
  { value: '0', label: 'ends at once' },
  { value: '1', label: 'signs too for an hour' },
  { value: '24', label: 'signs too for a day' },
  { value: '168', label: 'signs too for a week' },
];

function Rotation({
  endpoint,
  rotated,
  changed,
}: {
  endpoint: Endpoint;
  rotated(secret: string): void;
  changed(): void;
}): JSX.Element {
  const [hours, setHours] = useState('24');
  const sent = useSent();
  const rotate = (): void => {
    const given = { params: { webhook: endpoint.endpoint_id }, body: { overlap_hours: Number(hours) } };
    void sent
      .send(() => call('POST /api/webhooks/{webhook}/rotate', given))
      .then((answer) => {
        if (!answer) return;
        rotated(answer.secret);
        changed();
      });
  };
  return (
    <section className="card" aria-label="The secret it is signed with">
      <Title order={2} size="h3" mb="xs">
        A new secret
      </Title>
      <div className="fields">
        <NativeSelect
          label="The present one"
          value={hours}
          data={OVERLAPS}
          onChange={(event) => setHours(event.currentTarget.value)}
        />
        <Button variant="default" loading={sent.busy} onClick={rotate}>
          Make a new secret
        </Button>
      </div>
      {endpoint.old_secret_ends_at !== null && (
        <Said>The secret before signs too until {saidAt(endpoint.old_secret_ends_at)}.</Said>
      )}
      <Refused says={sent.says} />
    </section>
  );
}
