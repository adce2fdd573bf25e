import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import type { SignedIn, Step } from './auth.ts';
import type { IdentityParts } from './identity.ts';
import type { Try } from './sign-in-limits.ts';

/** The cookie by which a browser is known in which somebody was signed in: it has a count of failures of its own. */
const KNOWN_BROWSER = 'hark.known_browser';
const KNOWN_SECONDS = 180 * 24 * 3_600;

/** Signing in is guarded like a change: another page must not sign a browser in as somebody else. */
export function ownPageOnly(request: FastifyRequest, parts: IdentityParts): void {
  if (!fromOwnPage(request, parts.public_origin)) throw new Refusal('foreign_page');
}

/** What a step of signing in came to, and whose count it goes on. */
export type Settling = { step: Step<SignedIn>; attempt: Try; reply: FastifyReply; by?: 'passkey' };

/** Lets somebody in, asks for the next step, or refuses; counted and written down. */
export async function settle(parts: IdentityParts, { step, attempt, reply, by }: Settling) {
  const { value, cookies } = step;
  if (value === 'refused') {
    await parts.limits.failed(attempt);
    if (by === 'passkey') throw new Refusal('passkey_refused');
    await noteFailure(parts, await parts.accounts.find(attempt.email));
    throw new Refusal(attempt.email === 'second factor' ? 'code_refused' : 'sign_in_refused');
  }
  if (value === 'second_factor' || value === 'passkey') {
    reply.header('set-cookie', cookies);
    return { next: value };
  }
  const person = await parts.people.find(value.person_id);
  if (person === null) {
    // Somebody who has left: told nothing else than whoever guesses.
    await parts.accounts.endAll(value.person_id);
    await parts.limits.failed(attempt);
    throw new Refusal('sign_in_refused');
  }
  const known = await parts.limits.succeeded({ ...attempt, email: person.email });
  reply.header('set-cookie', [...cookies, knownCookie(known, parts.secure)]);
  await noteOf(parts, person.person_id, { action: 'signed_in', ...(by === undefined ? {} : { by }) });
  return { next: 'in' as const };
}

function knownCookie(value: string, secure: boolean): string {
  const flags = `HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return `${KNOWN_BROWSER}=${value}; Path=/api/; Max-Age=${KNOWN_SECONDS}; ${flags}`;
}

/** Who tries, as guessing is counted. */
export function tryOf(request: FastifyRequest, email: string): Try {
  const cookies = (request.headers.cookie ?? '').split(/; */);
  const known = cookies.find((one) => one.startsWith(`${KNOWN_BROWSER}=`));
  return { email, address: request.ip, known_browser: known?.slice(KNOWN_BROWSER.length + 1) ?? null };
}

/** Refuses while guessing has to wait. */
export async function notTooMany(parts: IdentityParts, attempt: Try, reply: FastifyReply): Promise<void> {
  const seconds = await parts.limits.wait(attempt);
  if (seconds <= 0) return;
  reply.header('retry-after', seconds);
  throw new Refusal('too_many_tries');
}

type CameOrWent = { action: 'signed_in' | 'signed_out'; by?: 'passkey' };

/** Writes down that somebody came in or went. */
export async function noteOf(
  parts: IdentityParts,
  person_id: string,
  { action, by }: CameOrWent,
): Promise<void> {
  const person = await parts.people.find(person_id);
  if (!person) return;
  const entry = { shop_id: person.shop_id, person: person_id, action, target: person_id };
  await parts.audit.write({ ...entry, detail: by === undefined ? {} : { by } });
}

/** A failure against an account that exists stands in its house's log; one against nobody tells nothing to anybody. */
export async function noteFailure(
  parts: IdentityParts,
  person_id: string | null,
  by?: 'passkey' | 'single sign-on',
): Promise<void> {
  const person = person_id === null ? null : await parts.people.find(person_id);
  if (!person) return;
  await parts.audit.write({
    shop_id: person.shop_id,
    person: 'nobody',
    action: 'sign_in_failed',
    target: person.person_id,
    detail: by === undefined ? {} : { by },
  });
}
