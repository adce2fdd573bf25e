import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';

/** Every step of a flow with its path, in the order of the file. */
export function stepsOf(flow: FlowDocument): { step: StepDocument; path: (string | number)[] }[] {
  const found: { step: StepDocument; path: (string | number)[] }[] = [];
  const walk = (steps: StepDocument[], path: (string | number)[]): void => {
    for (const [at, step] of steps.entries()) {
      const here = [...path, at];
      found.push({ step, path: here });
      for (const branch of branchesOf(step)) walk(branch.steps, [...here, branch.name]);
    }
  };
  walk(flow.steps, []);
  return found;
}

/** The path of a step as it stands in the file: a choice's branch is found by its place among the options. */
export function documentPath(flow: FlowDocument, path: (string | number)[]): (string | number)[] {
  const result: (string | number)[] = ['steps'];
  let steps = flow.steps;
  let step: StepDocument | undefined;
  for (const part of path) {
    if (typeof part === 'number') {
      step = steps[part];
      result.push(part);
      continue;
    }
    const branch = step ? branchesOf(step).find((one) => one.name === part) : undefined;
    if (step && 'choose' in step)
      result.push(
        'options',
        step.options.findIndex((one) => one.id === part),
        'then',
      );
    else result.push(part);
    steps = branch?.steps ?? [];
  }
  return result;
}
