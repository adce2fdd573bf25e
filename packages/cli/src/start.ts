import { setImmediate as breathe } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import {
  AddressRefused,
  ConfigRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  InputError,
  MigrationRefused,
  NatsRefused,
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
  NatsRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  InputError,
  MigrationRefused,
  PlaybookRefused,
  PlaybookUnreadable,
];
/** A signal that comes twice within this time was sent once and handed on, as npm does. */
const SAME_SIGNAL_MS = 500;
/** How often Hark looks whether the npm that started it is still there. */
const LOOK_EVERY_MS = 250;
/**
 * By how many percent of what is in use the heap may grow before it is collected. By itself Node lets it grow to four times as much
 * where the machine has much memory, and each turn leaves a state behind.
 */
const HEAP_GROWS = 70;
const STOPPED = 'Stopped. Everything is kept.\n';
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
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWS}`);
  const started = await opened();
  if (typeof started === 'number') return started;
  const { server, stop } = started;
  process.stdout.write(whatToOpen(server));
  await heard(stop);
  await server.close();
  process.stdout.write(STOPPED);
  leaveSoon();
  return 0;
}

/** The running server, or the exit code when there is none. */
async function opened(): Promise<{ server: Server; stop: AbortSignal } | number> {
  let stop: AbortSignal | null = null;
  const toldToStop = (): AbortSignal => {
    stop ??= whenToldToStop();
    return stop;
  };
  try {
    const server = await startServer(readConfig(), undefined, toldToStop);
    return { server, stop: toldToStop() };
  } catch (error) {
    leaveSoon();
    // Ctrl-C reaches what was being started too, and its complaint may be here before the signal.
    await breathe();
    if (toldToStop().aborted) {
      process.stdout.write(STOPPED);
      return 0;
    }
    process.stderr.write(`${sentence(error)}\n`);
    return 1;
  }
}

function heard(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve());
  });
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

/** Told at the first Ctrl-C (or SIGTERM, or a closed terminal, or when npm is gone); a second one leaves at once. */
function whenToldToStop(): AbortSignal {
  const told = new AbortController();
  let asked_at: number | null = null;
  const stop = (): void => {
    const now = performance.now();
    if (asked_at !== null && now - asked_at > SAME_SIGNAL_MS) process.exit(130);
    if (asked_at !== null) return;
    asked_at = now;
    process.stdout.write('\nStopping …\n');
    told.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (process.env.npm_command !== undefined) whenParentIsGone(stop);
  return told.signal;
}

/** Whoever stops npm (a supervisor, a container) may stop npm and its shell alone: what they had started would be left behind. */
function whenParentIsGone(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, LOOK_EVERY_MS);
  watch.unref();
}

/** A handle that somebody forgot must not keep the process alive. */
function leaveSoon(): void {
  setTimeout(() => process.exit(), STOP_WITHIN_MS).unref();
}
