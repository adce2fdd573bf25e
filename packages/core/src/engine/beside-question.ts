import type { StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';

/** Whether a step, or one within it, lets the buyer choose or does something: then a flow does more than tell. */
export function asksBack(step: StepDocument): boolean {
  if ('choose' in step || 'do' in step) return true;
  return branchesOf(step).some(({ steps }) => steps.some(asksBack));
}

/** What a message says beside its questions; empty where it is no question, or nothing else. */
export function besideQuestion(text: string): string {
  const parts = text.split(/(?<=[.!?;,])\s+|\s+(?=¿)/u);
  const told = parts.filter((part) => !/[?¿]/u.test(part));
  return told.length < parts.length ? told.join(' ').trim() : '';
}
