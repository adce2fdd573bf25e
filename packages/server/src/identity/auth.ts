import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';

/** What came of a step of signing in, and the cookies that the browser is to keep. */
export type Step<T> = { value: T; cookies: string[] };

/** What came of a password or a passkey: a session, or the question for the second factor, which may be a passkey alone. */
export type SignedIn = { person_id: string } | 'second_factor' | 'passkey' | 'refused';

/** How accounts are kept. */
export type AccountsConfig = {
  pool: pg.Pool;
  secret: string;
  /** Whether people reach Hark by https: cookies are then sent by no other way. */
  secure: boolean;
  /** The host under which people reach Hark: passkeys are made for it and work nowhere else. */
  host: string;
  /** Sends the link with which a password is set anew; must not be waited for, or its time would tell who has an account. */
  sendReset(to: { email: string; name: string; token: string }): void;
};

/** How long a session lives. */
export const SESSION_SECONDS = 7 * 24 * 3_600;
const RESET_SECONDS = 3_600;
/** As NIST SP 800-63B-4 asks of a password that stands alone. */
export const SHORTEST_PASSWORD = 15;
const LONGEST_PASSWORD = 128;

/** better-auth as it is set up here: called as a library, no address of its own is open. */
export function makeAuth({ pool, secret, secure, host, sendReset }: AccountsConfig) {
  return betterAuth({
    appName: 'Hark',
    // No link and no address of better-auth's own is ever given out.
    baseURL: `http${secure ? 's' : ''}://localhost`,
    secret,
    database: { dialect: new PostgresDialect({ pool }), type: 'postgres' },
    telemetry: { enabled: false },
    // It would write addresses of people into the log; what goes wrong is thrown and told once, by whoever called.
    logger: { disabled: true },
    // Ours counts over all processes and by what is tried, not only by address.
    rateLimit: { enabled: false },
    // How fresh a session must be for a change that weakens the account, our routes say.
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: 24 * 3_600,
      freshAge: 0,
      cookieCache: { enabled: false },
    },
    advanced: {
      cookiePrefix: 'hark',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: ['x-hark-address'] },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      sendResetPassword: async ({ user, token }) => sendReset({ email: user.email, name: user.name, token }),
    },
    plugins: [twoFactor({ issuer: 'Hark', skipVerificationOnEnable: false }), passkeys(host)],
  });
}

/**
 * A passkey alone opens the account, so that whoever holds it must also have shown the device that it is them (a finger, a face, a
 * PIN): user verification is asked for by our routes and demanded here, which makes it two factors.
 */
function passkeys(host: string) {
  const verified = (flag: boolean): void => {
    if (!flag) throw new APIError('UNAUTHORIZED', { message: 'the device did not verify its user' });
  };
  return passkey({
    rpID: host,
    rpName: 'Hark',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ verification }) =>
        verified(verification.registrationInfo?.userVerified === true),
    },
    authentication: {
      afterVerification: async ({ verification }) => verified(verification.authenticationInfo.userVerified),
    },
    advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
  });
}

/** What {@link makeAuth} makes. */
export type Auth = ReturnType<typeof makeAuth>;

/** What better-auth refuses, it throws; that is an expected no (null). Anything else is a fault and goes on, unless `also` says no. */
export async function attempt<T>(
  ask: () => Promise<T>,
  also: (error: APIError) => boolean = () => false,
): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isAPIError(error) && (error.statusCode < 500 || also(error))) return null;
    throw error;
  }
}
