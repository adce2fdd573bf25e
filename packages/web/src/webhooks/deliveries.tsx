import { Button, Loader, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { type JSX, useCallback, useEffect, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { call } from '../api/call.ts';
import type { AnswerTo } from '../api/client.ts';
import { useSent } from '../api/sent.ts';
import { Refused, Said } from '../people/said.tsx';
import { Scrolls } from '../people/scrolls.tsx';
import { When } from '../people/when.tsx';
import { DeliveryInFull } from './delivery.tsx';
import type { Endpoint } from './standing.tsx';

type Delivery = AnswerTo<'GET /api/webhooks/{webhook}/deliveries'>['deliveries'][number];
type Status = Delivery['status'];

const STATUSES = [
  { value: '', label: 'all' },
  { value: 'waiting', label: 'waiting' },
  { value: 'delivered', label: 'delivered' },
  { value: 'failed', label: 'failed' },
];
/** While something is under way the list is looked at again. */
const LOOK_EVERY_MS = 2_000;
/** A try that is so near is waited for. */
const SOON_MS = 10_000;

function statusIn(text: string): Status | undefined {
  return text === 'waiting' || text === 'delivered' || text === 'failed' ? text : undefined;
}

/** What changes when something came of a try. */
function standingOf(deliveries: Delivery[] | undefined, message: string): string {
  const found = deliveries?.find(({ message_id }) => message_id === message);
  return found ? `${found.attempts} ${found.status} ${found.sending}` : '';
}

function isMoving({ sending, next_at }: Delivery): boolean {
  return sending || (next_at !== null && Date.parse(next_at) < Date.now() + SOON_MS);
}

/** What an endpoint was sent, newest first, and sending it again. */
export function Deliveries({ endpoint, changed }: { endpoint: Endpoint; changed(): void }): JSX.Element {
  const { endpoint_id: webhook } = endpoint;
  const [status, setStatus] = useState('');
  const [before, setBefore] = useState<string | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const asked = useAsked(
    useCallback(() => {
      const query = { status: statusIn(status), before: before ?? undefined };
      return call('GET /api/webhooks/{webhook}/deliveries', { params: { webhook }, query });
    }, [webhook, status, before]),
  );
  const { value, again } = asked;
  const moving = value?.deliveries.some(isMoving);
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(again, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [moving, again]);
  const renewed = (): void => {
    again();
    changed();
  };
  return (
    <section className="card" aria-label="Deliveries">
      <Title order={2} size="h3" mb="xs">
        Deliveries of the last 30 days
      </Title>
      <div className="fields">
        <NativeSelect
          label="Show"
          value={status}
          data={STATUSES}
          onChange={(event) => {
            setStatus(event.currentTarget.value);
            setBefore(null);
          }}
        />
        <Button variant="default" onClick={renewed} loading={asked.busy}>
          Look again
        </Button>
        <AgainSince endpoint={endpoint} begun={renewed} />
      </div>
      <Refused says={asked.fault?.says ?? null} />
      {value === null && asked.busy && <Loader aria-label="Loading" />}
      {value && (
        <DeliveryRows
          deliveries={value.deliveries}
          open={open}
          show={setOpen}
          all={status === '' && before === null}
        />
      )}
      {open !== null && (
        <DeliveryInFull
          key={`${open} ${standingOf(value?.deliveries, open)}`}
          endpoint={endpoint}
          message={open}
          begun={renewed}
        />
      )}
      {value?.before && (
        <Button variant="subtle" mt="sm" onClick={() => setBefore(value.before)}>
          Older ones
        </Button>
      )}
      {before !== null && (
        <Button variant="subtle" mt="sm" onClick={() => setBefore(null)}>
          The newest
        </Button>
      )}
    </section>
  );
}

const CLASSES: { [S in Status]: string } = { waiting: 'due', delivered: 'good', failed: 'late' };

function DeliveryRows({
  deliveries,
  open,
  show,
  all,
}: {
  deliveries: Delivery[];
  open: string | null;
  show(message: string | null): void;
  all: boolean;
}): JSX.Element {
  if (deliveries.length === 0)
    return (
      <Text c="dimmed" mt="sm">
        {all
          ? 'Nothing was sent yet. Send a test event to see how it goes.'
          : 'There is none of that kind here.'}
      </Text>
    );
  return (
    <Scrolls>
      <table className="rows">
        <thead>
          <tr>
            <th>When</th>
            <th>Event</th>
            <th>State</th>
            <th>Tries</th>
            <th>Next try</th>
            <th>
              <span className="out-of-sight">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <tr key={one.message_id}>
              <td>
                <When at={one.made_at} />
              </td>
              <td>{one.type}</td>
              <td>
                <span className={CLASSES[one.status]}>{one.sending ? 'being sent' : one.status}</span>
                {one.trouble !== null && <small> {one.trouble}</small>}
              </td>
              <td>{one.attempts}</td>
              <td>{one.next_at === null ? '' : <When at={one.next_at} />}</td>
              <td>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-expanded={open === one.message_id}
                  onClick={() => show(open === one.message_id ? null : one.message_id)}
                >
                  Details
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

const DAY_MS = 86_400_000;

/** A local time as the field writes it, without seconds. */
function fieldTime(ms: number): string {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function AgainSince({ endpoint, begun }: { endpoint: Endpoint; begun(): void }): JSX.Element {
  const [since, setSince] = useState(() => fieldTime(Date.now() - DAY_MS));
  const [messages, setMessages] = useState<number | null>(null);
  const sent = useSent();
  const send = (): void => {
    const body = { since: new Date(since).toISOString() };
    void sent
      .send(() =>
        call('POST /api/webhooks/{webhook}/again', { params: { webhook: endpoint.endpoint_id }, body }),
      )
      .then((answer) => {
        if (!answer) return;
        setMessages(answer.messages);
        begun();
      });
  };
  return (
    <>
      <TextInput
        label="What failed since"
        type="datetime-local"
        value={since}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={!endpoint.enabled || since === '' || endpoint.failed === 0}
        loading={sent.busy}
        onClick={send}
      >
        Send again
      </Button>
      <Refused says={sent.says} />
      {messages !== null && (
        <Said>{messages === 1 ? 'One message is' : `${messages} messages are`} sent again.</Said>
      )}
    </>
  );
}
