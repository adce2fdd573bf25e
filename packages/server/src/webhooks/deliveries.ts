import { randomBytes } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import { forPerson } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { Refusal } from '../http/refusal.ts';
import { homeOf, type Person } from '../identity/role.ts';
import { locked, note } from './endpoints.ts';
import { TEST_TYPE } from './event-types.ts';

/** Where a message stands at one endpoint. */
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed';

/** One message for one endpoint. */
export type Delivery = {
  message_id: string;
  type: string;
  /** Null for a test. */
  conversation_id: string | null;
  made_at: string;
  status: DeliveryStatus;
  attempts: number;
  /** Somebody is at it now. */
  sending: boolean;
  /** When it is tried next; null when it is not. */
  next_at: string | null;
  trouble: string | null;
};

/** One try. `status_code` null: there was no answer. */
export type Attempt = {
  attempt: number;
  at: string;
  took_ms: number;
  status_code: number | null;
  trouble: string | null;
  response: string | null;
};

/** A delivery with everything that is known of it. */
export type DeliveryInFull = Delivery & { body: string; tried: Attempt[] };

/** Which deliveries; `before` is where the page before ended. */
export type DeliveryQuestion = {
  status: DeliveryStatus | null;
  before: { made_at: string; message_id: string } | null;
  limit: number;
};

/** What endpoints were sent, as the people of their house see it. */
export type Deliveries = {
  /** Newest first. */
  list(viewer: Person, endpoint_id: string, question: DeliveryQuestion): Promise<Delivery[]>;
  read(viewer: Person, endpoint_id: string, message_id: string): Promise<DeliveryInFull>;
  /** Sends one again, under the same id. */
  again(by: Person, endpoint_id: string, message_id: string): Promise<void>;
  /** Sends all again that failed since then; how many. */
  againSince(by: Person, endpoint_id: string, since: string): Promise<number>;
  /** Sends a test event; its id. */
  test(by: Person, endpoint_id: string): Promise<string>;
};

type DeliveryRow = {
  message_id: string;
  type: string;
  conversation_id: string | null;
  made_at: Date;
  status: DeliveryStatus;
  attempts: number;
  sending: boolean;
  next_at: Date;
  trouble: string | null;
};
type AttemptRow = Omit<Attempt, 'at'> & { at: Date };

const COLUMNS = 'message_id, type, conversation_id, made_at, status, attempts, sending, next_at, trouble';

/** What the deliveries need; `now` gives ISO 8601. */
export type DeliveryParts = { database: Pick<Database, 'as'>; audit: Audit; now: () => string };

/** The deliveries in the database. */
export function makeDeliveries(parts: DeliveryParts): Deliveries {
  const { database, now } = parts;
  return {
    async list(viewer, endpoint_id, { status, before, limit }) {
      const rows = await database.as(forPerson(viewer), async (transaction) => {
        await locked(transaction, viewer, endpoint_id);
        return transaction.query<DeliveryRow>(
          `select ${COLUMNS} from webhook_deliveries where shop_id = $1 and endpoint_id = $2
             and ($3::text is null or status = $3)
             and ($4::timestamptz is null or made_at < $4 or (made_at = $4 and message_id > $5))
           order by made_at desc, message_id limit $6`,
          [homeOf(viewer), endpoint_id, status, before?.made_at ?? null, before?.message_id ?? '', limit],
        );
      });
      return rows.map(deliveryIn);
    },
    read: (viewer, endpoint_id, message_id) => read(parts, viewer, { endpoint_id, message_id }),
    again: (by, endpoint_id, message_id) =>
      database.as(forPerson(by), async (transaction) => {
        const { enabled } = await locked(transaction, by, endpoint_id);
        if (!enabled) throw new Refusal('webhook_off');
        const begun = await transaction.query(
          `update webhook_deliveries set ${BEGIN_AGAIN} where shop_id = $1 and endpoint_id = $2 and message_id = $4
             and not sending returning message_id`,
          [homeOf(by), endpoint_id, now(), message_id],
        );
        if (begun.length === 0) throw new Refusal('no_such_delivery');
        const detail = { message_id };
        await note(parts, transaction, { by, action: 'webhook_sent_again', target: endpoint_id, detail });
      }),
    againSince: (by, endpoint_id, since) =>
      database.as(forPerson(by), async (transaction) => {
        const { enabled } = await locked(transaction, by, endpoint_id);
        if (!enabled) throw new Refusal('webhook_off');
        const begun = await transaction.query(
          `update webhook_deliveries set ${BEGIN_AGAIN} where shop_id = $1 and endpoint_id = $2
             and status = 'failed' and made_at >= $4 returning message_id`,
          [homeOf(by), endpoint_id, now(), since],
        );
        const detail = { since, messages: begun.length };
        await note(parts, transaction, { by, action: 'webhook_sent_again', target: endpoint_id, detail });
        return begun.length;
      }),
    test: (by, endpoint_id) => sendTest(parts, by, endpoint_id),
  };
}

const BEGIN_AGAIN = `status = 'waiting', tries = 0, sending = false, next_at = $3, trouble = null`;

async function read(
  { database }: DeliveryParts,
  viewer: Person,
  { endpoint_id, message_id }: { endpoint_id: string; message_id: string },
): Promise<DeliveryInFull> {
  return database.as(forPerson(viewer), async (transaction) => {
    const place = [homeOf(viewer), endpoint_id, message_id];
    const [row] = await transaction.query<DeliveryRow & { body: string }>(
      `select ${COLUMNS}, body from webhook_deliveries where shop_id = $1 and endpoint_id = $2 and message_id = $3`,
      place,
    );
    if (!row) throw new Refusal('no_such_delivery');
    const tried = await transaction.query<AttemptRow>(
      `select attempt, at, took_ms, status_code, trouble, response from webhook_attempts
       where shop_id = $1 and endpoint_id = $2 and message_id = $3 order by attempt desc limit 100`,
      place,
    );
    return {
      ...deliveryIn(row),
      body: row.body,
      tried: tried.map((one) => ({ ...one, at: one.at.toISOString() })),
    };
  });
}

function sendTest({ database, audit, now }: DeliveryParts, by: Person, endpoint_id: string): Promise<string> {
  const message_id = `msg_${randomBytes(16).toString('hex')}`;
  const at = now();
  const data = { says: 'Somebody tries this endpoint. There is nothing to do.' };
  const body = JSON.stringify({ type: TEST_TYPE, timestamp: at, data });
  return database.as(forPerson(by), async (transaction) => {
    const { enabled } = await locked(transaction, by, endpoint_id);
    if (!enabled) throw new Refusal('webhook_off');
    await transaction.query(
      `insert into webhook_deliveries (shop_id, endpoint_id, message_id, seq, type, body, made_at, status, next_at)
       values ($1, $2, $3, 0, $4, $5, $6, 'waiting', $6)`,
      [homeOf(by), endpoint_id, message_id, TEST_TYPE, body, at],
    );
    const detail = { message_id };
    await note({ audit }, transaction, { by, action: 'webhook_tested', target: endpoint_id, detail });
    return message_id;
  });
}

function deliveryIn({ made_at, next_at, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    made_at: made_at.toISOString(),
    next_at: row.status === 'waiting' && !row.sending ? next_at.toISOString() : null,
  };
}
