import { keepNoLonger, type Pieces, type RetentionParts } from './retention.ts';

/** Does what the policy of retention says, now and again, until stopped. */
export type Keeper = {
  /** What this process has erased by age so far, and when it last went through everything; null: not yet. */
  figures(): { erased: Pieces; last_at: string | null };
  stop(): Promise<void>;
};

/** Often enough that files of what was erased elsewhere are not long there. */
const EVERY_MS = 5 * 60_000;

/** Begins at once; tells in the log what was erased, without saying whose. */
export function startKeeper(
  parts: RetentionParts,
  tell: { log: (line: string) => void; failed: (error: unknown) => void },
): Keeper {
  const stopped = new AbortController();
  const erased: Pieces = { conversations: 0, files: 0, comments: 0 };
  let last_at: string | null = null;
  const round = async (): Promise<void> => {
    const now = await keepNoLonger(parts, stopped.signal);
    erased.conversations += now.conversations;
    erased.files += now.files;
    erased.comments += now.comments;
    if (now.conversations + now.files + now.comments > 0) tell.log(`retention: erased ${inWords(now)}`);
    if (!stopped.signal.aborted) last_at = parts.now();
  };
  let running: Promise<void> = round().catch(tell.failed);
  const timer = setInterval(() => {
    running = running.then(round).catch(tell.failed);
  }, EVERY_MS);
  return {
    figures: () => ({ erased: { ...erased }, last_at }),
    stop() {
      clearInterval(timer);
      stopped.abort();
      return running;
    },
  };
}

function inWords(pieces: Pieces): string {
  return Object.entries(pieces)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
}
