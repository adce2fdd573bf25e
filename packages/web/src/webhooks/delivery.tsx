import { Button, Loader, Text, Title } from '@mantine/core';
import { type JSX, useCallback } from 'react';
import { useAsked } from '../api/asked.ts';
import { call } from '../api/call.ts';
import type { AnswerTo } from '../api/client.ts';
import { useSent } from '../api/sent.ts';
import { Refused } from '../people/said.tsx';
import { Scrolls } from '../people/scrolls.tsx';
import { When } from '../people/when.tsx';
import type { Endpoint } from './standing.tsx';

type Full = AnswerTo<'GET /api/webhooks/{webhook}/deliveries/{message}'>;

/** One delivery: what was sent, and what came back each time. */
export function DeliveryInFull({
  endpoint,
  message,
  begun,
}: {
  endpoint: Endpoint;
  message: string;
  begun(): void;
}): JSX.Element {
  const { endpoint_id: webhook } = endpoint;
  const asked = useAsked(
    useCallback(
      () => call('GET /api/webhooks/{webhook}/deliveries/{message}', { params: { webhook, message } }),
      [webhook, message],
    ),
  );
  const sent = useSent();
  const again = (): void => {
    const params = { webhook, message };
    void sent
      .send(() => call('POST /api/webhooks/{webhook}/deliveries/{message}/again', { params }))
      .then((done) => {
        if (!done) return;
        asked.again();
        begun();
      });
  };
  const full = asked.value;
  return (
    <section className="card above" aria-label="One delivery">
      <Refused says={asked.fault?.says ?? sent.says} />
      {full === null && asked.busy && <Loader aria-label="Loading" />}
      {full && (
        <>
          <Title order={3} size="h4" mb="xs">
            {full.type}
          </Title>
          <Text size="sm">
            <code>{full.message_id}</code>, of <When at={full.made_at} />
          </Text>
          <Text size="sm" fw={600} mt="sm">
            The request
          </Text>
          <p className="secret webhook-body">{pretty(full.body)}</p>
          <Tries tried={full.tried} />
          <Button
            variant="default"
            mt="sm"
            disabled={!endpoint.enabled || full.sending}
            loading={sent.busy}
            onClick={again}
          >
            Send again
          </Button>
        </>
      )}
    </section>
  );
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}

function Tries({ tried }: { tried: Full['tried'] }): JSX.Element {
  if (tried.length === 0)
    return (
      <Text c="dimmed" size="sm">
        It was not tried yet.
      </Text>
    );
  return (
    <Scrolls>
      <table className="rows webhook-tries">
        <thead>
          <tr>
            <th>Try</th>
            <th>When</th>
            <th>Took</th>
            <th>Answer</th>
          </tr>
        </thead>
        <tbody>
          {tried.map((one) => (
            <tr key={one.attempt}>
              <td>{one.attempt}</td>
              <td>
                <When at={one.at} />
              </td>
              <td>{one.took_ms} ms</td>
              <td>
                <span className={one.trouble === null ? 'good' : 'late'}>
                  {one.trouble ?? `${one.status_code}`}
                </span>
                {one.response !== null && <p className="secret webhook-body">{one.response}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
