import type { Decided, Observed } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import type { Playbook } from '../playbook/playbook.ts';

/**
 * What Hark does about `observed`: decided events with `seq` following it, each with its reason. `state` has `observed` folded in.
 * Pure. An event `lookup_requested` among them asks the caller to answer within the same turn and to decide again.
 */
export function decide(_playbook: Playbook, _state: State, _observed: Observed): Decided[] {
  throw new Error('being written');
}
