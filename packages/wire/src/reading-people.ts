import type {
  ApiKeys,
  AuditPage,
  DemoAccount,
  Invitation,
  InvitationShown,
  Invited,
  MadeKey,
  Member,
  OpenSessions,
  Person,
  RecoveryCodes,
  SecondFactor,
  SecondFactors,
  Session,
  SignedIn,
  Team,
} from './people.ts';
import { ROLES } from './people.ts';
import { isFlag, isInstant, isRecord, isText, isWhole, listOf, oneOf, orNull, shape } from './reading.ts';

const isRole = oneOf(...ROLES);
const person = { person_id: isText, name: isText, email: isText, role: isRole, shop_id: orNull(isText) };

/** Whether an unknown value says who is here. */
export const isSession = shape<Session>({
  person: orNull(shape<Person>(person)),
  second_factors: orNull(
    shape<SecondFactors>({ app: isFlag, passkeys: isWhole, password: isFlag, required: isFlag }),
  ),
  passkey_host: isText,
  demo: listOf(
    shape<DemoAccount>({ role: isRole, shop_id: orNull(isText), email: isText, password: isText }),
  ),
  shop_names: (value): value is { [shop_id: string]: string } =>
    isRecord(value) && Object.values(value).every(isText),
  single_sign_on: orNull(isText),
});

/** Whether an unknown value says what came of name and password. */
export const isSignedIn = shape<SignedIn>({ next: oneOf('in', 'second_factor', 'passkey') });

/** Whether an unknown value is a team. */
export const isTeam = shape<Team>({
  people: listOf(shape<Member>({ ...person, joined_at: isInstant, left_at: orNull(isInstant) })),
  invitations: listOf(
    shape<Invitation>({
      invitation_id: isText,
      shop_id: orNull(isText),
      name: isText,
      email: isText,
      role: isRole,
      invited_at: isInstant,
      expires_at: isInstant,
    }),
  ),
  roles: listOf(isRole),
  shops: listOf(shape<Team['shops'][number]>({ id: isText, name: isText })),
});

/** Whether an unknown value says that somebody was invited. */
export const isInvited = shape<Invited>({ done: isFlag, link: orNull(isText) });

/** Whether an unknown value is what an invited person sees. */
export const isInvitationShown = shape<InvitationShown>({
  name: isText,
  email: isText,
  role: isRole,
  shop_id: orNull(isText),
  shop_name: orNull(isText),
});

/** Whether an unknown value is a list of open sessions. */
export const isOpenSessions = shape<OpenSessions>({
  sessions: listOf(
    shape<OpenSessions['sessions'][number]>({
      session_id: isText,
      here: isFlag,
      began_at: isInstant,
      used_at: isInstant,
      address: orNull(isText),
      browser: orNull(isText),
    }),
  ),
});

/** Whether an unknown value begins a second factor. */
export const isSecondFactor = shape<SecondFactor>({
  uri: isText,
  secret: isText,
  recovery_codes: listOf(isText),
});

/** Whether an unknown value holds recovery codes. */
export const isRecoveryCodes = shape<RecoveryCodes>({ recovery_codes: listOf(isText) });

/** Whether an unknown value is a list of keys. */
export const isApiKeys = shape<ApiKeys>({
  keys: listOf(
    shape<ApiKeys['keys'][number]>({
      key_id: isText,
      name: isText,
      prefix: isText,
      scopes: listOf(isText),
      made_at: isInstant,
      expires_at: orNull(isInstant),
      used_at: orNull(isInstant),
      revoked_at: orNull(isInstant),
    }),
  ),
  scopes: listOf(shape<ApiKeys['scopes'][number]>({ scope: isText, allows: isText })),
});

/** Whether an unknown value is a new key. */
export const isMadeKey = shape<MadeKey>({ key: isText });

/** Whether an unknown value is a page of the audit log. */
export const isAuditPage = shape<AuditPage>({
  entries: listOf(
    shape<AuditPage['entries'][number]>({
      shop_id: orNull(isText),
      seq: isWhole,
      at: isInstant,
      person: isText,
      person_name: orNull(isText),
      action: isText,
      says: isText,
      target: isText,
      target_name: orNull(isText),
      names: (value): value is { [id: string]: string } =>
        isRecord(value) && Object.values(value).every(isText),
      detail: isRecord,
    }),
  ),
  before: orNull(isText),
  actions: listOf(shape<AuditPage['actions'][number]>({ action: isText, says: isText, group: isText })),
  groups: listOf(shape<AuditPage['groups'][number]>({ group: isText, says: isText })),
});
