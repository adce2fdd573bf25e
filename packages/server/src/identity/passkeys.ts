import { getAuthenticatorName } from '@better-auth/passkey';
import type { Passkey } from '@hark/wire';
import { type Auth, attempt, type SignedIn, type Step } from './auth.ts';

/** What a browser hands over after it spoke to an authenticator: WebAuthn's answer in JSON, looked at by better-auth. */
export type AuthenticatorAnswer = { id: string; [name: string]: unknown };

/** As many as somebody can tell apart. */
export const MOST_PASSKEYS = 20;

/** The same for signing in, with everything that the check of its signature reads. */
export type SignInAnswer = NonNullable<
  Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]
>['body']['response'];
type Row = {
  id: string;
  name?: string | undefined;
  createdAt: Date;
  backedUp: boolean;
  aaguid?: string | undefined;
};

/** Signing in with a passkey. */
export function passkeySignIn(auth: Auth) {
  return {
    /** What the browser asks an authenticator with, and the cookie that holds the challenge for five minutes. */
    async passkeyQuestion(headers: Headers): Promise<Step<object>> {
      const { response, headers: set } = await auth.api.generatePasskeyAuthenticationOptions({
        headers,
        returnHeaders: true,
      });
      return { value: { ...response, userVerification: 'required' }, cookies: set.getSetCookie() };
    },
    /** A passkey is both factors at once: something one has, opened by what one is or knows. */
    async signInByPasskey(given: { answer: SignInAnswer; headers: Headers }): Promise<Step<SignedIn>> {
      const body = { response: given.answer };
      const done = await attempt(() =>
        auth.api.verifyPasskeyAuthentication({ body, headers: given.headers, returnHeaders: true }),
      );
      if (done === null) return { value: 'refused', cookies: [] };
      return { value: { person_id: done.response.user.id }, cookies: done.headers.getSetCookie() };
    },
    /** Whose passkey somebody tried; null when it is nobody's. */
    async ownerOfPasskey(credential_id: string): Promise<string | null> {
      const { adapter } = await auth.$context;
      const where = [{ field: 'credentialID', value: credential_id }];
      const found = await adapter.findOne<{ userId: string }>({ model: 'passkey', where });
      return found?.userId ?? null;
    },
  };
}

/** The passkeys of one's own account. */
export function ownPasskeys(auth: Auth) {
  const all = async (headers: Headers): Promise<Row[]> => auth.api.listPasskeys({ headers });
  return {
    async passkeys(headers: Headers): Promise<Passkey[]> {
      return (await all(headers)).map(shown).sort((a, b) => (a.added_at < b.added_at ? -1 : 1));
    },
    /** What the browser makes a passkey with; null when there are too many already. */
    async newPasskeyQuestion(headers: Headers): Promise<Step<object> | null> {
      if ((await all(headers)).length >= MOST_PASSKEYS) return null;
      const { response, headers: set } = await auth.api.generatePasskeyRegistrationOptions({
        headers,
        returnHeaders: true,
      });
      return { value: response, cookies: set.getSetCookie() };
    },
    /** Keeps a passkey that the browser has made; null when it does not answer the question that was asked. */
    async addPasskey(given: {
      answer: AuthenticatorAnswer;
      name: string | null;
      headers: Headers;
    }): Promise<Step<Passkey> | null> {
      const { answer, name, headers } = given;
      const body = { response: answer, ...(name === null ? {} : { name }) };
      const done = await attempt(
        () => auth.api.verifyPasskeyRegistration({ body, headers, returnHeaders: true }),
        // better-auth calls an answer that cannot be verified a fault of its own.
        (error) => error.body?.code === 'FAILED_TO_VERIFY_REGISTRATION',
      );
      return done === null ? null : { value: shown(done.response), cookies: done.headers.getSetCookie() };
    },
    /** False when there is none of that id among one's own. */
    async renamePasskey(given: { passkey_id: string; name: string; headers: Headers }): Promise<boolean> {
      const body = { id: given.passkey_id, name: given.name };
      return (await attempt(() => auth.api.updatePasskey({ body, headers: given.headers }))) !== null;
    },
    /** False when there is none of that id among one's own. */
    async removePasskey(given: { passkey_id: string; headers: Headers }): Promise<boolean> {
      const body = { id: given.passkey_id };
      return (await attempt(() => auth.api.deletePasskey({ body, headers: given.headers }))) !== null;
    },
  };
}

function shown({ id, name, createdAt, backedUp, aaguid }: Row): Passkey {
  return {
    passkey_id: id,
    name: name || getAuthenticatorName(aaguid) || 'Passkey',
    added_at: createdAt.toISOString(),
    synced: backedUp,
  };
}
