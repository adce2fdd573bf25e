import { Loader, Text, Title } from '@mantine/core';
import { type JSX, useCallback, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { call } from '../api/call.ts';
import type { AnswerTo } from '../api/client.ts';
import { Refused } from '../people/said.tsx';
import { Scrolls } from '../people/scrolls.tsx';
import { goTo, useParameter } from '../shell/address.ts';
import { Link } from '../shell/link.tsx';
import { EndpointPage } from './endpoint.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { Secret } from './secret.tsx';
import { Standing } from './standing.tsx';

type Listed = AnswerTo<'GET /api/webhooks'>;

/** Webhooks: the endpoints of the house, a new one, and one by itself. */
export function Webhooks(): JSX.Element {
  const asked = useAsked(useCallback(() => call('GET /api/webhooks', {}), []));
  const chosen = useParameter('endpoint');
  const [secret, setSecret] = useState<string | null>(null);
  const listed = asked.value;
  const endpoint = listed?.endpoints.find(({ endpoint_id }) => endpoint_id === chosen) ?? null;
  const made = ({ secret: fresh, endpoint_id }: { secret: string; endpoint_id: string }): void => {
    setSecret(fresh);
    asked.again();
    goTo(`/webhooks?endpoint=${encodeURIComponent(endpoint_id)}`);
  };
  if (listed && endpoint)
    return (
      <EndpointPage
        key={endpoint.endpoint_id}
        endpoint={endpoint}
        types={listed.event_types}
        secret={secret}
        showSecret={setSecret}
        changed={asked.again}
      />
    );
  return (
    <>
      <Title order={1}>Webhooks</Title>
      <Text c="dimmed" mb="md">
        Other systems are told what happens in conversations and to actions: signed, sent again until it is
        taken, without personal text.
      </Text>
      <Refused says={asked.fault?.says ?? null} />
      {chosen !== null && listed && <Refused says="That endpoint is not there any more." />}
      {listed === null && asked.busy && <Loader aria-label="Loading" />}
      {listed && (
        <div className="stack">
          {secret !== null && <Secret secret={secret} />}
          <EndpointList endpoints={listed.endpoints} />
          <NewEndpoint types={listed.event_types} made={made} />
        </div>
      )}
    </>
  );
}

function EndpointList({ endpoints }: { endpoints: Listed['endpoints'] }): JSX.Element {
  if (endpoints.length === 0)
    return (
      <Text c="dimmed">
        Nobody is told yet. Make an endpoint below: an https address of yours that takes the requests.
      </Text>
    );
  return (
    <section className="card" aria-label="Endpoints">
      <Scrolls>
        <table className="rows webhook-list">
          <thead>
            <tr>
              <th>Endpoint</th>
              <th>State</th>
              <th>Events</th>
              <th>Delivered</th>
              <th>Waiting</th>
              <th>Failed</th>
            </tr>
          </thead>
          <tbody>
            {endpoints.map((one) => (
              <tr key={one.endpoint_id}>
                <td className="webhook-address">
                  <Link to={`/webhooks?endpoint=${encodeURIComponent(one.endpoint_id)}`}>
                    {one.description === '' ? one.url : one.description}
                  </Link>
                  {one.description !== '' && <small>{one.url}</small>}
                </td>
                <td>
                  <Standing endpoint={one} />
                </td>
                <td>{one.event_types.length}</td>
                <td>{one.delivered}</td>
                <td>{one.waiting}</td>
                <td className={one.failed > 0 ? 'late' : undefined}>{one.failed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <Text size="xs" c="dimmed" mt="xs">
        Deliveries of the last 30 days.
      </Text>
    </section>
  );
}

function NewEndpoint({
  types,
  made,
}: {
  types: Listed['event_types'];
  made(answer: AnswerTo<'POST /api/webhooks'>): void;
}): JSX.Element {
  return (
    <section className="card" aria-label="A new endpoint">
      <Title order={2} size="h3" mb="xs">
        A new endpoint
      </Title>
      <EndpointForm
        types={types}
        begin={{ url: '', description: '', event_types: types.map(({ type }) => type) }}
        does="Make the endpoint"
        send={(body) => call('POST /api/webhooks', { body })}
        done={made}
      />
    </section>
  );
}
