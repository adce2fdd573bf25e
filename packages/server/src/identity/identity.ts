import type { DemoAccount } from '@hark/wire';
import type { Audit } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import type { Mail } from '../mail/mail.ts';
import { type Accounts, makeAccounts } from './accounts.ts';
import { type ApiKeys, makeApiKeys } from './api-keys.ts';
import type { Door } from './door.ts';
import { type Invitations, makeInvitations } from './invitations.ts';
import type { Oidc } from './oidc.ts';
import { makePeopleStore, type PeopleStore } from './people-store.ts';
import type { Role } from './role.ts';
import { hasSecondFactor } from './second-factors.ts';
import { makeSignInLimits, type SignInLimits } from './sign-in-limits.ts';

/** Everything about people that routes need. */
export type IdentityParts = {
  accounts: Accounts;
  people: PeopleStore;
  invitations: Invitations;
  keys: ApiKeys;
  limits: SignInLimits;
  audit: Audit;
  mail: Mail;
  /** Where people reach Hark; links in letters begin with it. */
  origin(): string;
  /** As the guard compares with; null: what the request itself names. */
  public_origin: string | null;
  secure: boolean;
  /** The host that passkeys are made for. */
  passkey_host: string;
  /** Whoever has one of these roles comes no further than their own account without a second factor. */
  second_factor_roles: readonly Role[];
  /** Accounts that the demo shows; none elsewhere. */
  demo_accounts: DemoAccount[];
  single_sign_on: Oidc | null;
  /** The shops that are known, for invitations, and what they are called. */
  shops(): Promise<{ id: string; name: string }[]>;
  database: Pick<Database, 'as'>;
  now: () => string;
};

/** What identity is made from. */
export type IdentityConfig = {
  database: Pick<Database, 'as' | 'identity'>;
  secret: string;
  origin(): string;
  public_origin: string | null;
  mail: Mail;
  audit: Audit;
  now: () => string;
  second_factor_roles?: readonly Role[];
};

/** People, their accounts and keys over one database. */
export function makeIdentity(
  config: IdentityConfig,
): Omit<IdentityParts, 'demo_accounts' | 'single_sign_on' | 'shops'> {
  const { database, secret, origin, public_origin, mail, audit, now } = config;
  const secure = public_origin?.startsWith('https:') === true;
  const passkey_host = public_origin === null ? 'localhost' : new URL(public_origin).hostname;
  const accounts = makeAccounts({
    pool: database.identity,
    secret,
    secure,
    host: passkey_host,
    sendReset: ({ email, name, token }) =>
      mail.send({
        to: email,
        subject: 'A new password for Hark',
        text: resetText(name, `${origin()}/reset#${token}`),
      }),
  });
  return {
    accounts,
    people: makePeopleStore(database, audit),
    invitations: makeInvitations({ database, audit, now }),
    keys: makeApiKeys({ database, audit, now }),
    limits: makeSignInLimits({ pool: database.identity, secret, now }),
    audit,
    mail,
    origin,
    public_origin,
    secure,
    passkey_host,
    second_factor_roles: config.second_factor_roles ?? [],
    database,
    now,
  };
}

/** Says who is there, by session cookie or API key. */
export function makeDoor({
  accounts,
  people,
  keys,
  second_factor_roles,
}: Pick<IdentityParts, 'accounts' | 'people' | 'keys' | 'second_factor_roles'>): Door {
  return {
    async session({ cookie }) {
      // Nobody who brings no cookie of ours costs the database a question.
      if (cookie === undefined || !cookie.includes('hark.session_token=')) return null;
      const session = await accounts.session(new Headers({ cookie }));
      return session ? people.find(session.person_id) : null;
    },
    async second_factor_due({ person_id, role }) {
      return second_factor_roles.includes(role) && !hasSecondFactor(await accounts.secondFactors(person_id));
    },
    key: (token) => keys.read(token),
  };
}

function resetText(name: string, link: string): string {
  return `Hello ${name},

somebody, probably you, asked for a new password for Hark. Choose one here within an hour:

${link}

If it was not you, there is nothing to do: your password stays as it is.
`;
}
