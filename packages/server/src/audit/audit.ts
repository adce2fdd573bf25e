import { createHash } from 'node:crypto';
import { canonical, type Json, type JsonObject, PLATFORM } from '@hark/core';
import type { Context, Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';

/** Everything a person can do that is written down. The closed list, with what it says in the log. */
export const AUDITED = {
  signed_in: 'signed in',
  sign_in_failed: 'failed to sign in',
  signed_out: 'signed out',
  session_ended: 'ended a session',
  password_changed: 'changed their password',
  password_reset: 'reset their password by mail',
  second_factor_added: 'added a second factor',
  second_factor_removed: 'removed their second factor',
  second_factors_taken: "took away somebody's second factors",
  passkey_added: 'added a passkey',
  passkey_renamed: 'renamed a passkey',
  passkey_removed: 'removed a passkey',
  recovery_codes_made: 'made new recovery codes',
  person_invited: 'invited somebody',
  invitation_withdrawn: 'withdrew an invitation',
  person_joined: 'joined',
  role_changed: 'changed a role',
  person_removed: 'took away access',
  key_made: 'made an API key',
  key_revoked: 'revoked an API key',
  audit_exported: 'exported the audit log',
  conversation_answered: 'answered in a conversation',
  conversation_taken: 'took over a conversation',
  conversation_taken_from: 'took over a conversation from a colleague',
  conversation_given_back: 'gave a conversation back',
  conversation_handed_on: 'handed a conversation on',
  conversation_resolved: 'resolved a conversation',
  note_written: 'wrote a note',
  action_asked: 'asked for an action',
  buyer_exported: "exported a buyer's data",
  buyer_erased: "erased a buyer's data",
  webhook_made: 'made a webhook endpoint',
  webhook_changed: 'changed a webhook endpoint',
  webhook_removed: 'removed a webhook endpoint',
  webhook_secret_rotated: 'made a new secret for a webhook endpoint',
  webhook_tested: 'sent a test event',
  webhook_sent_again: 'sent webhook messages again',
  webhook_turned_off: 'turned off a webhook endpoint',
} as const;

/** What belongs together in the log, with how it is called. */
export const AUDIT_GROUPS = {
  conversations: 'in conversations',
  signing_in: 'signing in',
  house: 'people, keys, webhooks and data',
} as const;

/** One of {@link AUDIT_GROUPS}. */
export type AuditGroup = keyof typeof AUDIT_GROUPS;

const SIGNING_IN: readonly AuditedAction[] = [
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'session_ended',
  'password_changed',
  'password_reset',
  'second_factor_added',
  'second_factor_removed',
  'second_factors_taken',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
  'recovery_codes_made',
];

/** Where an action belongs. */
export function groupOf(action: AuditedAction): AuditGroup {
  if (/^(?:conversation_|note_|action_)/.test(action)) return 'conversations';
  return SIGNING_IN.includes(action) ? 'signing_in' : 'house';
}

/** The actions of a group, or the one. */
export function actionsOf(what: string): AuditedAction[] {
  return Object.keys(AUDITED)
    .filter(isAudited)
    .filter((action) => action === what || groupOf(action) === what);
}

/** What was done. */
export type AuditedAction = keyof typeof AUDITED;

/** Whether a text names something that is written down. */
export function isAudited(text: string): text is AuditedAction {
  return Object.hasOwn(AUDITED, text);
}

/**
 * What a person did. `person` is their id, `target` the id of what was changed; `detail` says what, never the words of a buyer, a
 * secret or an address. `shop_id` null: in the platform's log.
 */
export type AuditEntry = {
  shop_id: string | null;
  person: string;
  action: AuditedAction;
  target: string;
  detail?: JsonObject;
};

/** An entry as it stands in its log. */
export type AuditRow = {
  shop_id: string;
  seq: number;
  at: string;
  person: string;
  action: string;
  target: string;
  detail: JsonObject;
  previous: string;
  hash: string;
};

/** What the first entry of a log holds as the hash before it. */
export const BEGINNING = '0'.repeat(64);

/** SHA-256 over everything an entry says and the hash of the one before it. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const { shop_id, seq, at, person, action, target, detail, previous } = row;
  const said: Json = [shop_id, seq, at, person, action, target, detail, previous];
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** Appends within a transaction, so that what was done and the note of it are kept together or not at all. */
export async function appendAudit(transaction: Transaction, entry: AuditEntry, at: string): Promise<void> {
  const shop_id = entry.shop_id ?? PLATFORM;
  await transaction.query(
    `insert into audit_heads (shop_id, seq, hash) values ($1, 0, decode($2, 'hex')) on conflict do nothing`,
    [shop_id, BEGINNING],
  );
  const [head] = await transaction.query<{ seq: number; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from audit_heads where shop_id = $1 for update`,
    [shop_id],
  );
  if (!head) throw new Error(`the audit log of ${shop_id} is not within reach of this context`);
  const { person, action, target, detail = {} } = entry;
  const row = { shop_id, seq: head.seq + 1, at, person, action, target, detail, previous: head.hash };
  const hash = auditHash(row);
  await transaction.query(
    `insert into audit (shop_id, seq, at, person, action, target, detail, previous, hash)
     values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), decode($9, 'hex'))`,
    [shop_id, row.seq, at, person, action, target, { json: detail }, row.previous, hash],
  );
  await transaction.query(`update audit_heads set seq = $2, hash = decode($3, 'hex') where shop_id = $1`, [
    shop_id,
    row.seq,
    hash,
  ]);
}

/** Writes down what people do. */
export type Audit = {
  /** In a transaction of its own, for what commits elsewhere. */
  write(entry: AuditEntry): Promise<void>;
  /** Within a transaction that is open. */
  within(transaction: Transaction, entry: AuditEntry): Promise<void>;
};

/** The audit log in the database; `now` gives the time in ISO 8601. */
export function makeAudit(database: Pick<Database, 'as'>, now: () => string): Audit {
  const within: Audit['within'] = (transaction, entry) => appendAudit(transaction, entry, now());
  return {
    within,
    write(entry) {
      const context: Context = { role: 'app', shop_id: entry.shop_id ?? PLATFORM, person: entry.person };
      return database.as(context, (transaction) => within(transaction, entry));
    },
  };
}
