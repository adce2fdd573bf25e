import { z } from 'zod';
import { API_SCOPES, isApiScope } from './api-scope.ts';
import { SHORTEST_PASSWORD } from './auth.ts';
import { ROLES } from './role.ts';

/** An e-mail address as people write it. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email('must be an e-mail address'));
const Password = z
  .string()
  .min(SHORTEST_PASSWORD, `must have at least ${SHORTEST_PASSWORD} characters`)
  .max(128, 'must have at most 128 characters');
/** A password that is there already: whatever it is, it is compared. */
const Present = z.string().min(1).max(128);
/** The secret of a link. */
export const Token = z.string().regex(/^[!-~]{1,200}$/, 'must be what stands in the link');
const Instant = z.string().meta({ description: 'ISO 8601, UTC' });
const RoleName = z.enum(ROLES);
const ShopId = z.string().nullable().meta({ description: 'null: of the platform' });
const Name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be on one line, without control characters');

/** It was done. */
export const Done = z.object({ done: z.literal(true) });

/** E-mail address and password. */
export const SignIn = z.strictObject({ email: Email, password: Present });

/** A code of the app, or one of the recovery codes. */
export const Code = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{6,20}$/, 'must be the six digits of the app, or a recovery code'),
  kind: z.enum(['app', 'recovery']),
});

/** What came of name and password. */
export const SignedIn = z.object({ next: z.enum(['in', 'second_factor', 'passkey']) });

const PersonShape = z
  .object({ person_id: z.string(), name: z.string(), email: z.string(), role: RoleName, shop_id: ShopId })
  .meta({ id: 'Person' });

/** Who is here. */
export const Session = z.object({
  person: PersonShape.nullable(),
  second_factors: z
    .object({
      app: z.boolean(),
      passkeys: z.int(),
      password: z.boolean().meta({ description: 'false: they come by single sign-on' }),
      required: z.boolean().meta({ description: 'whether their role asks for a second factor' }),
    })
    .nullable(),
  passkey_host: z.string().meta({ description: 'the host under which passkeys work' }),
  demo: z.array(z.object({ role: RoleName, shop_id: ShopId, email: z.string(), password: z.string() })),
  shop_names: z
    .record(z.string(), z.string())
    .meta({ description: 'what the shops within reach are called, by id' }),
  single_sign_on: z.string().nullable(),
});

/** Whose password to set anew. */
export const AskReset = z.strictObject({ email: Email });
/** A new password with the token of a link. */
export const Reset = z.strictObject({ token: Token, password: Password });
/** An invitation accepted. */
export const Accept = z.strictObject({ token: Token, password: Password });
/** What an invited person sees. */
export const InvitationShown = z.object({
  name: z.string(),
  email: z.string(),
  role: RoleName,
  shop_id: ShopId,
  shop_name: z.string().nullable(),
});

/** A new password in place of the present one. */
export const ChangePassword = z.strictObject({ from: Present, to: Password });
/** The present password again, before something that weakens the account. */
export const Again = z.strictObject({ password: Present });
/** The first code of an app that was just set up. */
export const Confirm = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'must be the six digits of the app'),
});
/** What an app needs. */
export const SecondFactor = z.object({
  uri: z.string(),
  secret: z.string(),
  recovery_codes: z.array(z.string()),
});
/** Codes that each open once. */
export const RecoveryCodes = z.object({ recovery_codes: z.array(z.string()) });
/** Where a person is signed in. */
export const OpenSessions = z.object({
  sessions: z.array(
    z.object({
      session_id: z.string(),
      here: z.boolean(),
      began_at: Instant,
      used_at: Instant,
      address: z.string().nullable(),
      browser: z.string().nullable(),
    }),
  ),
});

/** What a browser asks an authenticator with: options of WebAuthn in JSON, handed to it as they are. */
export const PasskeyQuestion = z.looseObject({ challenge: z.string() });
const Base64Url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\w-]*={0,2}$/, 'must be what the browser made');
const answered = {
  id: Base64Url(1_400).min(1),
  rawId: Base64Url(1_400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
};
/** What an authenticator answered, as WebAuthn writes it in JSON: signing in by a passkey. */
export const PasskeySignIn = z.strictObject({
  answer: z.object({
    ...answered,
    response: z.object({
      clientDataJSON: Base64Url(20_000),
      authenticatorData: Base64Url(20_000),
      signature: Base64Url(5_000),
    }),
  }),
});
const MadePasskey = z.object({
  ...answered,
  response: z.object({
    clientDataJSON: Base64Url(20_000),
    attestationObject: Base64Url(50_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional(),
  }),
});
/** Before a passkey is made: the present password, where there is one. */
export const AgainIfAny = z.strictObject({ password: Present.nullable() });
/** A new passkey, and what it is called. */
export const NewPasskey = z.strictObject({ answer: MadePasskey, name: Name.nullable() });
/** Another name for a passkey. */
export const RenamePasskey = z.strictObject({ name: Name });
/** One's own passkeys. */
export const Passkeys = z.object({
  passkeys: z.array(
    z.object({
      passkey_id: z.string(),
      name: z.string(),
      added_at: Instant,
      synced: z.boolean().meta({ description: 'kept on more devices than one' }),
    }),
  ),
});

const Address = z.string().min(1).max(100);
/** The session in the address. */
export const SessionAddress = z.object({ session: Address });
/** The passkey in the address. */
export const PasskeyAddress = z.object({ passkey: Address });
/** The person in the address. */
export const PersonAddress = z.object({ person: Address });
/** The invitation in the address. */
export const InvitationAddress = z.object({ invitation: Address });
/** The key in the address. */
export const KeyAddress = z.object({ key: Address });

/** The team. */
export const Team = z.object({
  people: z.array(PersonShape.extend({ joined_at: Instant, left_at: Instant.nullable() })),
  invitations: z.array(
    z.object({
      invitation_id: z.string(),
      shop_id: ShopId,
      name: z.string(),
      email: z.string(),
      role: RoleName,
      invited_at: Instant,
      expires_at: Instant,
    }),
  ),
  roles: z.array(RoleName),
  shops: z.array(z.object({ id: z.string(), name: z.string() })),
});
/** Whom to invite. */
export const Invite = z.strictObject({
  name: Name,
  email: Email,
  role: RoleName,
  shop_id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,100}$/, 'must be the id of a shop')
    .refine((id) => id !== 'platform', 'must be the id of a shop')
    .nullish(),
});
/** The invitation went out; `link` only where it could not. */
export const Invited = z.object({ done: z.literal(true), link: z.string().nullable() });
/** Another role. */
export const ChangeRole = z.strictObject({ role: RoleName });

const Scope = z.enum(Object.keys(API_SCOPES).filter(isApiScope));
/** A new key. */
export const MakeKey = z.strictObject({
  name: Name,
  scopes: z.array(Scope).min(1, 'must name at least one scope').max(20),
  expires_at: z.iso.datetime().nullish(),
});
/** The key itself, once. */
export const MadeKey = z.object({ key: z.string() });
/** The keys of a house. */
export const ApiKeys = z.object({
  keys: z.array(
    z.object({
      key_id: z.string(),
      name: z.string(),
      prefix: z.string(),
      scopes: z.array(z.string()),
      made_at: Instant,
      expires_at: Instant.nullable(),
      used_at: Instant.nullable(),
      revoked_at: Instant.nullable(),
    }),
  ),
  scopes: z.array(z.object({ scope: Scope, allows: z.string() })),
});
