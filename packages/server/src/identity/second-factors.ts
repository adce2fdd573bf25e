import type { SecondFactors } from '@hark/wire';
import { type Auth, attempt } from './auth.ts';

/** How long somebody without a password may still change what they sign in with. */
const FRESH_MS = 15 * 60_000;

/** Whether somebody is who their session says, before a change that weakens the account. */
export type Confirmed = 'yes' | 'password_refused' | 'sign_in_again';

/** What an account has beside its password. */
export type Held = Pick<SecondFactors, 'app' | 'passkeys' | 'password'>;

/** What stands beside the password, whose it is, and how it is taken away. */
export function secondFactors(auth: Auth) {
  return {
    async secondFactors(person_id: string): Promise<Held> {
      const { adapter, internalAdapter } = await auth.$context;
      const [user, accounts, passkeys] = await Promise.all([
        internalAdapter.findUserById(person_id),
        internalAdapter.findAccounts(person_id),
        adapter.count({ model: 'passkey', where: [{ field: 'userId', value: person_id }] }),
      ]);
      return {
        app: user !== null && 'twoFactorEnabled' in user && user.twoFactorEnabled === true,
        passkeys,
        password: accounts.some(({ providerId }) => providerId === 'credential'),
      };
    },
    /** By the password; by a session that has just begun, where there is none (those come by single sign-on). */
    async confirm(given: { password: string | null; headers: Headers }): Promise<Confirmed> {
      const { password, headers } = given;
      const here = await auth.api.getSession({ headers });
      if (!here) return 'sign_in_again';
      const { password: has_one } = await this.secondFactors(here.user.id);
      if (!has_one) return Date.now() - here.session.createdAt.getTime() < FRESH_MS ? 'yes' : 'sign_in_again';
      if (password === null) return 'password_refused';
      const same = await attempt(() => auth.api.verifyPassword({ body: { password }, headers }));
      return same === null ? 'password_refused' : 'yes';
    },
    /** Takes away the app and every passkey of somebody who lost them, and ends their sessions: the password is left. */
    async removeSecondFactors(person_id: string): Promise<void> {
      const { adapter, internalAdapter } = await auth.$context;
      const where = [{ field: 'userId', value: person_id }];
      await adapter.deleteMany({ model: 'passkey', where });
      await adapter.deleteMany({ model: 'twoFactor', where });
      await internalAdapter.updateUser(person_id, { twoFactorEnabled: false });
      await internalAdapter.deleteUserSessions(person_id);
    },
  };
}

/** Whether somebody has shown more than a password: those without one come by single sign-on, whose provider asks for the rest. */
export function hasSecondFactor({ app, passkeys, password }: Held): boolean {
  return app || passkeys > 0 || !password;
}
