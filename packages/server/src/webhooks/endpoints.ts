import { randomBytes } from 'node:crypto';
import { PLATFORM } from '@hark/core';
import type { Audit, AuditedAction } from '../audit/audit.ts';
import { forPerson, type Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { Refusal } from '../http/refusal.ts';
import { homeOf, type Person } from '../identity/role.ts';
import { type AddressRules, checkedAddress } from './address.ts';
import { type EventType, isEventType } from './event-types.ts';
import { newSigningSecret, type SecretSeal } from './signature.ts';

/** Where a house is told of what happens. `shop_id` null: of the platform, which is told of every shop. */
export type Endpoint = {
  endpoint_id: string;
  shop_id: string | null;
  url: string;
  description: string;
  event_types: EventType[];
  enabled: boolean;
  /** Why Hark itself turned it off: it answered 410, or accepted nothing for long; null when it did not. */
  off_because: 'gone' | 'failing' | null;
  /** Since when nothing was accepted. */
  failing_since: string | null;
  made_at: string;
  /** When the secret before the present one ends; null when there is one alone. */
  old_secret_ends_at: string | null;
  /** Deliveries of the last 30 days. */
  waiting: number;
  delivered: number;
  failed: number;
};

/** What a new endpoint is to be. */
export type NewEndpoint = { url: string; description: string; event_types: EventType[] };
/** What is to be different; what is absent stays. */
export type EndpointChange = {
  url?: string | undefined;
  description?: string | undefined;
  event_types?: EventType[] | undefined;
  enabled?: boolean | undefined;
};

/** What the endpoints need; `now` gives ISO 8601. */
export type EndpointParts = {
  database: Pick<Database, 'as'>;
  audit: Audit;
  seal: SecretSeal;
  rules: AddressRules;
  now: () => string;
};

/** The endpoints of a house, as its people manage them. Those who ask see and change the endpoints of their own house alone. */
export type Endpoints = {
  list(viewer: Person): Promise<Endpoint[]>;
  /** The secret is in this answer and nowhere else. */
  make(by: Person, wanted: NewEndpoint): Promise<{ endpoint_id: string; secret: string }>;
  change(by: Person, endpoint_id: string, wanted: EndpointChange): Promise<void>;
  /** A new secret; the one before signs too for so many hours. */
  rotate(
    by: Person,
    endpoint_id: string,
    overlap_hours: number,
  ): Promise<{ secret: string; ends_at: string }>;
  remove(by: Person, endpoint_id: string): Promise<void>;
};

/** Of one house. */
export const MOST_ENDPOINTS = 20;

type EndpointRow = {
  shop_id: string;
  endpoint_id: string;
  url: string;
  description: string;
  event_types: string[];
  enabled: boolean;
  off_because: Endpoint['off_because'];
  failing_since: Date | null;
  made_at: Date;
  old_secret_ends_at: Date | null;
  waiting: number;
  delivered: number;
  failed: number;
};

/** The endpoints in the database. */
export function makeEndpoints(parts: EndpointParts): Endpoints {
  const { database, now } = parts;
  return {
    async list(viewer) {
      const rows = await database.as(forPerson(viewer), (transaction) =>
        transaction.query<EndpointRow>(LIST, [homeOf(viewer), now()]),
      );
      return rows.map(endpointIn);
    },
    make: (by, wanted) => make(parts, by, wanted),
    change: (by, endpoint_id, wanted) => change(parts, by, { endpoint_id, wanted }),
    rotate: (by, endpoint_id, overlap_hours) => rotate(parts, by, { endpoint_id, overlap_hours }),
    remove: (by, endpoint_id) =>
      database.as(forPerson(by), async (transaction) => {
        await locked(transaction, by, endpoint_id);
        await transaction.query(
          'update webhook_endpoints set removed_at = $3, enabled = false where shop_id = $1 and endpoint_id = $2',
          [homeOf(by), endpoint_id, now()],
        );
        // What it was sent stays until it is 30 days old; the secrets do not.
        await transaction.query('delete from webhook_secrets where shop_id = $1 and endpoint_id = $2', [
          homeOf(by),
          endpoint_id,
        ]);
        await giveUpWaiting(transaction, { shop_id: homeOf(by), endpoint_id }, 'The endpoint was removed.');
        await note(parts, transaction, { by, action: 'webhook_removed', target: endpoint_id });
      }),
  };
}

const LIST = `select e.shop_id::text, e.endpoint_id, e.url, e.description, e.event_types, e.enabled, e.off_because,
    e.failing_since, e.made_at,
    (select max(s.ends_at) from webhook_secrets s where s.shop_id = e.shop_id and s.endpoint_id = e.endpoint_id
      and s.ends_at > $2) as old_secret_ends_at,
    (count(d.message_id) filter (where d.status = 'waiting'))::integer as waiting,
    (count(d.message_id) filter (where d.status = 'delivered'))::integer as delivered,
    (count(d.message_id) filter (where d.status = 'failed'))::integer as failed
  from webhook_endpoints e
  left join webhook_deliveries d on d.shop_id = e.shop_id and d.endpoint_id = e.endpoint_id
  where e.shop_id = $1 and e.removed_at is null
  group by e.shop_id, e.endpoint_id order by e.made_at, e.endpoint_id`;

async function make(parts: EndpointParts, by: Person, wanted: NewEndpoint) {
  await refuseAddress(wanted.url, parts.rules);
  const endpoint_id = `wh_${randomBytes(12).toString('hex')}`;
  const shop_id = homeOf(by);
  return parts.database.as(forPerson(by), async (transaction) => {
    const [count] = await transaction.query<{ there: number }>(
      'select count(*)::integer as there from webhook_endpoints where shop_id = $1 and removed_at is null',
      [shop_id],
    );
    if ((count?.there ?? 0) >= MOST_ENDPOINTS) throw new Refusal('too_many_webhooks');
    await transaction.query(
      `insert into webhook_endpoints (shop_id, endpoint_id, url, description, event_types, enabled, made_by, made_at)
       values ($1, $2, $3, $4, $5, true, $6, $7)`,
      [shop_id, endpoint_id, wanted.url, wanted.description, wanted.event_types, by.person_id, parts.now()],
    );
    const secret = await addSecret(parts, transaction, { shop_id, endpoint_id });
    const detail = { host: new URL(wanted.url).host, event_types: wanted.event_types };
    await note(parts, transaction, { by, action: 'webhook_made', target: endpoint_id, detail });
    return { endpoint_id, secret };
  });
}

async function change(
  parts: EndpointParts,
  by: Person,
  { endpoint_id, wanted }: { endpoint_id: string; wanted: EndpointChange },
): Promise<void> {
  if (wanted.url !== undefined) await refuseAddress(wanted.url, parts.rules);
  const shop_id = homeOf(by);
  await parts.database.as(forPerson(by), async (transaction) => {
    await locked(transaction, by, endpoint_id);
    await transaction.query(
      `update webhook_endpoints set url = coalesce($3, url), description = coalesce($4, description),
         event_types = coalesce($5, event_types), enabled = coalesce($6, enabled),
         off_because = case when $6::boolean is null then off_because end,
         failing_since = case when $6::boolean is true or $3::text is not null then null else failing_since end
       where shop_id = $1 and endpoint_id = $2`,
      [
        shop_id,
        endpoint_id,
        wanted.url ?? null,
        wanted.description ?? null,
        wanted.event_types ?? null,
        wanted.enabled ?? null,
      ],
    );
    if (wanted.enabled === false)
      await giveUpWaiting(transaction, { shop_id, endpoint_id }, 'The endpoint was turned off.');
    const { url, event_types, enabled } = wanted;
    const detail = {
      ...(url === undefined ? {} : { host: new URL(url).host }),
      ...(event_types === undefined ? {} : { event_types }),
      ...(enabled === undefined ? {} : { enabled }),
    };
    await note(parts, transaction, { by, action: 'webhook_changed', target: endpoint_id, detail });
  });
}

function rotate(
  parts: EndpointParts,
  by: Person,
  { endpoint_id, overlap_hours }: { endpoint_id: string; overlap_hours: number },
) {
  const shop_id = homeOf(by);
  const ends_at = new Date(Date.parse(parts.now()) + overlap_hours * 3_600_000).toISOString();
  return parts.database.as(forPerson(by), async (transaction) => {
    await locked(transaction, by, endpoint_id);
    // Two sign at most: what was replaced before ends at once.
    await transaction.query(
      'delete from webhook_secrets where shop_id = $1 and endpoint_id = $2 and ends_at is not null',
      [shop_id, endpoint_id],
    );
    await transaction.query(
      'update webhook_secrets set ends_at = $3 where shop_id = $1 and endpoint_id = $2',
      [shop_id, endpoint_id, ends_at],
    );
    const secret = await addSecret(parts, transaction, { shop_id, endpoint_id });
    const detail = { overlap_hours };
    await note(parts, transaction, { by, action: 'webhook_secret_rotated', target: endpoint_id, detail });
    return { secret, ends_at };
  });
}

type Place = { shop_id: string; endpoint_id: string };

async function addSecret(
  { seal, now }: EndpointParts,
  transaction: Transaction,
  { shop_id, endpoint_id }: Place,
): Promise<string> {
  const secret = newSigningSecret();
  await transaction.query(
    'insert into webhook_secrets (shop_id, endpoint_id, secret_id, sealed, made_at) values ($1, $2, $3, $4, $5)',
    [shop_id, endpoint_id, randomBytes(8).toString('hex'), seal.seal(secret), now()],
  );
  return secret;
}

/** The endpoint of the person's own house, held until the transaction ends; refuses when there is none. */
export async function locked(
  transaction: Transaction,
  by: Person,
  endpoint_id: string,
): Promise<{ enabled: boolean }> {
  const [found] = await transaction.query<{ enabled: boolean }>(
    `select enabled from webhook_endpoints where shop_id = $1 and endpoint_id = $2 and removed_at is null for update`,
    [homeOf(by), endpoint_id],
  );
  if (!found) throw new Refusal('no_such_webhook');
  return found;
}

/** What waits is given up; it can be sent again later. */
export async function giveUpWaiting(transaction: Transaction, place: Place, trouble: string): Promise<void> {
  await transaction.query(
    `update webhook_deliveries set status = 'failed', sending = false, trouble = $3
     where shop_id = $1 and endpoint_id = $2 and status = 'waiting'`,
    [place.shop_id, place.endpoint_id, trouble],
  );
}

async function refuseAddress(url: string, rules: AddressRules): Promise<void> {
  const checked = await checkedAddress(url, rules);
  if ('trouble' in checked)
    throw new Refusal('webhook_address_refused', `${checked.trouble} Nothing was changed.`);
}

type Note = {
  by: Person;
  action: AuditedAction;
  target: string;
  detail?: { [name: string]: string | number | boolean | string[] };
};

/** Writes down what a person did, in the same transaction. */
export function note(
  { audit }: Pick<EndpointParts, 'audit'>,
  transaction: Transaction,
  { by, ...entry }: Note,
): Promise<void> {
  return audit.within(transaction, { shop_id: by.shop_id, person: by.person_id, ...entry });
}

function endpointIn(row: EndpointRow): Endpoint {
  const { shop_id, event_types, failing_since, made_at, old_secret_ends_at, ...rest } = row;
  return {
    ...rest,
    shop_id: shop_id === PLATFORM ? null : shop_id,
    event_types: event_types.filter(isEventType),
    failing_since: failing_since?.toISOString() ?? null,
    made_at: made_at.toISOString(),
    old_secret_ends_at: old_secret_ends_at?.toISOString() ?? null,
  };
}
