import type { Event } from './event.ts';
import type { State } from './state.ts';

/** The state after `event`. Pure; the first event must be `conversation_opened`. */
export function fold(_state: State | null, _event: Event, _conversation_id: string): State {
  throw new Error('being written');
}
