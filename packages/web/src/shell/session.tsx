import type { Person, Session } from '@hark/wire';
import { createContext, useContext } from 'react';

/** The session, and how it is read again after signing in or out. */
export type SessionHere = { session: Session; again(): void };

/** The reserved shop of what belongs to no seller. */
const PLATFORM = 'platform';

/** Set around every page. */
export const SessionContext = createContext<SessionHere | null>(null);

/** Who is here, and which ways in there are. */
export function useSession(): SessionHere {
  const here = useContext(SessionContext);
  if (here === null) throw new Error('every page stands within the shell');
  return here;
}

/** Of which house somebody is, in words. */
export function houseName(session: Session, shop_id: string | null): string {
  return shop_id === null || shop_id === PLATFORM ? 'the platform' : (session.shop_names[shop_id] ?? shop_id);
}

/** Of which shop a conversation is, for those who see those of several; otherwise ''. */
export function useShopOf(shop_id: string): string {
  const { session } = useSession();
  return session.person?.shop_id === null ? houseName(session, shop_id) : '';
}

/** Whether the role of whoever is here asks for a second factor that they have not set up yet. */
export function isSecondFactorDue({ second_factors: held }: Session): boolean {
  return held?.required === true && held.password && !held.app && held.passkeys === 0;
}

/** The person who is signed in; only pages that are for people with a role ask. */
export function usePerson(): Person {
  const { person } = useSession().session;
  if (person === null) throw new Error('the shell shows this page only to those who are signed in');
  return person;
}
