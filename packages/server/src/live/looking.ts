import type { Bus } from './bus.ts';

/**
 * How this process learns what others commit: there are none (`process`), from the log alone (`log`), or over NATS; `ok` is false
 * while NATS is not there.
 */
export type Reach = { through: 'process' | 'log' | 'nats'; ok: boolean };

const TICK_MS = 1_000;
/** Every how many ticks the log is looked into: where all is told, only for what was told and lost on the way. */
const TICKS = { process: 15, log: 1, nats: 5 };

/** Has whoever follows something look into the log, as often as must be. Returns how to stop. */
export function startLooking(bus: Bus, reach: () => Reach): () => void {
  let ticks = 0;
  const timer = setInterval(() => {
    const { through, ok } = reach();
    ticks += 1;
    if (ticks < (ok ? TICKS[through] : TICKS.log)) return;
    ticks = 0;
    bus.look();
  }, TICK_MS);
  return () => clearInterval(timer);
}
