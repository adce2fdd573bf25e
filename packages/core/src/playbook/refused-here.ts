import { assume, type Fact, truthOf, type World } from '../expression/truth.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Source } from './place.ts';
import { problemAt } from './source.ts';
import { documentPath } from './steps.ts';

type Path = (string | number)[];
type Walk = { actions: Documents['actions']; flow: FlowDocument; source: Source; world: World };
/** What is known at a step, and the conditions that hold there as they are written. */
type Known = { facts: readonly Fact[]; conditions: readonly string[] };

/** Actions that a flow does just where they refuse: the condition of the way there is the other way round than the action's own. */
export function refusedHere({ flows, actions }: Documents, world: World): Problem[] {
  return [...flows.values()].flatMap(({ document, source }) =>
    through(
      { actions, flow: document, source, world },
      { steps: document.steps, path: [] },
      { facts: [], conditions: [] },
    ),
  );
}

function through(
  walk: Walk,
  { steps, path }: { steps: readonly StepDocument[]; path: Path },
  known: Known,
): Problem[] {
  return steps.flatMap((step, at) => {
    const here = [...path, at];
    const own = 'do' in step ? ofDo(walk, { step, path: here }, known) : [];
    return [
      ...own,
      ...branchesOf(step).flatMap(({ name, steps: inner }) =>
        through(walk, { steps: inner, path: [...here, name] }, within(walk, step, { name, known })),
      ),
    ];
  });
}

function within({ world }: Walk, step: StepDocument, { name, known }: { name: string; known: Known }): Known {
  // What was done has changed what was known.
  if ('do' in step) return { facts: [], conditions: [] };
  if (!('if' in step)) return known;
  const holds = name === 'then';
  return {
    facts: assume(step.if, { holds, known: known.facts, world }),
    conditions: holds ? [...known.conditions, step.if] : known.conditions,
  };
}

function ofDo(
  { actions, flow, source, world }: Walk,
  { step, path }: { step: Extract<StepDocument, { do: string }>; path: Path },
  { facts, conditions }: Known,
): Problem[] {
  const action = actions.get(step.do)?.document;
  return (action?.require ?? []).flatMap(({ code, that }) => {
    const asked = that.replace(/\bargs\.(\w+)/g, (whole, name: string) => step.with[name] ?? whole);
    const turned = conditions.some((one) => isTurned(one, asked));
    if (!turned && truthOf(asked, facts, world) !== false) return [];
    const place = [...documentPath(flow, path), 'do'];
    const message = `The action "${step.do}" refuses here with "${code}": it wants \`${asked}\`, and the way here wants the opposite.`;
    const mend = 'Correct the condition of this way, or that of the action.';
    return [problemAt(source, place, { code: 'action.refused', message, mend })];
  });
}

const SIGN = /[<>]=?/g;

/** Whether two conditions are the same but for the direction of one comparison. */
function isTurned(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.replace(/\s+/g, ''));
  if (a === undefined || b === undefined || a.replace(SIGN, '~') !== b.replace(SIGN, '~')) return false;
  const [signs, others] = [a.match(SIGN) ?? [], b.match(SIGN) ?? []];
  return signs.filter((sign, at) => sign[0] !== others[at]?.[0]).length === 1;
}
