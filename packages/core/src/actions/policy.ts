import type { State } from '../conversation/state.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Constant } from './declarations.ts';

/** Constants of a playbook, and those that are otherwise for the buyers of a segment. */
export type Constants = {
  settings: { constants: { [name: string]: Constant } };
  segments: { [id: string]: { constants: { [name: string]: Constant } } };
};

/** The variable `policy` as it is for this buyer. */
export function policyOf({ settings, segments }: Constants, state: State): JsonObject {
  const id = state.segment?.id;
  return id ? { ...settings.constants, ...segments[id]?.constants } : settings.constants;
}
