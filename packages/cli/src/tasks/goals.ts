import { type Sentence, sentencesOf } from './instruction.ts';
import type { Task } from './task-file.ts';
import type { Wish } from './wish.ts';

type Common = {
  /** How often it was told by itself. */
  told: number;
  status: 'waiting' | 'done' | 'left';
  /** How often each thing was asked about it. */
  asked: Map<string, number>;
};

/** A change that the buyer wants, and how far the assistant has come with it. */
export type WishGoal = Common & {
  kind: 'wish';
  wish: Wish;
  /** How often what was read back had to be corrected, and whether the first time was right. */
  corrections: number;
  first_right: boolean | null;
  /** Line ids of articles whose buttons were pressed. */
  pressed: Set<string>;
};

/** Something the buyer says or wants to know, sentence by sentence; nothing is to change. */
export type TalkGoal = Common & { kind: 'talk'; sentences: Sentence[]; next: number };

/** The buyer wants a person. */
export type PersonGoal = Common & { kind: 'person' };

/** What a buyer came for. */
export type Goal = WishGoal | TalkGoal | PersonGoal;

function common(): Common {
  return { told: 0, status: 'waiting', asked: new Map() };
}

/** A wish before anything was said. */
export function wishGoal(wish: Wish): WishGoal {
  return { ...common(), kind: 'wish', wish, corrections: 0, first_right: null, pressed: new Set() };
}

/** What a buyer with this task wants, in the order in which it comes up. */
export function goalsOf(task: Task, wishes: readonly Wish[], handsOver: boolean): Goal[] {
  const sentences = sentencesOf(task.instruction);
  const person: Goal[] = handsOver ? [{ ...common(), kind: 'person' }] : [];
  const talk = (said: Sentence[]): Goal[] =>
    said.length > 0 ? [{ ...common(), kind: 'talk', sentences: said, next: 0 }] : [];
  if (wishes.length === 0) return [...talk(sentences), ...person];
  const changes = wishes.map(wishGoal);
  if (task.outputs.length === 0) return [...changes, ...person];
  const asking = sentences.filter(({ asks }) => asks);
  const first = sentences.findIndex(({ asks }) => asks) < sentences.length / 2;
  return first ? [...talk(asking), ...changes, ...person] : [...changes, ...talk(asking), ...person];
}
