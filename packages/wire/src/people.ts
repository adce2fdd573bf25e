/** What a person may be: `agent` and `shop_admin` belong to one shop, the others to the platform. */
export const ROLES = ['agent', 'shop_admin', 'specialist', 'strategist', 'admin'] as const;

/** What a person is. */
export type Role = (typeof ROLES)[number];

/** Somebody who is signed in. `shop_id` null: of the platform. */
export type Person = {
  person_id: string;
  name: string;
  email: string;
  role: Role;
  shop_id: string | null;
};

/** An account that the demo shows on its sign-in page. */
export type DemoAccount = { role: Role; shop_id: string | null; email: string; password: string };

/** What somebody signs in with beside a password, and whether they have one. */
export type SecondFactors = {
  app: boolean;
  passkeys: number;
  password: boolean;
  /** Whether their role asks for a second factor. */
  required: boolean;
};

/** A passkey of one's own; `synced`: it is kept on more devices than one. */
export type Passkey = { passkey_id: string; name: string; added_at: string; synced: boolean };

/** Who is here, and which ways in there are. */
export type Session = {
  person: Person | null;
  /** What the person who is here signs in with; null when nobody is. */
  second_factors: SecondFactors | null;
  /** The host under which passkeys work. */
  passkey_host: string;
  demo: DemoAccount[];
  /** What shops are called that stand here, by id, where that is known. */
  shop_names: { [shop_id: string]: string };
  /** What the button for single sign-on says; null: there is none. */
  single_sign_on: string | null;
};

/** What came of name and password. */
export type SignedIn = { next: 'in' | 'second_factor' | 'passkey' };

/** Somebody in the team's list. */
export type Member = Person & { joined_at: string; left_at: string | null };

/** An invitation that is open. */
export type Invitation = {
  invitation_id: string;
  shop_id: string | null;
  name: string;
  email: string;
  role: Role;
  invited_at: string;
  expires_at: string;
};

/** The team: who is there, who is invited, and the roles that the asker may give. */
export type Team = {
  people: Member[];
  invitations: Invitation[];
  roles: Role[];
  /** The shops that are known, to which somebody may be invited; none where only their ids are. */
  shops: { id: string; name: string }[];
};

/** An invitation was made; `link` is for handing over where Hark has no mail server. */
export type Invited = { done: true; link: string | null };

/** What an invited person sees before they accept. */
export type InvitationShown = {
  name: string;
  email: string;
  role: Role;
  shop_id: string | null;
  /** What the shop is called, where that is known. */
  shop_name: string | null;
};

/** A browser in which a person is signed in. */
export type OpenSession = {
  session_id: string;
  here: boolean;
  began_at: string;
  used_at: string;
  address: string | null;
  browser: string | null;
};

/** Where a person is signed in. */
export type OpenSessions = { sessions: OpenSession[] };

/** What an app for one-time codes needs, and the codes for when it is lost; shown once. */
export type SecondFactor = { uri: string; secret: string; recovery_codes: string[] };

/** Codes that each open once in place of the app; shown once. */
export type RecoveryCodes = { recovery_codes: string[] };

/** A key of a program, without the key. */
export type ApiKey = {
  key_id: string;
  name: string;
  prefix: string;
  scopes: string[];
  made_at: string;
  expires_at: string | null;
  used_at: string | null;
  revoked_at: string | null;
};

/** The keys of a house, and what scopes there are. */
export type ApiKeys = { keys: ApiKey[]; scopes: { scope: string; allows: string }[] };

/** A new key; shown once. */
export type MadeKey = { key: string };

/** An entry of the audit log in words. */
export type AuditLine = {
  shop_id: string | null;
  seq: number;
  at: string;
  person: string;
  person_name: string | null;
  action: string;
  says: string;
  target: string;
  target_name: string | null;
  /** What is called by a name of what `detail` names by id. */
  names: { [id: string]: string };
  detail: { [name: string]: unknown };
};

/** A page of the audit log, newest first; `before` asks for the next one, null at the end. */
export type AuditPage = {
  entries: AuditLine[];
  before: string | null;
  actions: { action: string; says: string; group: string }[];
  groups: { group: string; says: string }[];
};
