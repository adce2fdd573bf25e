import { PLATFORM } from '@hark/core';
import { type Context, forPerson, type Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { AUDITED, type AuditRow, auditHash, BEGINNING, isAudited } from './audit.ts';

/** What of a log is asked for; null: all. `since` and `until` are ISO 8601, the latter left out; `before` is where the last page ended. */
export type AuditQuestion = {
  actions: string[] | null;
  person: string | null;
  target: string | null;
  since: string | null;
  until: string | null;
  before: { at: string; seq: number } | null;
  limit: number;
};

type Viewer = { person_id: string; shop_id: string | null };
type Row = Omit<AuditRow, 'at'> & { at: Date };
/**
 * An entry with what is called by a name of what it is about: people, keys, invitations, webhook endpoints within reach. `names` are
 * of what its detail names by id.
 */
export type NamedRow = AuditRow & {
  person_name: string | null;
  target_name: string | null;
  names: { [id: string]: string };
};

const COLUMNS = `a.shop_id::text, a.seq, a.at, a.person, a.action, a.target, a.detail,
  encode(a.previous, 'hex') as previous, encode(a.hash, 'hex') as hash`;

/** Entries that a person may see, newest first. */
export async function readAudit(
  database: Pick<Database, 'as'>,
  viewer: Viewer,
  question: AuditQuestion,
): Promise<NamedRow[]> {
  const { actions, person, target, since, until, before, limit } = question;
  const { rows, names } = await database.as(forPerson(viewer), async (transaction) => {
    const found = await transaction.query<Row>(
      `select ${COLUMNS} from audit a
       where ($1::text[] is null or a.action = any($1)) and ($2::text is null or a.person = $2)
         and ($3::text is null or a.target = $3)
         and ($4::timestamptz is null or a.at >= $4) and ($5::timestamptz is null or a.at < $5)
         and ($6::timestamptz is null or (a.at, a.seq) < ($6, $7))
       order by a.at desc, a.seq desc limit $8`,
      [actions, person, target, since, until, before?.at ?? null, before?.seq ?? 0, limit],
    );
    return { rows: found, names: await namesOf(transaction, found) };
  });
  const nameOf = (id: string): string | null => names.get(id) ?? null;
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    person_name: nameOf(row.person),
    target_name: nameOf(row.target),
    names: Object.fromEntries(
      idsIn(row.detail).flatMap((id) => (names.has(id) ? [[id, nameOf(id) ?? id]] : [])),
    ),
  }));
}

const NAMED = `select person_id as id, name from people where person_id = any($1)
  union all select 'key:' || key_id, name from api_keys where 'key:' || key_id = any($1)
  union all select key_id, name from api_keys where key_id = any($1)
  union all select invitation_id, name from invitations where invitation_id = any($1)
  union all select endpoint_id, coalesce(nullif(description, ''), url) from webhook_endpoints where endpoint_id = any($1)`;

/** What Hark does by itself stands in the log under this name. */
const HARK = { id: 'hark', name: 'Hark' };

async function namesOf(transaction: Transaction, rows: Row[]): Promise<Map<string, string>> {
  const ids = new Set(rows.flatMap(({ person, target, detail }) => [person, target, ...idsIn(detail)]));
  const found = await transaction.query<{ id: string; name: string }>(NAMED, [[...ids]]);
  return new Map([HARK, ...found].map(({ id, name }) => [id, name]));
}

function idsIn(detail: AuditRow['detail']): string[] {
  return Object.values(detail).filter((value) => typeof value === 'string');
}

/** What an action says in the log. */
export function saidOf(action: string): string {
  return isAudited(action) ? AUDITED[action] : action;
}

/** Where a chain breaks, or that it is whole; `head` can be kept elsewhere and held against the log later. */
export type Verified =
  | { shop_id: string; whole: true; entries: number; head: string }
  | { shop_id: string; whole: false; seq: number; why: string };

const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };
const PAGE = 2_000;

/** Every audit log from its first entry to its head, in order of shop. */
export async function verifyAudit(database: Pick<Database, 'as'>): Promise<Verified[]> {
  const heads = await database.as(EVERY_SHOP, (transaction) =>
    transaction.query<{ shop_id: string; seq: number; hash: string }>(
      `select shop_id::text, seq, encode(hash, 'hex') as hash from audit_heads
       union select distinct a.shop_id::text, 0, '' from audit a
         where not exists (select from audit_heads h where h.shop_id = a.shop_id)
       order by 1`,
    ),
  );
  const found: Verified[] = [];
  for (const head of heads) found.push(await verifyLog(database, head));
  return found;
}

async function verifyLog(
  database: Pick<Database, 'as'>,
  head: { shop_id: string; seq: number; hash: string },
): Promise<Verified> {
  const { shop_id } = head;
  const broken = (seq: number, why: string): Verified => ({ shop_id, whole: false, seq, why });
  let last = { seq: 0, hash: BEGINNING };
  for (;;) {
    const rows = await database.as(EVERY_SHOP, (transaction) =>
      transaction.query<Row>(
        `select ${COLUMNS} from audit a where shop_id = $1 and seq > $2 order by seq limit $3`,
        [shop_id, last.seq, PAGE],
      ),
    );
    for (const row of rows) {
      if (row.seq !== last.seq + 1) return broken(last.seq + 1, 'the entry is missing');
      if (row.previous !== last.hash) return broken(row.seq, 'the entry does not follow the one before it');
      if (auditHash({ ...row, at: row.at.toISOString() }) !== row.hash)
        return broken(row.seq, 'the entry is not as it was written');
      last = row;
    }
    if (rows.length < PAGE) break;
  }
  if (last.seq < head.seq) return broken(last.seq + 1, 'the end of the log is missing');
  if (last.seq > head.seq || last.hash !== head.hash)
    return broken(last.seq, 'the end of the log is not the one that was written last');
  return { shop_id, whole: true, entries: last.seq, head: last.hash };
}

/** The shop that is shown to people; null: the platform. */
export function shopShown(shop_id: string): string | null {
  return shop_id === PLATFORM ? null : shop_id;
}
