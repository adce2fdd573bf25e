import type { Session } from '@hark/wire';
import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import type { Answer } from '../api/ask.ts';

/** An authenticator's answer, as the server takes it. */
export type Sendable<T> = Omit<T, 'clientExtensionResults'> & {
  clientExtensionResults: { [name: string]: unknown };
};

type Answered = AuthenticationResponseJSON | RegistrationResponseJSON;

/** Why no passkey can be used on this page, in words, and where it can be; null: it can. */
export type NotHere = { says: string; instead: string | null };

/** Whether passkeys work where this page was opened. */
export function passkeysNotHere({ passkey_host }: Pick<Session, 'passkey_host'>): NotHere | null {
  const { hostname, port, pathname, search } = location;
  if (hostname !== passkey_host) {
    const local = passkey_host === 'localhost';
    const instead = local ? `http://localhost${port === '' ? '' : `:${port}`}${pathname}${search}` : null;
    return { says: `Passkeys work only where Hark is opened as ${passkey_host}.`, instead };
  }
  if (!window.isSecureContext)
    return { says: 'Passkeys work only where Hark is reached by https.', instead: null };
  if (!browserSupportsWebAuthn())
    return { says: 'This browser knows no passkeys. Another one, or a newer one, does.', instead: null };
  return null;
}

/** A browser asks an authenticator to sign somebody in; with `autofill` it offers passkeys in the field for the address. */
export function askPasskey(
  question: unknown,
  { autofill }: { autofill: boolean },
): Promise<Answer<Sendable<AuthenticationResponseJSON>>> {
  // The server gives the options as WebAuthn writes them in JSON, and the browser checks them.
  const optionsJSON = question as PublicKeyCredentialRequestOptionsJSON;
  return ceremony(() => startAuthentication({ optionsJSON, useBrowserAutofill: autofill }));
}

/** A browser has an authenticator make a passkey. */
export function makePasskey(question: unknown): Promise<Answer<Sendable<RegistrationResponseJSON>>> {
  const optionsJSON = question as PublicKeyCredentialCreationOptionsJSON;
  return ceremony(() => startRegistration({ optionsJSON }));
}

/** The code of an {@link Answer} where this page itself ended what the browser was asking. */
export const ENDED_BY_US = 'ended_by_us';

async function ceremony<T extends Answered>(start: () => Promise<T>): Promise<Answer<Sendable<T>>> {
  try {
    const answered = await start();
    const { clientExtensionResults: results, ...rest } = answered;
    return { ok: true, value: { ...rest, clientExtensionResults: { ...results } } };
  } catch (error) {
    const { code, says } = wordsFor(error);
    return { ok: false, refused: false, code, says };
  }
}

function wordsFor(error: unknown): { code: string | null; says: string } {
  const code = error instanceof WebAuthnError ? error.code : null;
  switch (code) {
    case 'ERROR_CEREMONY_ABORTED':
      return { code: ENDED_BY_US, says: '' };
    case 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED':
      return { code, says: 'This device holds a passkey for your account already. Nothing was changed.' };
    case 'ERROR_INVALID_DOMAIN':
    case 'ERROR_INVALID_RP_ID':
      return { code, says: `Passkeys do not work at the address ${location.origin}. Nothing was changed.` };
    case 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT':
    case 'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT':
      return {
        code,
        says: 'This device cannot check that it is you. Set up a screen lock, a finger, a face or a PIN on it first.',
      };
  }
  if (error instanceof Error && error.name === 'NotAllowedError')
    return { code, says: 'No passkey was used: it was cancelled, or took too long. Nothing was changed.' };
  return {
    code,
    says: 'The browser could not use a passkey. Nothing was changed. Try again, or use another browser.',
  };
}
