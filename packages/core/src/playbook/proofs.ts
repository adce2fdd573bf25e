import type { ActionDocument } from '../actions/action.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { never } from '../lib/assert.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

/** What must hold on every way through a playbook: a question leads to something, and not too much is asked. */
export function proofs(documents: Documents): Problem[] {
  const problems: Problem[] = [];
  const roots = new Set(
    [...documents.topics.values()].flatMap(({ document: { flow } }) => (flow === undefined ? [] : [flow])),
  );
  for (const [id, { document, source }] of documents.flows) {
    if (roots.has(id))
      problems.push(...unanswered({ flows: documents.flows, entered: [id], roots }, document, source));
    problems.push(...tooManyQuestions(documents, document, source));
  }
  for (const { document, source } of documents.actions.values())
    problems.push(...emptyLimits(document, source));
  return problems;
}

/**
 * How a way through a flow stands: `silent`, nothing was said since the buyer spoke last. `at` is the step to blame and
 * `because` the sentence that tells how one comes to the end from there.
 */
type Standing = { silent: false } | { silent: true; at: Path; because: string };
type Path = (string | number)[];
type List = { steps: StepDocument[]; path: Path };
type Walk = { flows: Documents['flows']; entered: string[]; roots: ReadonlySet<string> };

const ANSWERED: Standing = { silent: false };

/** Ways on which the buyer says something, and the flow ends without a word, an act or a person. */
function unanswered(walk: Walk, flow: FlowDocument, source: Source): Problem[] {
  const start: Standing = { silent: true, at: [], because: 'The flow ends without a word.' };
  const ends = wayThrough(walk, { steps: flow.steps, path: [] }, [start]);
  const told = new Map(ends.flatMap((end) => (end.silent ? [[end.at.join('.'), end] as const] : [])));
  return [...told.values()].map(({ at, because }) => {
    const place: Place = at.length === 0 ? ['steps'] : documentPath(flow, at);
    const mend = 'Say something there, do something, or hand over to a person.';
    return problemAt(source, place, { code: 'flow.no_answer', message: because, mend });
  });
}

/** How the ways stand behind a list of steps that began as `before`. Ways that have ended in words are not among them. */
function wayThrough(walk: Walk, { steps, path }: List, before: Standing[]): Standing[] {
  let ways = before;
  for (const [at, step] of steps.entries()) {
    if (ways.length === 0) return [];
    ways = distinct(behind(walk, { step, path: [...path, at] }, ways));
  }
  return ways;
}

/** Ways that go on alike are one way: without this their number doubles at every step that parts them. */
function distinct(ways: Standing[]): Standing[] {
  return [...new Map(ways.map((way) => [way.silent ? way.at.join('.') : '', way])).values()];
}

function behind(
  walk: Walk,
  { step, path }: { step: StepDocument; path: Path },
  ways: Standing[],
): Standing[] {
  if ('say' in step) return [ANSWERED];
  if ('ask' in step) {
    const because = `What is answered to the question for "${step.ask}" leads to nothing: the flow ends after it.`;
    return [{ silent: true, at: path, because }];
  }
  if ('hand_over' in step || 'resolve' in step) return [];
  if ('do' in step) {
    // Whatever comes of it is told: by the receipt, the refusal, or the person who takes over.
    const branches = (['done', 'refused', 'failed', 'unknown'] as const).map((name) =>
      wayThrough(walk, { steps: step[name] ?? [], path: [...path, name] }, [ANSWERED]),
    );
    return branches.flat();
  }
  if ('if' in step) {
    return (['then', 'else'] as const).flatMap((branch) => {
      const steps = step[branch] ?? [];
      if (steps.length > 0) return wayThrough(walk, { steps, path: [...path, branch] }, ways);
      const holds = branch === 'then' ? 'holds' : 'does not hold';
      const because = `Where this ${holds}, the flow ends without a word.`;
      return ways.map(
        (way): Standing => (way.silent ? { silent: true, at: [...path, branch], because } : way),
      );
    });
  }
  if ('choose' in step) {
    return step.options.flatMap((option) => {
      const because = `Who chooses "${option.id}" gets no answer: the flow ends without a word.`;
      const chosen: Standing = { silent: true, at: [...path, option.id], because };
      return wayThrough(walk, { steps: option.then, path: [...path, option.id] }, [chosen]);
    });
  }
  if ('ask_if_solved' in step) {
    const because = 'Who says that it is not solved gets no answer: the flow ends without a word.';
    const no = [...path, 'no'];
    return wayThrough(walk, { steps: step.no, path: no }, [{ silent: true, at: no, because }]);
  }
  // What was found is told; the other way has to lead to something by itself.
  if ('answer' in step) {
    const because = 'Where no article has an answer, the flow ends without a word.';
    const none: Standing = { silent: true, at: [...path, 'none'], because };
    return [ANSWERED, ...wayThrough(walk, { steps: step.none, path: [...path, 'none'] }, [none])];
  }
  if ('call' in step) return called(walk, { flow: step.call, path }, ways);
  return never(step);
}

/** A called flow that is silent to its end leaves the caller to answer; one that a topic leads to is told for itself. */
function called(walk: Walk, { flow, path }: { flow: string; path: Path }, ways: Standing[]): Standing[] {
  const found = walk.flows.get(flow)?.document;
  if (!found || walk.entered.includes(flow) || walk.roots.has(flow)) return [ANSWERED];
  const inner: Walk = { ...walk, entered: [...walk.entered, flow] };
  const ends = wayThrough(inner, { steps: found.steps, path: [] }, ways);
  const because = `The flow "${flow}" may come back without a word, and this one ends after it.`;
  return ends.map((end) => (end.silent ? { silent: true, at: path, because } : end));
}

function tooManyQuestions({ flows, settings }: Documents, flow: FlowDocument, source: Source): Problem[] {
  if (!settings) return [];
  const asked = questionsOf({ flows, entered: [flow.id], given: [] }, flow.steps);
  const most = settings.most_questions;
  if (asked <= most) return [];
  // Where a flow that is called asks too much by itself, it is told of that one.
  const within = stepsOf(flow).some(({ step }) => {
    const called = 'call' in step && step.call !== flow.id ? flows.get(step.call)?.document : undefined;
    return called && questionsOf({ flows, entered: [called.id, flow.id], given: [] }, called.steps) > most;
  });
  if (within) return [];
  const message = `On one way through this flow the buyer is asked ${asked} questions; ${most} are the most.`;
  const mend =
    'Take values from the order, leave out what is not needed, or raise `most_questions` in the playbook document.';
  return [problemAt(source, ['steps'], { code: 'flow.questions', message, mend })];
}

/** `given` are the slots that the caller fills: they are not asked for. */
type Counting = Omit<Walk, 'roots'> & { given: string[] };

/** The most questions on any way through the steps, called flows included: each takes the buyer's time. */
function questionsOf(walk: Counting, steps: StepDocument[]): number {
  return steps.reduce((sum, step) => sum + questionsIn(walk, step), 0);
}

function questionsIn(walk: Counting, step: StepDocument): number {
  const most = (...lists: (StepDocument[] | undefined)[]): number =>
    Math.max(0, ...lists.map((list) => questionsOf(walk, list ?? [])));
  if ('ask' in step) return walk.given.includes(step.ask) ? 0 : 1;
  if ('choose' in step) return 1 + most(...step.options.map((option) => option.then));
  if ('if' in step) return most(step.then, step.else);
  if ('do' in step) return most(step.done, step.refused, step.failed, step.unknown);
  if ('ask_if_solved' in step) return most(step.no);
  if ('answer' in step) return most(step.none);
  if ('call' in step && !walk.entered.includes(step.call)) {
    const found = walk.flows.get(step.call)?.document;
    const given = Object.keys(step.with ?? {});
    return found ? questionsOf({ ...walk, entered: [...walk.entered, step.call], given }, found.steps) : 0;
  }
  return 0;
}

function emptyLimits(action: ActionDocument, source: Source): Problem[] {
  return action.limits.flatMap((limit, at) => {
    if (limit.count !== undefined || limit.amount_cents !== undefined) return [];
    const message = `The limit "${limit.code}" limits nothing: it has neither a count nor an amount.`;
    const mend = 'Add `count: ` or `amount_cents: `, or remove the limit.';
    return [problemAt(source, ['limits', at, 'code'], { code: 'action.limit', message, mend })];
  });
}
