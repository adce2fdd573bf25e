import type { Database } from '../db/database.ts';
import type { IdentityParts } from '../identity/identity.ts';
import { makeDeliveries } from './deliveries.ts';
import { makeEndpoints } from './endpoints.ts';
import { tellTurnedOff } from './notice.ts';
import type { Webhooks } from './routes.ts';
import { makeSecretSeal } from './signature.ts';
import { makeSender, startWebhookWorker } from './worker.ts';

/** What webhooks are opened with; `secret` seals the secrets of endpoints, `failed` hears of faults that are ours. */
export type WebhookOpening = {
  database: Database;
  identity: Pick<IdentityParts, 'audit' | 'mail' | 'origin'>;
  secret: string;
  allow_private: boolean;
  now: () => string;
  log(line: string): void;
  failed(error: unknown): void;
};

/** Webhooks that are managed, and sent until `stop`; what is cut off then is sent again by the next, under the same id. */
export function openWebhooks(parts: WebhookOpening): { webhooks: Webhooks; stop(): Promise<void> } {
  const { database, identity, allow_private, now, log, failed } = parts;
  const { audit, mail, origin } = identity;
  const seal = makeSecretSeal(parts.secret);
  const rules = { allow_private };
  const sender = makeSender({
    database,
    audit,
    seal,
    rules,
    now,
    failed,
    turnedOff(endpoint) {
      log(`webhook ${endpoint.endpoint_id} was turned off: ${endpoint.because}`);
      tellTurnedOff({ database, mail, origin }, endpoint).catch(failed);
    },
  });
  const worker = startWebhookWorker(sender, failed);
  const webhooks = {
    endpoints: makeEndpoints({ database, audit, seal, rules, now }),
    deliveries: makeDeliveries({ database, audit, now }),
  };
  return { webhooks, stop: () => worker.stop() };
}
