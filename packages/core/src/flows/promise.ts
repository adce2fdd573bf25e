import type { TimerKind, Why } from '../conversation/event.ts';
import { addMs } from '../lib/time.ts';
import { peopleAt } from './people.ts';
import { emit, type Run, why } from './run.ts';

/** The time by which so many milliseconds of opening time have passed; where people are never there, by day and night. */
export function promiseWithin({ strategy, state }: Run, within_ms: number): string {
  const within = `PT${Math.round(within_ms / 1000)}S`;
  const { promised_at } = peopleAt(strategy, state, within);
  return promised_at === '' ? addMs(state.at, within_ms) : promised_at;
}

/** Whether people are there now. */
export function isOpenNow({ strategy, state }: Run): boolean {
  return peopleAt(strategy, state).open;
}

/** Of all clocks that wait for somebody, this one alone runs now: the one for a person's answer. */
export function runClock(run: Run, due_at: string, reason: Why): void {
  stopClocks(run, WAITING);
  emit(run, 'timer_set', { data: { timer: 'promise', due_at }, why: reason });
}

/** Clocks that wait for the buyer or for a person: at most one of them makes sense at a time. */
export const WAITING: readonly TimerKind[] = ['silence', 'leave', 'promise'];

/** Stops the clocks of some kinds. */
export function stopClocks(run: Run, kinds: readonly TimerKind[]): void {
  for (const timer of run.state.timers.filter((one) => kinds.includes(one.timer))) {
    emit(run, 'timer_cancelled', {
      data: { timer_seq: timer.seq },
      why: why(run, [run.strategy.id, timer.timer]),
    });
  }
}
