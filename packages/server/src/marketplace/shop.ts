import type { JsonObject } from '@hark/core';
import { type Outcome, refused } from './calls/call.ts';
import { InputError } from './input-error.ts';
import { type Entry, isSameCall, type Journal } from './journal.ts';
import type { World } from './world.ts';
import { apply } from './world-rules.ts';

/** A call with the key that makes it one and the same however often it is asked. */
export type Request = { call: string; args: JsonObject; key: string };

/** A shop system at work: a world, its rules, and a journal of what was answered. */
export type Shop = {
  world: World;
  /** Carries out by the rules; a key that was answered before gets that answer again. */
  act(request: Request): Outcome;
  /** Answers no for a reason outside the rules. */
  refuse(request: Request, reason: string): Outcome;
  entries(): readonly Entry[];
};

function replay(world: World, entries: readonly Entry[]): Map<string, Entry> {
  const answered = new Map<string, Entry>();
  for (const entry of entries) {
    answered.set(entry.key, entry);
    if (entry.outcome.outcome !== 'done') continue;
    const outcome = apply(world, entry.call, entry.args);
    if (outcome.outcome !== 'done') {
      throw new InputError(
        `The journal does not belong to this world: ${entry.call} ${entry.key}: ${outcome.reason}`,
      );
    }
  }
  return answered;
}

/** Opens a shop system on a world as it was when the journal began. */
export function openShop(world: World, journal: Journal): Shop {
  const answered = replay(world, journal.entries());
  function once(request: Request, carryOut: () => Outcome): Outcome {
    const before = answered.get(request.key);
    if (before) {
      if (isSameCall(before, request.call, request.args)) return structuredClone(before.outcome);
      return refused('key_reused', 'This key belongs to another call.');
    }
    const entry: Entry = structuredClone({ ...request, outcome: carryOut() });
    journal.append(entry);
    answered.set(entry.key, entry);
    return structuredClone(entry.outcome);
  }
  return {
    world,
    act: (request) => once(request, () => apply(world, request.call, request.args)),
    refuse: (request, reason) => once(request, () => refused('shop_refuses', reason)),
    entries: () => journal.entries(),
  };
}
