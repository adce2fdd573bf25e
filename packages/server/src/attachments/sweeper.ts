import type { Attachments } from './attachments.ts';

const EVERY_MS = 5 * 60_000;

/** Removes files that were never sent, now and every few minutes until it is stopped. */
export function startSweeper(
  attachments: Pick<Attachments, 'removeUnsent'>,
  failed: (error: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    running = running
      .then(async () => {
        await attachments.removeUnsent();
      })
      .catch(failed);
  };
  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
