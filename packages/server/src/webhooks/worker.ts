import { randomInt } from 'node:crypto';
import { PLATFORM } from '@hark/core';
import type { Audit } from '../audit/audit.ts';
import type { Context, Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import type { AddressRules } from './address.ts';
import { giveUpWaiting } from './endpoints.ts';
import { retryAfterMs, waitAfter } from './retry.ts';
import { ANSWER_WITHIN_MS, type SendResult, sendOnce } from './send.ts';
import { type SecretSeal, signatureOf } from './signature.ts';

/** That Hark itself turned an endpoint off; `shop_id` null: one of the platform. */
export type TurnedOff = {
  endpoint_id: string;
  shop_id: string | null;
  url: string;
  because: 'gone' | 'failing';
};

/** What sending needs. `chance` gives a number in [0, 1); `turnedOff` is told after the commit. */
export type SenderParts = {
  database: Pick<Database, 'as' | 'call'>;
  audit: Audit;
  seal: SecretSeal;
  rules: AddressRules;
  now: () => string;
  chance?: () => number;
  answer_within_ms?: number;
  turnedOff(endpoint: TurnedOff): void;
  failed(error: unknown): void;
};

/** Sends what is due. */
export type Sender = {
  /** Takes what is due and begins to send it, without waiting for answers; how many. */
  runDue(): Promise<number>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Removes what is older than 30 days; how many deliveries. */
  removeOld(): Promise<number>;
};

type Taken = {
  of_shop: string;
  endpoint_id: string;
  message_id: string;
  body: string;
  made_ms: number;
  attempts: number;
  tries: number;
  url: string;
  sealed: string[];
};

/** Under way at once, of one process; at one endpoint, of all processes. */
const AT_ONCE = 64;
const EACH = 8;
/** How long a delivery belongs to whoever took it: longer than any answer takes, names and records included. */
export const SENDING_LEASE_MS = 4 * ANSWER_WITHIN_MS;
/** An endpoint that accepted nothing for so long is turned off when a message is given up. */
export const FAILING_OFF_MS = 18 * 3_600_000;
/** How long deliveries are kept. */
export const KEPT_MS = 30 * 86_400_000;

const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };
/** Who it is in the audit log that turns endpoints off. */
const HARK = 'hark';

/** The sender over one database; any number of them, in as many processes, share the work. */
export function makeSender(parts: SenderParts): Sender {
  const under_way = new Set<Promise<void>>();
  const begin = (taken: Taken): void => {
    const mine = deliver(parts, taken)
      .catch((error: unknown) => parts.failed(error))
      .finally(() => under_way.delete(mine));
    under_way.add(mine);
  };
  return {
    async runDue() {
      const room = AT_ONCE - under_way.size;
      if (room <= 0) return 0;
      const parameters = [parts.now(), room, EACH, SENDING_LEASE_MS];
      const what = { function: 'take_webhooks', parameters };
      const taken = await parts.database.call<Taken>(EVERY_SHOP, what);
      for (const one of taken) begin(one);
      return taken.length;
    },
    async idle() {
      while (under_way.size > 0) await Promise.allSettled(under_way);
    },
    removeOld: () =>
      parts.database.as(EVERY_SHOP, async (transaction) => {
        const before = new Date(Date.parse(parts.now()) - KEPT_MS).toISOString();
        const removed = await transaction.query(
          'delete from webhook_deliveries where made_at < $1 returning message_id',
          [before],
        );
        await transaction.query('delete from webhook_secrets where ends_at < $1', [parts.now()]);
        return removed.length;
      }),
  };
}

async function deliver(parts: SenderParts, taken: Taken): Promise<void> {
  const at = parts.now();
  const secrets = taken.sealed.map((sealed) => parts.seal.open(sealed));
  const readable = secrets.filter((secret) => secret !== null);
  const result =
    readable.length === 0
      ? unsigned()
      : await sendOnce(requestOf(taken, readable, at), {
          ...parts.rules,
          ...(parts.answer_within_ms === undefined ? {} : { answer_within_ms: parts.answer_within_ms }),
        });
  const off = await record(parts, { taken, result, at });
  if (off !== null) parts.turnedOff(off);
}

function requestOf({ url, message_id, body }: Taken, secrets: string[], at: string) {
  const timestamp = Math.floor(Date.parse(at) / 1_000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Hark-Webhooks/1',
    'webhook-id': message_id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf({ id: message_id, timestamp, body }, secrets),
  };
  return { url, headers, body };
}

function unsigned(): SendResult {
  const trouble =
    'Its secret cannot be read, because HARK_SESSION_SECRET is not what it was: make a new secret for the endpoint.';
  return { status_code: null, took_ms: 0, trouble, response: null, retry_after: undefined };
}

type Tried = { taken: Taken; result: SendResult; at: string };

/** Writes down what came of a try, unless it is somebody else's by now; the endpoint when this turned it off. */
function record(parts: SenderParts, tried: Tried): Promise<TurnedOff | null> {
  const { taken } = tried;
  const context: Context = { role: 'worker', shop_id: taken.of_shop, person: null };
  return parts.database.as(context, async (transaction) => {
    const next = nextOf(parts, tried);
    const mine = await transaction.query(
      `update webhook_deliveries set sending = false, status = $5, next_at = coalesce($6, next_at), trouble = $7
       where shop_id = $1 and endpoint_id = $2 and message_id = $3 and attempts = $4 and sending returning message_id`,
      [
        taken.of_shop,
        taken.endpoint_id,
        taken.message_id,
        taken.attempts,
        next.status,
        next.next_at,
        tried.result.trouble,
      ],
    );
    await writeAttempt(transaction, tried);
    if (mine.length === 0) return null;
    return judge(parts, transaction, { ...tried, given_up: next.status === 'failed' });
  });
}

function nextOf(
  { now, chance = () => randomInt(1_000_000) / 1_000_000 }: SenderParts,
  { taken, result }: Tried,
) {
  if (result.trouble === null) return { status: 'delivered', next_at: null };
  const retry_after_ms = retryAfterMs(result.retry_after, now());
  const wait =
    result.status_code === 410 ? null : waitAfter({ tries: taken.tries, retry_after_ms, chance: chance() });
  if (wait === null) return { status: 'failed', next_at: null };
  return { status: 'waiting', next_at: new Date(Date.parse(now()) + wait).toISOString() };
}

async function writeAttempt(transaction: Transaction, { taken, result, at }: Tried): Promise<void> {
  const { of_shop, endpoint_id, message_id, attempts } = taken;
  const { took_ms, status_code, trouble, response } = result;
  // By a query, because the delivery may have been removed meanwhile.
  await transaction.query(
    `insert into webhook_attempts (shop_id, endpoint_id, message_id, attempt, at, took_ms, status_code, trouble, response)
     select shop_id, endpoint_id, message_id, $4, $5, $6, $7, $8, $9 from webhook_deliveries
     where shop_id = $1 and endpoint_id = $2 and message_id = $3 on conflict do nothing`,
    [of_shop, endpoint_id, message_id, attempts, at, took_ms, status_code, trouble, response],
  );
}

async function judge(
  { audit, now }: SenderParts,
  transaction: Transaction,
  { taken, result, given_up }: Tried & { given_up: boolean },
): Promise<TurnedOff | null> {
  const { of_shop, endpoint_id, url } = taken;
  const place = [of_shop, endpoint_id];
  if (result.trouble === null) {
    await transaction.query(
      'update webhook_endpoints set failing_since = null where shop_id = $1 and endpoint_id = $2 and failing_since is not null',
      place,
    );
    return null;
  }
  const [endpoint] = await transaction.query<{ failing_since: Date; enabled: boolean }>(
    `update webhook_endpoints set failing_since = coalesce(failing_since, $3)
     where shop_id = $1 and endpoint_id = $2 and removed_at is null returning failing_since, enabled`,
    [...place, now()],
  );
  const because = endpoint?.enabled
    ? offBecause(result, given_up, Date.parse(now()) - endpoint.failing_since.getTime())
    : null;
  if (because === null) return null;
  await transaction.query(
    'update webhook_endpoints set enabled = false, off_because = $3 where shop_id = $1 and endpoint_id = $2',
    [...place, because],
  );
  await giveUpWaiting(transaction, { shop_id: of_shop, endpoint_id }, 'The endpoint was turned off.');
  const shop_id = of_shop === PLATFORM ? null : of_shop;
  const entry = { shop_id, person: HARK, action: 'webhook_turned_off' as const, target: endpoint_id };
  await audit.within(transaction, { ...entry, detail: { because } });
  return { endpoint_id, shop_id, url, because };
}

function offBecause(result: SendResult, given_up: boolean, failing_ms: number): TurnedOff['because'] | null {
  if (result.status_code === 410) return 'gone';
  return given_up && failing_ms >= FAILING_OFF_MS ? 'failing' : null;
}

/** A loop that sends what is due and removes what is old. */
export type WebhookWorker = {
  /** Resolves when nothing is taken any more and what was under way has ended. */
  stop(): Promise<void>;
};

const EVERY_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const REMOVE_EVERY_MS = 3_600_000;

/** Sends again and again until stopped. After a failure of the database it waits longer each time. */
export function startWebhookWorker(sender: Sender, failed: (error: unknown) => void): WebhookWorker {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let removed_at = Number.NEGATIVE_INFINITY;
  let running: Promise<void> = Promise.resolve();
  const round = async (wait_ms: number): Promise<number> => {
    try {
      if (performance.now() - removed_at > REMOVE_EVERY_MS) {
        await sender.removeOld();
        removed_at = performance.now();
      }
      return (await sender.runDue()) > 0 ? 0 : EVERY_MS;
    } catch (error) {
      failed(error);
      return Math.min(LONGEST_WAIT_MS, Math.max(EVERY_MS, wait_ms * 2));
    }
  };
  const next = (wait_ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = round(wait_ms).then(next);
    }, wait_ms);
  };
  next(0);
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
      await sender.idle();
    },
  };
}
