import { seeded } from '@hark/core';
import { z } from 'zod';

import { recordOf } from './world.ts';

const Milliseconds = z.int().min(0).max(600_000);

/** What goes wrong with one call (or read) of the fake shop system. */
export const Fault = z.strictObject({
  /** Waits before it acts. */
  slow_ms: Milliseconds.exactOptional(),
  /** Refuses with this reason, by no rule of the shop; nothing is changed. */
  refuse: z.string().exactOptional(),
  /** Acts at once and answers only after this long. */
  late_ms: Milliseconds.exactOptional(),
  /** Acts and never answers. */
  act_then_time_out: z.boolean().exactOptional(),
  /** Says that it cannot serve; nothing is changed. */
  unavailable: z.boolean().exactOptional(),
  /** How often the fault strikes, 0 to 1; always when left out. */
  probability: z.number().min(0).max(1).exactOptional(),
  /** Of the chance above. */
  seed: z.int().exactOptional(),
});
export type Fault = z.infer<typeof Fault>;

/** Faults by the name of a call or read; `*` stands for all that have none of their own. */
export const Faults = z.record(z.string(), Fault);
export type Faults = z.infer<typeof Faults>;

/** The faults that are told to a fake shop system at the moment. */
export type FaultBox = { set(faults: Faults): void; strikes(name: string): Fault };

/** A box of faults; chance comes from each fault's own seed. */
export function faultBox(initial: Faults): FaultBox {
  let faults = initial;
  let dice = new Map<Fault, () => number>();
  return {
    set(next) {
      faults = next;
      dice = new Map();
    },
    strikes(name) {
      const fault = recordOf(faults, name) ?? recordOf(faults, '*');
      if (!fault) return {};
      if (fault.probability === undefined) return fault;
      const die = dice.get(fault) ?? seeded(fault.seed ?? 1);
      dice.set(fault, die);
      return die() < fault.probability ? fault : {};
    },
  };
}
