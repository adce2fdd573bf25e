import type { Messages } from '@hark/wire';
import { type Access, type Client, type Heard, Refusal } from './client.ts';

/** What a link needs to know and whom it tells. */
export type LinkParts = Heard & {
  client: Client;
  access: Access;
  /** `seq` after which the stream goes on. */
  after(): number;
  onRead(read: Messages): void;
  onConnection(connection: 'live' | 'offline'): void;
  /** The conversation does not exist for this bearer (any more). */
  onGone(): void;
};

/** The link to a conversation: it mends itself until it is stopped. */
export type Link = {
  /** The network may be back: try now. */
  wake(): void;
  /** The network is known to be away, or the stream may be dead: begin anew. */
  cut(): void;
  stop(): void;
};

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;
/** A server that answers is there, even if its streams break: pauses after it answered grow no further than this. */
const FAILURES_WHEN_ANSWERED = 1;

/** Whether the server says that there is no such conversation for this bearer. */
export function isGone(error: unknown): boolean {
  return error instanceof Refusal && [401, 403, 404, 410].includes(error.status);
}

function pauseAfter(failures: number): number {
  // Some chance, so that all pages of a shop do not come back in the same moment.
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.7 + 0.3 * Math.random());
}

/** Reads what was missed, then follows the stream, again and again, with growing pauses while nothing is heard. */
export function keepLinked(parts: LinkParts): Link {
  let stopped = false;
  let failures = 0;
  let stream = new AbortController();
  let endPause = (): void => {};

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseAfter(failures));
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function once(): Promise<'again' | 'gone'> {
    try {
      const read = await parts.client.messages(parts.access, parts.after());
      if (stopped) return 'again';
      parts.onRead(read);
      parts.onConnection('live');
      failures = Math.min(failures, FAILURES_WHEN_ANSWERED);
      stream = new AbortController();
      await parts.client.follow(parts.access, parts.after(), { ...parts, signal: stream.signal });
    } catch (error) {
      if (isGone(error)) return 'gone';
      if (!stopped) parts.onConnection('offline');
    }
    failures += 1;
    return 'again';
  }

  async function run(): Promise<void> {
    while (!stopped) {
      if ((await once()) === 'gone') {
        if (!stopped) parts.onGone();
        return;
      }
      if (!stopped) await pause();
    }
  }

  void run();
  return {
    wake() {
      failures = 0;
      endPause();
    },
    cut() {
      stream.abort();
    },
    stop() {
      stopped = true;
      stream.abort();
      endPause();
    },
  };
}
