import type { JsonObject } from '@hark/core';
import { InputError } from '../input-error.ts';
import { type Outcome, refused } from './calls/call.ts';
import { type Entry, isSameCall, type Journal } from './journal.ts';
import { answerLookup } from './lookups.ts';
import type { MarketplaceAnswer, MarketplaceLookup } from './marketplace.ts';
import { noteChange, passTime } from './passing-time.ts';
import type { World } from './world.ts';
import { apply } from './world-rules.ts';

/** A call with the key that makes it one and the same however often it is asked. */
export type Request = { call: string; args: JsonObject; key: string };

/** A shop system at work: a world, its rules, and a journal of what was answered. */
export type Shop = {
  world: World;
  /** What the shop system knows now. */
  lookup<L extends MarketplaceLookup>(lookup: L): MarketplaceAnswer[L['read']];
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
    if (entry.at !== undefined) passTime(world, entry.at);
    const outcome = apply(world, entry.call, entry.args);
    if (outcome.outcome !== 'done') {
      throw new InputError(
        `The journal does not belong to this world: ${entry.call} ${entry.key}: ${outcome.reason}`,
      );
    }
    if (entry.at !== undefined) noteChange(world, entry.args.order_id, entry.at);
  }
  return answered;
}

/** Opens a shop system on a world as it was when the journal began. With a clock, time passes in a world that lives. */
export function openShop(world: World, journal: Journal, clock: (() => string) | null = null): Shop {
  const answered = replay(world, journal.entries());
  function once(request: Request, carryOut: () => Outcome): Outcome {
    const before = answered.get(request.key);
    if (before) {
      if (isSameCall(before, request.call, request.args)) return structuredClone(before.outcome);
      return refused('key_reused', 'This key belongs to another call.');
    }
    const at = clock?.();
    if (at !== undefined) passTime(world, at);
    const outcome = carryOut();
    if (at !== undefined && outcome.outcome === 'done') noteChange(world, request.args.order_id, at);
    const entry: Entry = structuredClone({ ...request, outcome, ...(at === undefined ? {} : { at }) });
    journal.append(entry);
    answered.set(entry.key, entry);
    return structuredClone(entry.outcome);
  }
  return {
    world,
    lookup(lookup) {
      if (clock) passTime(world, clock());
      return answerLookup(world, lookup);
    },
    act: (request) => once(request, () => apply(world, request.call, request.args)),
    refuse: (request, reason) => once(request, () => refused('shop_refuses', reason)),
    entries: () => journal.entries(),
  };
}
