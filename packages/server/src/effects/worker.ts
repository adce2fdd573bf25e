import type { Turns } from '../turn.ts';

/** A loop that carries out what is due. */
export type Worker = {
  /** Resolves when the round under way is done. */
  stop(): Promise<void>;
};

const EVERY_MS = 250;
/** After a failure it waits longer each time, so that a database that comes back is not run over. */
const LONGEST_WAIT_MS = 10_000;

/** Who hears how each round went. */
export type RoundHearer = { failed(error: unknown): void; well(): void };

/** Carries out what is due, again and again until stopped. */
export function startWorker(turns: Pick<Turns, 'run_due'>, { failed, well }: RoundHearer): Worker {
  const stopped = new AbortController();
  const round = async (wait_ms: number): Promise<number> => {
    try {
      // While there is work, the next piece does not wait.
      const done = await turns.run_due();
      well();
      return done > 0 ? 0 : EVERY_MS;
    } catch (error) {
      failed(error);
      return Math.min(LONGEST_WAIT_MS, Math.max(EVERY_MS, wait_ms * 2));
    }
  };
  const loop = async (): Promise<void> => {
    let wait_ms = EVERY_MS;
    while (!stopped.signal.aborted) {
      wait_ms = await round(wait_ms);
      await rest(wait_ms, stopped.signal);
    }
  };
  const running = loop();
  return {
    stop() {
      stopped.abort();
      return running;
    },
  };
}

function rest(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopped.addEventListener('abort', done);
  });
}
