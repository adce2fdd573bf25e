import { seeded } from '@hark/core';
import { goldCall, InputError, type ShopCall, type World } from '@hark/server';
import { Buyer, type BuyerKind } from './buyer.ts';
import { type Goal, goalsOf } from './goals.ts';
import { knownFrom } from './instruction.ts';
import type { Task } from './task-file.ts';
import { makeVoice } from './voice.ts';
import { wishOf } from './wish.ts';
import type { Self } from './wish-words.ts';

/** Who plays: which buyer, drawn from which seed. */
export type Casting = { kind: BuyerKind; seed: number };

/** The person of a task: what they know of themselves and how they write. */
export function selfOf(task: Task, world: World, seed: number): Self {
  const buyer = world.buyers[task.user_id];
  if (!buyer) throw new InputError(`task ${task.task_id}: the world has no buyer ${task.user_id}`);
  const told = knownFrom(task.instruction);
  const silent = told.emails.length === 0 && told.zip === null;
  return {
    voice: makeVoice(seeded(mixed(seed, task.task_id))),
    known: silent ? { ...told, emails: [buyer.email], zip: buyer.address.postcode } : told,
    name: told.name ?? `${buyer.first_name} ${buyer.last_name}`,
    methods: buyer.payment_methods,
    orders: buyer.order_ids.flatMap((id) => world.orders[id] ?? []),
    home: buyer.address,
  };
}

/** The right calls of a task as calls of the shop. */
export function goldOf(task: Task): ShopCall[] {
  return task.actions.map((action) => goldCall(action));
}

/** The scripted buyer of a task, and the goals through which one sees how far they came. */
export function buyerOf(task: Task, world: World, { kind, seed }: Casting): { buyer: Buyer; goals: Goal[] } {
  const self = selfOf(task, world, seed);
  const gold = goldOf(task);
  const wishes = gold.filter(({ writes }) => writes).flatMap((call) => wishOf(call, world) ?? []);
  const goals = goalsOf(
    task,
    wishes,
    gold.some(({ call }) => call === 'hand_over'),
  );
  const { instruction, outputs } = task;
  const opening = task.opening ?? null;
  return { goals, buyer: new Buyer({ self, goals, kind, opening, outputs, instruction }) };
}

/** One seed for each task, so that leaving tasks out does not change how the others go. */
function mixed(seed: number, task_id: string): number {
  let hash = seed;
  for (const letter of task_id)
    hash = (Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) + 0x9e3779b9) >>> 0;
  return hash;
}
