import { randomBytes, timingSafeEqual } from 'node:crypto';
import { PLATFORM } from '@hark/core';
import type { Audit } from '../audit/audit.ts';
import { type Context, forPerson } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { type ApiScope, isApiScope } from './api-scope.ts';
import type { Door, KeyHolder } from './door.ts';
import { homeOf, type Person } from './role.ts';
import { newSecret, secretHash } from './secret.ts';

/** A key as the page lists it; the key itself is shown once, when it is made. */
export type ApiKey = {
  key_id: string;
  shop_id: string | null;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  made_by: string;
  made_at: string;
  expires_at: string | null;
  used_at: string | null;
  revoked_at: string | null;
};

/** What a new key is to be. */
export type NewKey = { name: string; scopes: ApiScope[]; expires_at: string | null };

/** Keys of programs: random, kept as their SHA-256, of a shop or of the platform as whoever made them. */
export type ApiKeys = {
  make(by: Person, wanted: NewKey): Promise<{ key: string; made: ApiKey }>;
  list(viewer: Person): Promise<ApiKey[]>;
  /** False when there is no such key within reach. */
  revoke(by: Person, key_id: string): Promise<boolean>;
  read: Door['key'];
};

type KeyRow = {
  shop_id: string;
  key_id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: string[];
  made_by: string;
  made_at: Date;
  expires_at: Date | null;
  used_at: Date | null;
  revoked_at: Date | null;
};

const COLUMNS =
  'shop_id::text, key_id, name, prefix, hash, scopes, made_by, made_at, expires_at, used_at, revoked_at';
const SHAPE = /^hark_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
/** When a key was used last is told to the minute: nobody needs a write for every request. */
const USED_EVERY_MS = 60_000;

/** The keys in the database; `now` gives the time in ISO 8601. */
export function makeApiKeys(parts: {
  database: Pick<Database, 'as'>;
  audit: Audit;
  now: () => string;
}): ApiKeys {
  const { database, audit, now } = parts;
  return {
    make(by, wanted) {
      const key_id = randomBytes(8).toString('hex');
      const key = `hark_${key_id}_${newSecret()}`;
      return database.as(forPerson(by), async (transaction) => {
        const [row] = await transaction.query<KeyRow>(
          `insert into api_keys (shop_id, key_id, name, prefix, hash, scopes, made_by, made_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
          [
            homeOf(by),
            key_id,
            wanted.name,
            key.slice(0, 13),
            secretHash(key),
            wanted.scopes,
            by.person_id,
            now(),
            wanted.expires_at,
          ],
        );
        if (!row) throw new Error('a key that was written is there');
        await audit.within(transaction, {
          shop_id: by.shop_id,
          person: by.person_id,
          action: 'key_made',
          target: key_id,
          detail: { name: wanted.name, scopes: wanted.scopes, expires_at: wanted.expires_at },
        });
        return { key, made: keyIn(row) };
      });
    },
    async list(viewer) {
      const rows = await database.as(forPerson(viewer), (transaction) =>
        transaction.query<KeyRow>(
          `select ${COLUMNS} from api_keys where shop_id = $1 order by revoked_at is not null, made_at desc`,
          [homeOf(viewer)],
        ),
      );
      return rows.map(keyIn);
    },
    revoke(by, key_id) {
      return database.as(forPerson(by), async (transaction) => {
        const rows = await transaction.query(
          `update api_keys set revoked_at = $2 where key_id = $1 and revoked_at is null returning key_id`,
          [key_id, now()],
        );
        if (rows.length === 0) return false;
        await audit.within(transaction, {
          shop_id: by.shop_id,
          person: by.person_id,
          action: 'key_revoked',
          target: key_id,
        });
        return true;
      });
    },
    read: (token) => readKey(parts, token),
  };
}

async function readKey(
  { database, now }: { database: Pick<Database, 'as'>; now: () => string },
  token: string,
): Promise<KeyHolder | 'expired' | 'refused'> {
  const key_id = SHAPE.exec(token)?.[1];
  if (key_id === undefined) return 'refused';
  const context: Context = { role: 'app', shop_id: null, person: `key:${key_id}` };
  return database.as(context, async (transaction) => {
    const [row] = await transaction.query<KeyRow>(`select ${COLUMNS} from api_keys where key_id = $1`, [
      key_id,
    ]);
    if (!row || !timingSafeEqual(row.hash, secretHash(token)) || row.revoked_at) return 'refused';
    const at = Date.parse(now());
    if (row.expires_at && row.expires_at.getTime() <= at) return 'expired';
    if (!row.used_at || at - row.used_at.getTime() > USED_EVERY_MS)
      await transaction.query('update api_keys set used_at = $2 where key_id = $1', [key_id, now()]);
    return { person: holderOf(row), scopes: row.scopes.filter(isApiScope) };
  });
}

function holderOf(row: KeyRow): Person {
  const shop_id = row.shop_id === PLATFORM ? null : row.shop_id;
  const role = shop_id === null ? 'admin' : 'shop_admin';
  return { person_id: `key:${row.key_id}`, name: row.name, email: '', role, shop_id };
}

function keyIn(row: KeyRow): ApiKey {
  const { key_id, name, prefix, made_by } = row;
  return {
    key_id,
    shop_id: row.shop_id === PLATFORM ? null : row.shop_id,
    name,
    prefix,
    scopes: row.scopes.filter(isApiScope),
    made_by,
    made_at: row.made_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    used_at: row.used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
