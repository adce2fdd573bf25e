import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import { circlingCalls } from './circles.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { constantsOf } from './same-for-all.ts';
import { problemAt } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

/** What can never have an effect, or never end: steps that nobody reaches, slots that nothing fills, flows in a circle. */
export function pointless(documents: Documents): Problem[] {
  const problems: Problem[] = [];
  for (const { document, source } of documents.flows.values()) {
    problems.push(...unreached(document, source), ...unfilled(documents, document, source));
    problems.push(...unread(document, source));
  }
  return [...problems, ...circles(documents), ...unusedFlows(documents), ...unusedActions(documents)];
}

function unreached(flow: FlowDocument, source: Source): Problem[] {
  const lists: { steps: StepDocument[]; path: (string | number)[] }[] = [{ steps: flow.steps, path: [] }];
  for (const { step, path } of stepsOf(flow))
    for (const branch of branchesOf(step)) lists.push({ steps: branch.steps, path: [...path, branch.name] });
  return lists.flatMap(({ steps, path }) => {
    const end = steps.findIndex(endsFlow);
    if (end === -1 || end === steps.length - 1) return [];
    const message = 'Nobody reaches this step: the flow has ended before it.';
    const mend = 'Remove it, or put it before the step that ends the flow.';
    const place = documentPath(flow, [...path, end + 1]);
    return [problemAt(source, place, { code: 'step.unreachable', message, mend })];
  });
}

/** Whether nothing that stands after the step is ever reached. */
export function endsFlow(step: StepDocument): boolean {
  if ('resolve' in step || 'hand_over' in step) return true;
  const last = (steps: StepDocument[] | undefined): boolean => steps?.some(endsFlow) ?? false;
  if ('if' in step) return last(step.then) && last(step.else);
  return 'choose' in step && step.options.every((option) => last(option.then));
}

function unfilled({ flows }: Documents, flow: FlowDocument, source: Source): Problem[] {
  const asked = new Set(stepsOf(flow).flatMap(({ step }) => ('ask' in step ? [step.ask] : [])));
  const given = new Set(
    [...flows.values()]
      .flatMap(({ document }) => stepsOf(document))
      .flatMap(({ step }) => ('call' in step && step.call === flow.id ? Object.keys(step.with ?? {}) : [])),
  );
  // What the buyer said by themselves may be looked at without asking: `known.reason`.
  const text = JSON.stringify(flow.steps);
  const there = Object.keys(flow.slots);
  return Object.entries(flow.slots)
    .filter(
      ([name, slot]) =>
        !isNamed(name, { named: new Set([...asked, ...given]), there }) && slot.default === undefined,
    )
    .filter(([name]) => !text.includes(`known.${name}`))
    .map(([name]) => {
      const message = `No step asks for the slot "${name}", and no call gives it.`;
      const mend = `Add \`- ask: ${name}\`, or remove the slot.`;
      return problemAt(source, ['slots', name], { code: 'slot.unused', message, mend });
    });
}

/** Questions whose answer nothing looks at: no condition, no text, no action, no other flow, and no person who would read it. */
function unread(flow: FlowDocument, source: Source): Problem[] {
  const steps = stepsOf(flow);
  if (steps.some(({ step }) => 'hand_over' in step)) return [];
  const all = steps.flatMap(({ step, path }) => {
    if (!('ask' in step) || flow.slots[step.ask]?.kind === 'identity' || !flow.slots[step.ask]) return [];
    // A question with nothing after it is told as that.
    if (!steps.some((one) => one.path.join() === after(path).join())) return [];
    const name = step.ask;
    const rest = steps.flatMap((one) => ('ask' in one.step ? [] : [one.step]));
    const slots = Object.entries(flow.slots).filter(([other]) => other !== name);
    const word = new RegExp(`(?<![\\w.])${name}\\b`);
    // A word of a text that is called like the slot keeps still: it is no proof that nothing reads it.
    if (word.test(JSON.stringify([rest, slots]))) return [];
    const message = `What the buyer answers to the question for "${name}" is never used, and no person gets it.`;
    const mend = 'Hand over to a person, use it in what follows, or do not ask.';
    const place = [...documentPath(flow, path), 'ask'];
    return [problemAt(source, place, { code: 'slot.unread', message, mend })];
  });
  // Where several are, one thing is missing at the end.
  return all.slice(-1);
}

function after(path: readonly (string | number)[]): (string | number)[] {
  return [...path.slice(0, -1), Number(path.at(-1)) + 1];
}

/** Whether something is named, or misspelt where it is named: that is told there. */
function isNamed(name: string, { named, there }: { named: Set<string>; there: string[] }): boolean {
  return named.has(name) || [...named].some((one) => !there.includes(one) && nearest(one, [name]) !== null);
}

function circles(documents: Documents): Problem[] {
  const { flows, settings } = documents;
  const constants = settings ? constantsOf(documents, settings) : new Map();
  const itself = [...flows.values()].flatMap(({ document, source }) =>
    stepsOf(document).flatMap(({ step, path }) => {
      if (!('call' in step) || step.call !== document.id) return [];
      const place: Place = [...documentPath(document, path), 'call'];
      const message = `The flow "${document.id}" calls itself, which is under way already: nothing comes of it.`;
      const mend = 'Call another flow, say something, or remove the step.';
      return [problemAt(source, place, { code: 'flow.circle', message, mend })];
    }),
  );
  const others = circlingCalls(documents, { constants, values: new Map() }).flatMap(
    ({ from, flow, path }) => {
      const found = flows.get(from);
      if (!found || flow === from) return [];
      const through = `"${flow}", which comes back to it`;
      const place: Place = [...documentPath(found.document, path), 'call'];
      const message = `The flow "${from}" calls ${through}, and learns nothing in between: it never ends.`;
      const mend = 'Ask something before it, hand over to a person, or remove the call.';
      return [problemAt(found.source, place, { code: 'flow.circle', message, mend })];
    },
  );
  return [...itself, ...others];
}

// While a file cannot be read, nobody knows which flow it would have named.
function unusedFlows({ flows, topics, playbook, broken }: Documents): Problem[] {
  if (!playbook || broken.names.size > 0) return [];
  const named = new Set([playbook.document.identify.flow]);
  for (const { document } of topics.values()) if (document.flow !== undefined) named.add(document.flow);
  for (const { document } of flows.values())
    for (const { step } of stepsOf(document)) if ('call' in step) named.add(step.call);
  return (
    [...flows]
      // One that finds out who is there was meant by the playbook document: that another is named is told there.
      .filter(([, { document }]) => !Object.values(document.slots).some(({ kind }) => kind === 'identity'))
      .filter(([, { document }]) => !isNamed(document.id, { named, there: [...flows.keys()] }))
      .map(([id, { source }]) => {
        const message = `No topic leads to the flow "${id}", and no flow calls it.`;
        const mend = 'Add a topic with `flow: ` and its id, or remove the file.';
        return problemAt(source, ['id'], { code: 'flow.unused', message, mend });
      })
  );
}

// Agents may request what no flow does.
function unusedActions({ flows, actions, broken }: Documents): Problem[] {
  if (broken.names.size > 0) return [];
  const steps = [...flows.values()].flatMap(({ document }) => stepsOf(document));
  const named = new Set(steps.flatMap(({ step }) => ('do' in step ? [step.do] : [])));
  return [...actions.values()]
    .filter(
      ({ document: { id, who } }) =>
        // A flow of its name in which a step was mended would have requested it.
        who.includes('buyer') &&
        !broken.misshapen.has(id) &&
        !isNamed(id, { named, there: [...actions.keys()] }),
    )
    .map(({ document: { id }, source }) => {
      const message = `No flow requests the action "${id}".`;
      const mend = `Add \`- do: ${id}\` to a flow, take \`buyer\` out of \`who\`, or remove the file.`;
      return problemAt(source, ['id'], { code: 'action.unused', message, mend });
    });
}
