import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';

/** A call of another flow, and the path of its step. */
export type Call = { flow: string; path: (string | number)[] };

/** The calls that a flow can come to without having waited for the buyer or the shop system. */
export function unaskedCalls(flow: FlowDocument): Call[] {
  const calls: Call[] = [];
  walk(flow.steps, [], calls);
  return calls;
}

/** Whether the end of the list can be come to without waiting. */
function walk(steps: StepDocument[], path: (string | number)[], calls: Call[]): boolean {
  for (const [at, step] of steps.entries()) {
    const here = [...path, at];
    if ('call' in step) calls.push({ flow: step.call, path: here });
    else if ('if' in step) {
      const ways = branchesOf(step).map((branch) => walk(branch.steps, [...here, branch.name], calls));
      // A way that is not written out goes straight on.
      if (ways.length === 2 && !ways.includes(true)) return false;
    } else if ('answer' in step) walk(step.none, [...here, 'none'], calls);
    else if (!('say' in step)) return false;
  }
  return true;
}
