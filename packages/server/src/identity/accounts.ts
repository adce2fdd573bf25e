import { createHmac } from 'node:crypto';
import type { OpenSession } from '@hark/wire';
import { Refusal } from '../http/refusal.ts';
import {
  type AccountsConfig,
  type Auth,
  attempt,
  makeAuth,
  SESSION_SECONDS,
  type SignedIn,
  type Step,
} from './auth.ts';
import { ownPasskeys, passkeySignIn } from './passkeys.ts';
import { secondFactors } from './second-factors.ts';

/** What an account is made from. */
export type NewAccount = { name: string; email: string; password: string | null };

/** What people sign in with: passwords, second factors, sessions. Who may do what stands elsewhere. */
export type Accounts = ReturnType<typeof makeAccounts>;

/** Accounts over better-auth, called as a library: no address of its own is open. */
export function makeAccounts(config: AccountsConfig) {
  const auth = makeAuth(config);
  return {
    ...registration(auth),
    ...signingIn(auth),
    ...passkeySignIn(auth),
    ...ownAccount(auth),
    ...ownPasskeys(auth),
    ...secondFactors(auth),
    ...ownSessions(auth),
  };
}

function registration(auth: Auth) {
  return {
    /** The id of the account under an e-mail address. */
    async find(email: string): Promise<string | null> {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(email.toLowerCase());
      return found?.user.id ?? null;
    },
    /** Makes an account, or gives the one of this address the new password; its id. */
    async make({ name, email, password }: NewAccount): Promise<string> {
      const context = await auth.$context;
      const { internalAdapter } = context;
      const found = await internalAdapter.findUserByEmail(email.toLowerCase());
      const user =
        found?.user ??
        (await internalAdapter.createUser(
          { name, email: email.toLowerCase(), emailVerified: true },
          { method: 'admin' },
        ));
      if (password === null) return user.id;
      const hash = await context.password.hash(password);
      const accounts = await internalAdapter.findAccounts(user.id);
      if (accounts.some((account) => account.providerId === 'credential'))
        await internalAdapter.updatePassword(user.id, hash);
      else
        await internalAdapter.linkAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: hash,
        });
      return user.id;
    },
    /** Ends every session of somebody who may not come in any more. */
    async endAll(person_id: string): Promise<void> {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUserSessions(person_id);
    },
  };
}

function signingIn(auth: Auth) {
  return {
    /** The same answer, in about the same time, for an address that nobody has and for a wrong password. */
    async signIn(given: { email: string; password: string; headers: Headers }): Promise<Step<SignedIn>> {
      const { email, password, headers } = given;
      const done = await attempt(() =>
        auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
      );
      if (done === null) return { value: 'refused', cookies: [] };
      const cookies = done.headers.getSetCookie();
      if ('twoFactorRedirect' in done.response) return { value: 'second_factor', cookies };
      const { user, token } = done.response;
      const { adapter, internalAdapter } = await auth.$context;
      const where = [{ field: 'userId', value: user.id }];
      if ((await adapter.count({ model: 'passkey', where })) === 0)
        return { value: { person_id: user.id }, cookies };
      // Whoever has a passkey does not come in by the password alone; the session was given to nobody yet.
      await internalAdapter.deleteSession(token);
      return { value: 'passkey', cookies: [] };
    },
    /** The second step: a code of the app, or a recovery code, which is then used up. */
    async verify(given: {
      code: string;
      kind: 'app' | 'recovery';
      headers: Headers;
    }): Promise<Step<SignedIn>> {
      const { code, kind, headers } = given;
      const done = await attempt(() =>
        kind === 'app'
          ? auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
          : auth.api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
      );
      if (done === null) return { value: 'refused', cookies: [] };
      return { value: { person_id: done.response.user.id }, cookies: done.headers.getSetCookie() };
    },
    /** The person of the session that the cookies name. */
    async session(headers: Headers): Promise<{ person_id: string } | null> {
      const found = await auth.api.getSession({ headers });
      return found ? { person_id: found.user.id } : null;
    },
    /** Ends the session of this browser. */
    async signOut(headers: Headers): Promise<Step<null>> {
      const done = await attempt(() => auth.api.signOut({ headers, returnHeaders: true }));
      return { value: null, cookies: done?.headers.getSetCookie() ?? [] };
    },
    /** Sends a link, if the address is somebody's; says nothing of whether it is. */
    async requestReset(email: string): Promise<void> {
      await attempt(() => auth.api.requestPasswordReset({ body: { email } }));
    },
    /** Sets the password with the token of a link and ends every session. Whose it is, or null. */
    async reset(given: { token: string; password: string }): Promise<string | null> {
      const { internalAdapter } = await auth.$context;
      const asked = await internalAdapter.findVerificationValue(`reset-password:${given.token}`);
      const done = await attempt(() =>
        auth.api.resetPassword({ body: { token: given.token, newPassword: given.password } }),
      );
      return done === null ? null : (asked?.value ?? null);
    },
  };
}

function ownAccount(auth: Auth) {
  return {
    /** False when the present password is wrong. Every other session ends. */
    async changePassword(given: { from: string; to: string; headers: Headers }): Promise<Step<boolean>> {
      const body = { currentPassword: given.from, newPassword: given.to, revokeOtherSessions: true };
      const done = await attempt(() =>
        auth.api.changePassword({ body, headers: given.headers, returnHeaders: true }),
      );
      return { value: done !== null, cookies: done?.headers.getSetCookie() ?? [] };
    },
    /** Begins a second factor: what an app needs, and the recovery codes. It counts once a code of the app was given. */
    async addSecondFactor(given: {
      password: string;
      headers: Headers;
    }): Promise<{ uri: string; recovery_codes: string[] } | null> {
      const { password, headers } = given;
      const made = await attempt(() => auth.api.enableTwoFactor({ body: { password }, headers }));
      return made && 'totpURI' in made ? { uri: made.totpURI, recovery_codes: made.backupCodes } : null;
    },
    /** Confirms it with a code of the app. */
    async confirmSecondFactor(given: { code: string; headers: Headers }): Promise<Step<boolean>> {
      const { code, headers } = given;
      const done = await attempt(() => auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
      return { value: done !== null, cookies: done?.headers.getSetCookie() ?? [] };
    },
    /** False when the password is wrong. */
    async removeSecondFactor(given: { password: string; headers: Headers }): Promise<Step<boolean>> {
      const { password, headers } = given;
      const done = await attempt(() =>
        auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
      );
      return { value: done !== null, cookies: done?.headers.getSetCookie() ?? [] };
    },
    /** New recovery codes; the old ones open nothing any more. Null when the password is wrong. */
    async newRecoveryCodes(given: { password: string; headers: Headers }): Promise<string[] | null> {
      const { password, headers } = given;
      const made = await attempt(() => auth.api.generateBackupCodes({ body: { password }, headers }));
      return made?.backupCodes ?? null;
    },
  };
}

function ownSessions(auth: Auth) {
  const allOf = async (headers: Headers) => {
    const all = await attempt(() => auth.api.listSessions({ headers }));
    // It ended, elsewhere, since the door let this request in.
    if (all === null) throw new Refusal('sign_in_first');
    return all;
  };
  return {
    /** Where somebody is signed in, the latest first. */
    async sessions(headers: Headers): Promise<OpenSession[]> {
      const [here, all] = await Promise.all([auth.api.getSession({ headers }), allOf(headers)]);
      return all
        .map((one) => ({
          session_id: one.id,
          here: one.id === here?.session.id,
          began_at: one.createdAt.toISOString(),
          used_at: one.updatedAt.toISOString(),
          address: one.ipAddress || null,
          browser: one.userAgent || null,
        }))
        .sort((a, b) => (a.used_at < b.used_at ? 1 : -1));
    },
    /** Ends one of one's own; false when there is none. */
    async endSession(given: { session_id: string; headers: Headers }): Promise<boolean> {
      const all = await allOf(given.headers);
      const found = all.find(({ id }) => id === given.session_id);
      if (!found) return false;
      const body = { token: found.token };
      return (await attempt(() => auth.api.revokeSession({ body, headers: given.headers }))) !== null;
    },
    /** Signs somebody in whom another provider vouches for; the cookies of the new session. */
    async openSession(person_id: string): Promise<string[]> {
      const { internalAdapter, authCookies, secret } = await auth.$context;
      const session = await internalAdapter.createSession(person_id);
      const { name, attributes } = authCookies.sessionToken;
      const signature = createHmac('sha256', secret).update(session.token).digest('base64');
      const value = encodeURIComponent(`${session.token}.${signature}`);
      const flags = `HttpOnly; SameSite=Lax${attributes.secure === true ? '; Secure' : ''}`;
      return [`${name}=${value}; Path=/; Max-Age=${SESSION_SECONDS}; ${flags}`];
    },
  };
}
