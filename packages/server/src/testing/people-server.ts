import type { Session } from '@hark/wire';
import { isSession } from '@hark/wire';
import { makeAttachments } from '../attachments/attachments.ts';
import { makeAudit } from '../audit/audit.ts';
import { postgresStore } from '../conversations/postgres-store.ts';
import type { Database } from '../db/database.ts';
import type { ApiParts } from '../http/api.ts';
import { type IdentityParts, makeDoor, makeIdentity } from '../identity/identity.ts';
import type { Person, Role } from '../identity/role.ts';
import { keptMail } from '../mail/mail.ts';
import { makeDeliveries } from '../webhooks/deliveries.ts';
import { makeEndpoints } from '../webhooks/endpoints.ts';
import { makeSecretSeal } from '../webhooks/signature.ts';
import { memoryFiles } from './memory-files.ts';
import { ORIGIN, somebody } from './people.ts';
import { type SmallServer, smallServer } from './small-server.ts';
import { WEBHOOK_SEAL } from './webhook-seal.ts';

/** The small server with real people: accounts, keys and the audit log in a database. */
export type PeopleServer = SmallServer & {
  identity: IdentityParts;
  /** Moves the clock on. */
  later(ms: number): void;
  now(): string;
};

/** What everybody's password is. */
export const PASSWORD = 'four words make a good one';

/** Starts nothing that listens. */
export async function peopleServer(
  database: Database,
  given: Partial<ApiParts> & {
    oidc?: IdentityParts['single_sign_on'];
    second_factor_roles?: readonly Role[];
  } = {},
): Promise<PeopleServer> {
  const { oidc = null, second_factor_roles = [], ...rest } = given;
  let moved_ms = 0;
  const now = (): string => new Date(Date.now() + moved_ms).toISOString();
  const made = makeIdentity({
    database,
    secret: 'a secret that signs the sessions of the tests',
    origin: () => ORIGIN,
    public_origin: ORIGIN,
    mail: keptMail(now),
    audit: makeAudit(database, now),
    now,
    second_factor_roles,
  });
  const identity: IdentityParts = {
    ...made,
    demo_accounts: [],
    single_sign_on: oidc,
    shops: async () => [
      { id: 'lamps', name: 'Lamps & Co' },
      { id: 'chairs', name: 'Chairs' },
    ],
  };
  const server = await smallServer({
    store: postgresStore(database),
    attachments: makeAttachments({ database, files: memoryFiles(), limits: { bytes: 1_000_000 }, now }),
    webhooks: {
      endpoints: makeEndpoints({
        database,
        audit: made.audit,
        seal: makeSecretSeal(WEBHOOK_SEAL),
        rules: { allow_private: true },
        now,
      }),
      deliveries: makeDeliveries({ database, audit: made.audit, now }),
    },
    identity,
    door: makeDoor(identity),
    audit: made.audit,
    mail: made.mail,
    database,
    now,
    ...rest,
  });
  return {
    ...server,
    identity,
    now,
    later: (ms) => {
      moved_ms += ms;
    },
  };
}

/** Adds somebody of a role who can sign in. */
export async function employ({ identity }: PeopleServer, role: Role, shop_id?: string): Promise<Person> {
  const { name, email, shop_id: home } = somebody(role, shop_id);
  const person_id = await identity.accounts.make({ name, email, password: PASSWORD });
  const person: Person = { person_id, name, email, role, shop_id: home };
  if ((await identity.people.find(person_id)) === null) await identity.people.add(person, 'tests');
  return person;
}

/** A browser: keeps cookies, sends them, and says which page it is on. */
export function browser(server: PeopleServer, address = '192.0.2.1') {
  const cookies = new Map<string, string>();
  const keep = (lines: string | string[] | undefined): void => {
    for (const line of [lines ?? []].flat()) {
      const [pair = '', ...flags] = line.split('; ');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (flags.includes('Max-Age=0') || value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  };
  const headers = (): Record<string, string> => ({
    origin: ORIGIN,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    ...(cookies.size === 0
      ? {}
      : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
  });
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await server.app.inject({
      method,
      url,
      headers: headers(),
      remoteAddress: address,
      ...(payload === undefined ? {} : { payload }),
    });
    keep(answer.headers['set-cookie']);
    return answer;
  };
  return {
    cookies,
    headers,
    get: (url: string) => call('GET', url),
    post: (url: string, payload: object = {}) => call('POST', url, payload),
    signIn: (email: string, password = PASSWORD) => call('POST', '/api/sign-in', { email, password }),
    async session(): Promise<Session> {
      const session: unknown = (await call('GET', '/api/session')).json();
      if (!isSession(session)) throw new Error('not a session');
      return session;
    },
  };
}
