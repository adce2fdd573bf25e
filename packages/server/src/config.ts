import { resolve } from 'node:path';
import { z } from 'zod';
import type { Limits } from './http/api.ts';
import type { BuyerKey } from './identity/buyer-token.ts';
import type { OidcConfig } from './identity/oidc.ts';
import { OidcRoles } from './identity/oidc-roles.ts';
import { isRole, type Role } from './identity/role.ts';
import type { NatsConfig } from './live/nats.ts';
import type { TracingConfig } from './telemetry/traces.ts';

/** Everything that can be set from outside. */
export type Config = {
  host: string;
  port: number;
  /** Where Hark keeps what is its own: the embedded database, secrets, the demo shop. */
  data_dir: string;
  /** Null: the embedded PostgreSQL. */
  database_url: string | null;
  database_connections: number;
  /** Through which several processes on one database tell each other of commits; null: they look into the log. */
  nats: NatsConfig | null;
  /** Null: the demo playbook that comes with Hark. */
  playbook_dir: string | null;
  shop: { kind: 'demo' } | { kind: 'world'; dir: string } | { kind: 'http'; url: string };
  /** What buyers' tokens name as their audience; null: the marketplace as its world names it. */
  audience: string | null;
  /** Where people reach Hark, as https://hark.example; null: under its own address. */
  public_origin: string | null;
  /** Signs sessions; null: made at the first start and kept in the data folder. */
  session_secret: string | null;
  /** The roles that must have a second factor. */
  second_factor_roles: readonly Role[];
  /** Who is invited as the first administrator when there is none. */
  first_admin: string | null;
  /** Null: letters are kept and shown by the demo, or told as not sent. */
  mail: { url: string; from: string } | null;
  /** Null: people sign in here alone. */
  oidc: OidcConfig | null;
  buyer_key: BuyerKey | null;
  /** Whether the demo is given a history of conversations. */
  demo_history: boolean;
  limits: Limits;
  /** How large one attached file may be. */
  attachment_bytes: number;
  /** Origins of shop pages on which the chat may be embedded; none unless they are named. */
  origins: string[];
  /** Whether webhooks may go to addresses within one's own network, and by http. */
  webhooks_allow_private: boolean;
  /** Lines for people, or JSON for programs that gather logs. */
  log: 'text' | 'json';
  /** Where traces go; null: none are made, and nothing for them is loaded. */
  tracing: TracingConfig | null;
  /** Whether the address of a caller is taken from X-Forwarded-For. */
  trust_proxy: boolean;
};

/** A request that is still arriving after so long is not meant to arrive. */
const REQUEST_MS = 30_000;

/** A picture over a slow telephone network takes minutes. */
const UPLOAD_MS = 300_000;

/** A setting has a value that it cannot have; the message names it and says what it can be. */
export class ConfigRefused extends Error {
  override name = 'ConfigRefused';
}

const whole = (least: number, most: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(otherwise);
const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol));
const natsServers = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(url('nats:', 'tls:')).min(1));
const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
const origins = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
  .pipe(z.array(z.string().refine(isOrigin)));
const roles = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
  .pipe(z.array(z.string().refine(isRole)))
  .transform((names) => names.filter(isRole));
const secret = z.string().regex(/^[!-~]{32,1000}$/);

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** Keys by the `kid` that tokens name. */
const buyerKeys = json
  .pipe(
    z.record(
      z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
      z.union([
        z.strictObject({ secret }),
        z.strictObject({ public_key: z.string().startsWith('-----BEGIN PUBLIC KEY-----') }),
      ]),
    ),
  )
  .refine((keys) => Object.keys(keys).length > 0);

/** The settings, by the names of their variables. */
const Settings = z.object({
  PORT: whole(0, 65_535, 4_600),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,255}$/)
    .default('127.0.0.1'),
  HARK_DATA: z.string().default('.hark'),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  HARK_DATABASE_CONNECTIONS: whole(1, 500, 10),
  HARK_NATS_URL: natsServers.optional(),
  HARK_NATS_SUBJECT: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){0,7}$/)
    .max(100)
    .default('hark'),
  HARK_PLAYBOOK: z.string().optional(),
  HARK_WORLD: z.string().optional(),
  HARK_MARKETPLACE_URL: url('http:', 'https:').optional(),
  HARK_AUDIENCE: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,100}$/)
    .optional(),
  HARK_DEMO_HISTORY: z.enum(['yes', 'no']).default('yes'),
  HARK_PUBLIC_URL: z.string().refine(isOrigin).optional(),
  HARK_SESSION_SECRET: secret.optional(),
  HARK_SECOND_FACTOR: roles,
  HARK_FIRST_ADMIN: z.email().optional(),
  HARK_SMTP_URL: url('smtp:', 'smtps:').optional(),
  HARK_OIDC_ISSUER: url('https:', 'http:').optional(),
  HARK_OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  HARK_OIDC_CLIENT_SECRET: z.string().min(1).max(2_000).optional(),
  HARK_OIDC_SCOPE: z
    .string()
    .regex(/^[!-~]+( [!-~]+)*$/)
    .refine((text) => text.split(' ').includes('openid'))
    .default('openid email'),
  HARK_OIDC_ROLES: json.pipe(OidcRoles).optional(),
  HARK_OIDC_LABEL: z.string().min(1).max(60).default('Sign in with single sign-on'),
  HARK_MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]{3,200}$/)
    .default('Hark <hark@localhost>'),
  HARK_BUYER_SECRET: secret.optional(),
  HARK_BUYER_PUBLIC_KEY: z.string().startsWith('-----BEGIN PUBLIC KEY-----').optional(),
  HARK_BUYER_KEYS: buyerKeys.optional(),
  HARK_BODY_BYTES: whole(1_024, 1_048_576, 65_536),
  HARK_ATTACHMENT_BYTES: whole(1_024, 104_857_600, 8_388_608),
  HARK_LIMIT_ADDRESS: whole(1, 100_000_000, 1_200),
  HARK_LIMIT_CONVERSATION: whole(1, 100_000_000, 240),
  HARK_LIMIT_PERSON: whole(1, 100_000_000, 600),
  HARK_ORIGINS: origins,
  HARK_WEBHOOKS_ALLOW_PRIVATE: z.enum(['yes', 'no']).default('no'),
  HARK_LOG: z.enum(['text', 'json']).default('text'),
  HARK_TRUST_PROXY: z.enum(['yes', 'no']).default('no'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url('http:', 'https:').optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/protobuf').optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.literal('http/protobuf').optional(),
  OTEL_SERVICE_NAME: z.string().min(1).max(200).default('hark'),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
});

type Setting = keyof z.output<typeof Settings>;

/** What each may be, in words. */
const WORDS: { [S in Setting]: string } = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'an address of this machine, such as 127.0.0.1, or 0.0.0.0 to be reached from others',
  HARK_DATA: 'a folder',
  DATABASE_URL: 'an address such as postgres://user:password@host:5432/database',
  HARK_DATABASE_CONNECTIONS: 'a whole number from 1 to 500',
  HARK_NATS_URL:
    'an address such as nats://user:password@nats.example:4222, or several of one cluster with commas between',
  HARK_NATS_SUBJECT: 'letters, digits, - and _ in up to eight parts with dots between',
  HARK_PLAYBOOK: 'a folder with a playbook',
  HARK_WORLD: 'a folder with a world',
  HARK_MARKETPLACE_URL: 'an address such as https://shop.example/hark',
  HARK_AUDIENCE: '1 to 100 letters, digits or . _ : -',
  HARK_DEMO_HISTORY: 'yes or no',
  HARK_PUBLIC_URL: 'an origin such as https://hark.example, without a path',
  HARK_SESSION_SECRET: '32 to 1000 characters without blanks',
  HARK_SECOND_FACTOR: 'roles with blanks or commas between: agent, shop_admin, specialist, strategist, admin',
  HARK_FIRST_ADMIN: 'an e-mail address',
  HARK_SMTP_URL: 'an address such as smtp://user:password@mail.example:587',
  HARK_OIDC_ISSUER: 'the address of the provider, exactly as it names itself',
  HARK_OIDC_CLIENT_ID: '1 to 500 characters',
  HARK_OIDC_CLIENT_SECRET: '1 to 2000 characters',
  HARK_OIDC_SCOPE: 'scopes with blanks between, openid among them, such as openid email groups',
  HARK_OIDC_ROLES:
    'JSON such as [{"claim":"groups","value":"hark-admins","role":"admin"},{"claim":"groups","value":"agents","role":"agent","shop_claim":"shop"}]; a role of a shop names "shop" or "shop_claim"',
  HARK_OIDC_LABEL: '1 to 60 characters, which stand on the button',
  HARK_MAIL_FROM: 'a sender such as Hark <hark@shop.example>',
  HARK_LIMIT_PERSON: 'a whole number of requests a minute, from 1 to 100000000',
  HARK_BUYER_SECRET: '32 to 1000 characters without blanks',
  HARK_BUYER_PUBLIC_KEY: 'an Ed25519 public key as PEM, beginning with -----BEGIN PUBLIC KEY-----',
  HARK_BUYER_KEYS:
    'JSON such as {"2026-11":{"secret":"…"},"2026-12":{"public_key":"-----BEGIN PUBLIC KEY-----…"}}',
  HARK_BODY_BYTES: 'a whole number from 1024 to 1048576',
  HARK_ATTACHMENT_BYTES: 'a whole number from 1024 to 104857600',
  HARK_LIMIT_ADDRESS: 'a whole number of requests a minute, from 1 to 100000000',
  HARK_LIMIT_CONVERSATION: 'a whole number of requests a minute, from 1 to 100000000',
  HARK_ORIGINS: 'origins such as https://shop.example, with blanks between them',
  HARK_WEBHOOKS_ALLOW_PRIVATE: 'yes or no',
  HARK_LOG: 'text or json',
  HARK_TRUST_PROXY: 'yes or no',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'an address such as http://collector.example:4318',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'an address such as http://collector.example:4318/v1/traces',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf, which is what Hark speaks',
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf, which is what Hark speaks',
  OTEL_SERVICE_NAME: '1 to 200 characters',
  OTEL_SDK_DISABLED: 'true or false',
  OTEL_TRACES_EXPORTER: 'otlp or none',
};

/** Their values are never repeated: they hold passwords, or may. */
const SECRET: ReadonlySet<string> = new Set<Setting>([
  'DATABASE_URL',
  'HARK_NATS_URL',
  'HARK_MARKETPLACE_URL',
  'HARK_SESSION_SECRET',
  'HARK_SMTP_URL',
  'HARK_OIDC_CLIENT_SECRET',
  'HARK_BUYER_SECRET',
  'HARK_BUYER_KEYS',
]);

/** The configuration from the environment; the only place that reads it. Throws {@link ConfigRefused}. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = readSettings(environment);
  return {
    host: set.HOST,
    port: set.PORT,
    data_dir: resolve(set.HARK_DATA),
    database_url: set.DATABASE_URL ?? null,
    database_connections: set.HARK_DATABASE_CONNECTIONS,
    nats: readNats(set),
    playbook_dir: set.HARK_PLAYBOOK ?? null,
    shop: readShop(set.HARK_WORLD, set.HARK_MARKETPLACE_URL),
    audience: set.HARK_AUDIENCE ?? null,
    demo_history: set.HARK_DEMO_HISTORY === 'yes',
    public_origin: set.HARK_PUBLIC_URL ?? null,
    session_secret: set.HARK_SESSION_SECRET ?? null,
    second_factor_roles: set.HARK_SECOND_FACTOR,
    first_admin: set.HARK_FIRST_ADMIN ?? null,
    mail: set.HARK_SMTP_URL === undefined ? null : { url: set.HARK_SMTP_URL, from: set.HARK_MAIL_FROM },
    oidc: readOidc(set),
    buyer_key: readBuyerKey(set),
    limits: {
      body_bytes: set.HARK_BODY_BYTES,
      per_address: set.HARK_LIMIT_ADDRESS,
      per_conversation: set.HARK_LIMIT_CONVERSATION,
      per_person: set.HARK_LIMIT_PERSON,
      request_ms: REQUEST_MS,
      upload_ms: UPLOAD_MS,
    },
    attachment_bytes: set.HARK_ATTACHMENT_BYTES,
    origins: set.HARK_ORIGINS,
    webhooks_allow_private: set.HARK_WEBHOOKS_ALLOW_PRIVATE === 'yes',
    log: set.HARK_LOG,
    tracing: readTracing(set),
    trust_proxy: set.HARK_TRUST_PROXY === 'yes',
  };
}

function readSettings(environment: NodeJS.ProcessEnv): z.output<typeof Settings> {
  // A variable that is set to nothing is how people unset one.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = Object.keys(WORDS).filter((name) =>
    parsed.error.issues.some((issue) => issue.path[0] === name),
  );
  const sentences = wrong.filter(isSetting).map((name) => {
    const is = SECRET.has(name) ? 'and is not' : `but is ${JSON.stringify(given[name])}`;
    return `${name} must be ${WORDS[name]}, ${is}.`;
  });
  throw new ConfigRefused(`${sentences.join(' ')} Nothing was started; set it right or unset it.`);
}

function isSetting(name: string): name is Setting {
  return Object.hasOwn(WORDS, name);
}

function readShop(world: string | undefined, marketplace: string | undefined): Config['shop'] {
  if (world !== undefined && marketplace !== undefined) {
    throw new ConfigRefused(
      'HARK_WORLD and HARK_MARKETPLACE_URL are both set, and there is one shop. Unset one of them.',
    );
  }
  if (marketplace !== undefined) return { kind: 'http', url: marketplace };
  return world === undefined ? { kind: 'demo' } : { kind: 'world', dir: world };
}

function readNats({
  HARK_NATS_URL,
  HARK_NATS_SUBJECT,
  DATABASE_URL,
}: z.output<typeof Settings>): NatsConfig | null {
  if (HARK_NATS_URL === undefined) return null;
  if (DATABASE_URL === undefined) {
    throw new ConfigRefused(
      'HARK_NATS_URL is set and DATABASE_URL is not: the embedded database lets one process in, and there is nobody to tell anything. Nothing was started; set DATABASE_URL too, or unset HARK_NATS_URL.',
    );
  }
  const urls = HARK_NATS_URL.map((one) => new URL(one));
  const named = urls.find(({ username }) => username !== '');
  return {
    servers: urls.map(({ protocol, host }) => `${protocol}//${host}`),
    user: named ? decodeURIComponent(named.username) : null,
    password: named ? decodeURIComponent(named.password) : null,
    subject: HARK_NATS_SUBJECT,
  };
}

/** By the variables that OpenTelemetry names; the rest of them its library reads for itself. */
function readTracing(set: z.output<typeof Settings>): TracingConfig | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = set;
  if (set.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || set.OTEL_TRACES_EXPORTER === 'none') return null;
  const url = own ?? (base === undefined ? null : `${base.replace(/\/$/, '')}/v1/traces`);
  return url === null ? null : { url, service: set.OTEL_SERVICE_NAME };
}

function readOidc(set: z.output<typeof Settings>): OidcConfig | null {
  const { HARK_OIDC_ISSUER: issuer, HARK_OIDC_CLIENT_ID: client_id } = set;
  const { HARK_OIDC_CLIENT_SECRET: client_secret, HARK_OIDC_LABEL: label } = set;
  if (issuer === undefined && client_id === undefined && client_secret === undefined) return null;
  if (issuer === undefined || client_id === undefined || client_secret === undefined) {
    throw new ConfigRefused(
      'Single sign-on needs all of HARK_OIDC_ISSUER, HARK_OIDC_CLIENT_ID and HARK_OIDC_CLIENT_SECRET. Nothing was started; set the missing ones or unset all.',
    );
  }
  return {
    ...{ issuer, client_id, client_secret, label },
    ...{ scope: set.HARK_OIDC_SCOPE, roles: set.HARK_OIDC_ROLES ?? null },
  };
}

function readBuyerKey(set: z.output<typeof Settings>): BuyerKey | null {
  const given: BuyerKey[] = [];
  if (set.HARK_BUYER_SECRET !== undefined) given.push({ kind: 'secret', secret: set.HARK_BUYER_SECRET });
  if (set.HARK_BUYER_PUBLIC_KEY !== undefined)
    given.push({ kind: 'public_key', pem: set.HARK_BUYER_PUBLIC_KEY });
  if (set.HARK_BUYER_KEYS !== undefined) given.push({ kind: 'keys', keys: set.HARK_BUYER_KEYS });
  if (given.length > 1) {
    throw new ConfigRefused(
      'Only one of HARK_BUYER_SECRET, HARK_BUYER_PUBLIC_KEY and HARK_BUYER_KEYS can be set. Unset the others.',
    );
  }
  return given[0] ?? null;
}
