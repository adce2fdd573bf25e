import { makeAudit } from '../audit/audit.ts';
import { openDatabase } from '../db/database.ts';
import { makeSecretSeal } from '../webhooks/signature.ts';
import { makeSender, startWebhookWorker } from '../webhooks/worker.ts';
import { WEBHOOK_SEAL } from './webhook-seal.ts';

/** A process that sends webhooks until it is killed: `DATABASE_URL` says where from. */
const now = (): string => new Date().toISOString();
const database = await openDatabase({
  url: process.env.DATABASE_URL ?? '',
  data_dir: '',
  log: (line) => console.error(line),
});
const failed = (error: unknown): void => console.error(error);
const sender = makeSender({
  database,
  audit: makeAudit(database, now),
  seal: makeSecretSeal(WEBHOOK_SEAL),
  rules: { allow_private: true },
  now,
  turnedOff: () => undefined,
  failed,
});
startWebhookWorker(sender, failed);
