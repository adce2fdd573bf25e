import type { State } from '@hark/core';
import { effect } from './effect.ts';

/** Fires a timer at its time, once: a timer that fired or was cancelled is no longer in the state. */
export const timerSet = effect('timer_set', 'when_due', async (work, hands) => {
  const { event, conversation_id } = work;
  const fired = {
    type: 'timer_fired' as const,
    data: { timer_seq: event.seq, timer: event.data.timer },
    // Deadlines count from when it was due, even if nobody was there to see it.
    occurred_at: event.data.due_at,
    caused_by: event.seq,
  };
  const moot = (state: State) => !state.timers.some((timer) => timer.seq === event.seq);
  const recorded = await hands.observe(conversation_id, fired, moot);
  if (!recorded) await hands.finish(conversation_id, event.seq);
});
