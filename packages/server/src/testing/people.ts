import { Registry } from 'prom-client';
import type { AuditParts } from '../audit/routes.ts';
import type { DeskParts } from '../desk/parts.ts';
import type { ApiParts } from '../http/api.ts';
import type { Door } from '../identity/door.ts';
import type { IdentityParts } from '../identity/identity.ts';
import type { Person, Role } from '../identity/role.ts';
import type { TraceParts } from '../trace/routes.ts';

/** The origin of the small server's own pages. */
export const ORIGIN = 'http://hark.test';

/** Somebody of a shop (`lamps` unless another is named), or of the platform. */
export function somebody(role: Role, shop_id = 'lamps'): Person {
  const home = role === 'agent' || role === 'shop_admin' ? shop_id : null;
  const person_id = home === null ? role : `${role}.${home}`;
  return {
    person_id,
    name: `The ${role}`,
    email: `${role}@${home ?? 'platform'}.example`,
    role,
    shop_id: home,
  };
}

/** What a browser sends in which that person is signed in at the small server, on one of its own pages. */
export function asPerson(person: Person): { cookie: string; origin: string } {
  const value = Buffer.from(JSON.stringify(person)).toString('base64url');
  return { cookie: `small=${value}`, origin: ORIGIN };
}

/** A door that believes the cookies of {@link asPerson}. */
export function memoryDoor(): Door {
  return {
    async session({ cookie }) {
      const value = /(?:^|; )small=([\w-]+)/.exec(cookie ?? '')?.[1];
      if (value === undefined) return null;
      const person: Person = JSON.parse(Buffer.from(value, 'base64url').toString());
      return person;
    },
    second_factor_due: async () => false,
    key: async () => 'refused',
  };
}

const absent = (): never => {
  throw new Error('the small server has no accounts: use peopleServer');
};

/** Accounts are not what the small server is for: a test that reaches one is told so. */
export function noIdentity(): IdentityParts {
  const nothing = new Proxy({}, { get: absent });
  return new Proxy(Object.create(null), { get: (_, name) => (name === 'single_sign_on' ? null : nothing) });
}

/** No desk either: a test that reaches it is told so. */
export function noDesk(): Pick<DeskParts, 'desk' | 'playbook' | 'spoken'> {
  const nothing = (what: string) =>
    new Proxy(Object.create(null), {
      get: () => {
        throw new Error(`the small server has no ${what}: use deskServer`);
      },
    });
  const streams = {
    lists: absent,
    thread: absent,
    typing: absent,
    count: () => 0,
    opened: () => new Map(),
    close: () => undefined,
  };
  return {
    playbook: nothing('playbook'),
    spoken: nothing('words'),
    desk: { lists: nothing('lists'), streams },
  };
}

/** No playbook is written anywhere here: nothing runs again, and no reason is found. */
export function noTrace(): Pick<TraceParts, 'trace'> {
  const reruns: TraceParts['trace']['reruns'] = {
    rerun: async () => ({ kind: 'unreadable', says: 'The small server has no playbook.' }),
    close: async () => undefined,
  };
  return { trace: { reruns, loaded: { version: '1', files: [] } } };
}

/** No database for the audit log either. */
export function noAudit(): AuditParts {
  return { database: { as: absent }, audit: { write: absent, within: absent } };
}

/** Nothing to count, and no traces. */
export function noFigures(): Pick<ApiParts, 'metrics' | 'work' | 'tracing'> {
  const work = async () => ({
    effects: { due: 0, lag_s: 0 },
    timers: { due: 0, lag_s: 0 },
    webhooks: { retrying: 0, failed: 0, endpoints_failing: 0 },
  });
  return { metrics: new Registry(), work, tracing: null };
}
