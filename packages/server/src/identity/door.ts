import type { ApiScope } from './api-scope.ts';
import type { Person } from './role.ts';

/** What a request brings that may say who is there. */
export type Credentials = { cookie: string | undefined };

/** A program with a key: whom it acts as, and what it may do. */
export type KeyHolder = { person: Person; scopes: readonly ApiScope[] };

/** Says who is there; refusals are values, so that the caller says them. */
export type Door = {
  /** The person of a session; null when there is none or it has ended. */
  session(credentials: Credentials): Promise<Person | null>;
  /** Whether their role asks for a second factor that they have not set up yet. */
  second_factor_due(person: Person): Promise<boolean>;
  /** The holder of an API key. */
  key(token: string): Promise<KeyHolder | 'expired' | 'refused'>;
};
