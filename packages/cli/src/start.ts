import {
  AddressRefused,
  ConfigRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  InputError,
  MigrationRefused,
  PlaybookRefused,
  PlaybookUnreadable,
  readConfig,
  type Server,
  startServer,
} from '@hark/server';

/** What a person can mend, told in a sentence; anything else is a bug and keeps its stack. */
const EXPECTED = [
  AddressRefused,
  ConfigRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  InputError,
  MigrationRefused,
  PlaybookRefused,
  PlaybookUnreadable,
];
/** A signal that comes twice within this time was sent once and handed on, as npm does. */
const SAME_SIGNAL_MS = 500;
/** How long stopping may take before it is cut short. */
const STOP_WITHIN_MS = 8_000;

/** `hark start`: starts the server, says what to open, and runs until it is told to stop. */
export async function start(argv: string[]): Promise<number> {
  if (argv.length > 0) {
    process.stderr.write(
      `"hark start" takes no arguments (there is ${argv.join(' ')}); settings come from the environment: hark help start\n`,
    );
    return 2;
  }
  const told = untilToldToStop();
  const server = await opened();
  if (!server) return 1;
  // Whoever asked to stop while everything was starting is heard too.
  process.stdout.write(whatToOpen(server));
  await told;
  process.stdout.write('\nStopping …\n');
  await server.close();
  process.stdout.write('Stopped. Everything is kept.\n');
  leaveSoon();
  return 0;
}

async function opened(): Promise<Server | null> {
  try {
    return await startServer(readConfig());
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    leaveSoon();
    return null;
  }
}

/** What there is to say about it; an error that nobody expects is a bug and is thrown on with its stack. */
function sentence(error: unknown): string {
  if (error instanceof Error && EXPECTED.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof Error && 'syscall' in error)
    return `The system refused: ${error.message}. Nothing was changed; look after what is named here, or set HARK_DATA to another folder.`;
  throw error;
}

function whatToOpen({ url, pages }: Server): string {
  const wide = Math.max(...pages.map(({ title }) => title.length));
  const lines = pages.map((page) => `  ${page.title.padEnd(wide)}  ${page.url}`);
  return ['', `Hark is running at ${url}`, '', ...lines, '', 'Ctrl-C stops it.', ''].join('\n');
}

/** Resolves at the first Ctrl-C (or SIGTERM, or a closed terminal); a second one leaves at once. */
function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked_at: number | null = null;
    const stop = (): void => {
      const now = performance.now();
      if (asked_at !== null && now - asked_at > SAME_SIGNAL_MS) process.exit(130);
      asked_at ??= now;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
}

/** A handle that somebody forgot must not keep the process alive. */
function leaveSoon(): void {
  setTimeout(() => process.exit(), STOP_WITHIN_MS).unref();
}
