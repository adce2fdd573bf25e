import type { Path } from '../conversation/event.ts';
import type { FlowDocument, StepDocument } from './flow.ts';

const NO_STEPS: StepDocument[] = [];

/** The steps of one branch of a step: `then`, `else`, `done`, …, or the id of a choice. */
export function branchOf(step: StepDocument, name: string): StepDocument[] {
  if ('choose' in step) return step.options.find((option) => option.id === name)?.then ?? NO_STEPS;
  if ('if' in step) return (name === 'then' ? step.then : step.else) ?? NO_STEPS;
  if ('ask_if_solved' in step) return name === 'no' ? step.no : NO_STEPS;
  if ('answer' in step) return name === 'none' ? step.none : NO_STEPS;
  if ('do' in step) {
    const branches: { [name: string]: StepDocument[] | undefined } = {
      done: step.done,
      refused: step.refused,
      failed: step.failed,
      unknown: step.unknown,
    };
    return branches[name] ?? NO_STEPS;
  }
  return NO_STEPS;
}

/** The branches that a step has, by name. */
export function branchesOf(step: StepDocument): { name: string; steps: StepDocument[] }[] {
  if ('choose' in step) return step.options.map((option) => ({ name: option.id, steps: option.then }));
  const names = branchNames(step);
  return names.map((name) => ({ name, steps: branchOf(step, name) })).filter((one) => one.steps.length > 0);
}

function branchNames(step: StepDocument): string[] {
  if ('if' in step) return ['then', 'else'];
  if ('ask_if_solved' in step) return ['no'];
  if ('answer' in step) return ['none'];
  return 'do' in step ? OUTCOMES : [];
}

const OUTCOMES = ['done', 'refused', 'failed', 'unknown'];

/** The step at a path, or null where there is none. */
export function stepAt(flow: FlowDocument, path: Path): StepDocument | null {
  let steps = flow.steps;
  let step: StepDocument | null = null;
  for (const part of path) {
    if (typeof part === 'number') step = steps[part] ?? null;
    else if (step === null) return null;
    else steps = branchOf(step, part);
  }
  return step;
}

/** Where to go after the step at `path`: the next one, or the next after the steps around it; null at the end of the flow. */
export function after(flow: FlowDocument, path: Path): Path | null {
  let place = path;
  while (place.length > 0) {
    const index = place.at(-1);
    if (typeof index !== 'number') return null;
    const next = [...place.slice(0, -1), index + 1];
    if (stepAt(flow, next)) return next;
    place = place.slice(0, -2);
  }
  return null;
}

/** The first step of a branch, or what comes after the whole step where the branch is empty. */
export function into(flow: FlowDocument, path: Path, branch: string): Path | null {
  const first = [...path, branch, 0];
  return stepAt(flow, first) ? first : after(flow, path);
}
