import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import { findActs } from '../language/acts.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Source } from './place.ts';
import { problemAt } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

type Path = (string | number)[];

/**
 * Ways that leave a buyer alone with what went wrong: it is not solved, no article answers, or the shop system failed, and the flow
 * neither asks on, nor tries something, nor hands over; and a refusal that is counted as solved.
 */
export function personReached(documents: Documents): Problem[] {
  return [
    ...[...documents.flows.values()].flatMap(({ document, source }) =>
      stepsOf(document).flatMap(({ step, path }) => ofStep(document, source, { step, path })),
    ),
    ...wishForPerson(documents),
  ];
}

/** So much of the examples must ask for a person. */
const MOST = 0.5;

/** Who asks for a person gets none: the flow of the topic whose examples ask for one hands over on no way. */
function wishForPerson({ topics, flows }: Documents): Problem[] {
  return [...topics.values()].flatMap(({ document: { id, flow, examples }, source }) => {
    const found = flow === undefined ? undefined : flows.get(flow);
    if (!found || handsOver(flows, found.document, new Set())) return [];
    const said = Object.entries(examples).flatMap(([language, list]) =>
      list.map((text) => findActs(text, language).some((act) => act === 'person')),
    );
    if (said.filter(Boolean).length < MOST * said.length) return [];
    const steps = found.document.steps.length > 0 ? ['steps', 0] : ['steps'];
    const message = `Buyers ask for a person with the topic "${id}" (${source.file}), and this flow never hands over to one.`;
    const mend = 'Add `- hand_over: { reason: … }`.';
    return [problemAt(found.source, steps, { code: 'flow.no_person', message, mend })];
  });
}

function handsOver(flows: Documents['flows'], flow: FlowDocument, seen: Set<string>): boolean {
  if (seen.has(flow.id)) return false;
  seen.add(flow.id);
  return stepsOf(flow).some(({ step }) => {
    if ('hand_over' in step) return true;
    const called = 'call' in step ? flows.get(step.call)?.document : undefined;
    return called !== undefined && handsOver(flows, called, seen);
  });
}

function ofStep(
  flow: FlowDocument,
  source: Source,
  { step, path }: { step: StepDocument; path: Path },
): Problem[] {
  const tell = (branch: string, because: string): Problem[] => {
    const steps = branchesOf(step).find(({ name }) => name === branch)?.steps ?? [];
    // What is silent as a whole is told as that.
    if (steps.length === 0 || steps.some(goesOn)) return [];
    const place = documentPath(flow, [...path, branch, 0]);
    const message = `${because}, and on this way nobody takes it up: no question, no action and no person.`;
    const mend = 'Add `- hand_over: { reason: … }`.';
    return [problemAt(source, place, { code: 'flow.no_person', message, mend })];
  };
  if ('ask_if_solved' in step) return tell('no', 'The buyer says that it is not solved');
  if ('answer' in step && step.none.length === 0 && path.at(-1) !== flow.steps.length - 1) {
    const message = 'Where no article has an answer, the flow goes on as if there were one.';
    const mend = 'Say something there, ask, or hand over to a person.';
    return [
      problemAt(source, [...documentPath(flow, path), 'none'], { code: 'flow.no_answer', message, mend }),
    ];
  }
  if ('answer' in step) return tell('none', 'No article answers');
  if (!('do' in step)) return [];
  return [
    ...tell('failed', 'The shop system failed'),
    ...tell('unknown', 'Nobody knows what the shop system did'),
    ...doneThough(flow, source, { steps: step.refused ?? [], path: [...path, 'refused'] }),
  ];
}

/** Whether a step leads on from there: somebody is asked, something is tried, or a person comes. */
function goesOn(step: StepDocument): boolean {
  if ('say' in step || 'resolve' in step) return false;
  if ('if' in step) return [step.then, step.else ?? []].every((steps) => steps.some(goesOn));
  return true;
}

function doneThough(
  flow: FlowDocument,
  source: Source,
  { steps, path }: { steps: StepDocument[]; path: Path },
): Problem[] {
  const at = steps.findIndex((step) => 'resolve' in step && step.resolve === 'done');
  if (at === -1 || steps.slice(0, at).some(goesOn)) return [];
  const message = 'The action was refused, and this counts the problem as solved.';
  const mend = 'Write `resolve: refused`, or hand over to a person.';
  const place = [...documentPath(flow, [...path, at]), 'resolve'];
  return [problemAt(source, place, { code: 'flow.not_done', message, mend })];
}
