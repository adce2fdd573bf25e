import type { ReplyUse } from '../actions/action.ts';
import { freeVariables } from '../expression/expression.ts';
import type { FlowDocument, Slot, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { endsFlow } from './pointless.ts';
import { templateOf } from './sites.ts';
import { problemAt } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

/** Slots that are read before they are asked for, and slots that are asked for once more. */
export function slotsInTime(documents: Documents): Problem[] {
  return [...documents.flows.values()].flatMap(({ document: flow, source }) => {
    const asked = new Set(stepsOf(flow).flatMap(({ step }) => ('ask' in step ? [step.ask] : [])));
    const walk: Walk = { flow, source, asked, problems: [] };
    const start = startOf(documents, flow);
    through(walk, { steps: flow.steps, path: [] }, { always: start, ever: start });
    return walk.problems;
  });
}

/** Slots that are known at a step: on every way that leads there, and on some way. */
type Known = { always: ReadonlySet<string>; ever: ReadonlySet<string> };
type Walk = { flow: FlowDocument; source: Source; asked: ReadonlySet<string>; problems: Problem[] };
type List = { steps: StepDocument[]; path: (string | number)[] };
type At = { step: StepDocument; path: (string | number)[] };

/** What a call gives, and what has a default, is not waited for. */
function startOf({ flows }: Documents, flow: FlowDocument): ReadonlySet<string> {
  const calls = [...flows.values()].flatMap(({ document }) =>
    stepsOf(document).flatMap(({ step }) =>
      'call' in step && step.call === flow.id ? Object.keys(step.with ?? {}) : [],
    ),
  );
  const defaults = Object.entries(flow.slots).flatMap(([name, slot]) =>
    slot.default === undefined ? [] : [name],
  );
  // A slot that is given by one caller only is still asked for where a topic leads to the flow.
  const asked = new Set(stepsOf(flow).flatMap(({ step }) => ('ask' in step ? [step.ask] : [])));
  return new Set([...calls.filter((name) => !asked.has(name)), ...defaults]);
}

/** Null where every way through the steps has ended. */
function through(walk: Walk, { steps, path }: List, before: Known): Known | null {
  let known = before;
  for (const [at, step] of steps.entries()) {
    const after = behind(walk, { step, path: [...path, at] }, known);
    if (after === null || endsFlow(step)) return null;
    known = after;
  }
  return known;
}

function behind(walk: Walk, { step, path }: At, known: Known): Known | null {
  const here = documentPath(walk.flow, path);
  for (const { names, place } of readsIn(walk.flow, step))
    early(walk, { names, place: [...here, ...place] }, known);
  if ('ask' in step) return asking(walk, { name: step.ask, place: [...here, 'ask'] }, known);
  const guarded =
    'if' in step ? { ...known, always: new Set([...known.always, ...guards(walk, step.if)]) } : known;
  const branches = branchesOf(step).map(({ name, steps }) =>
    through(walk, { steps, path: [...path, name] }, guarded),
  );
  const all = 'choose' in step || ('if' in step && branches.length === 2);
  const ways = [...branches, ...(all ? [] : [known])].filter((way) => way !== null);
  const [first, ...others] = ways;
  if (!first) return null;
  return {
    always: new Set([...first.always].filter((name) => others.every((way) => way.always.has(name)))),
    ever: new Set(ways.flatMap((way) => [...way.ever])),
  };
}

function asking(walk: Walk, { name, place }: { name: string; place: Place }, known: Known): Known {
  const slot = walk.flow.slots[name];
  if (slot) early(walk, { names: readsOfSlot(walk.flow, slot).filter((one) => one !== name), place }, known);
  if (slot && known.always.has(name) && slot.default === undefined) {
    const message = `"${name}" is known here: it was asked for on every way that leads to this step.`;
    const mend = 'Remove this step.';
    walk.problems.push(problemAt(walk.source, place, { code: 'slot.again', message, mend }));
  }
  return { always: new Set([...known.always, name]), ever: new Set([...known.ever, name]) };
}

function early({ asked, source, problems }: Walk, at: { names: string[]; place: Place }, known: Known): void {
  for (const name of new Set(at.names)) {
    if (known.always.has(name) || !asked.has(name)) continue;
    const some = known.ever.has(name);
    const message = some
      ? `"${name}" is read here, and there is a way on which nothing has asked for it.`
      : `"${name}" is read here before it is asked for.`;
    const mend = `Put \`- ask: ${name}\` before this step${some ? ' on every way' : ''}, or look first: \`known.${name}\`.`;
    problems.push(problemAt(source, at.place, { code: 'slot.early', message, mend }));
  }
}

/** Slots of which a condition asks whether they are known. */
function guards({ flow }: Walk, condition: string): string[] {
  return Object.keys(flow.slots).filter((name) => new RegExp(`\\bknown\\.${name}\\b`).test(condition));
}

type Reading = { names: string[]; place: Place };

/** The slots that a step reads, and where. */
function readsIn(flow: FlowDocument, step: StepDocument): Reading[] {
  const slots = Object.keys(flow.slots);
  const expression = (source: string): string[] =>
    slots.includes(source)
      ? [source]
      : freeVariables(source).filter(
          (name) => slots.includes(name) && !new RegExp(`\\bknown\\.${name}\\b`).test(source),
        );
  const found: Reading[] = [];
  if ('if' in step) found.push({ names: expression(step.if), place: ['if'] });
  if ('with' in step)
    for (const [name, source] of Object.entries(step.with ?? {}))
      found.push({ names: expression(source), place: ['with', name] });
  const given = 'with' in step && step.with ? Object.keys(step.with) : [];
  for (const key of ['say', 'choose', 'ask_if_solved'] as const) {
    const use = key in step ? (step as { [name: string]: unknown })[key] : undefined;
    if (use === undefined) continue;
    const names = readsOfReply(slots, use as ReplyUse).filter((name) => !given.includes(name));
    found.push({ names, place: [key] });
  }
  return found;
}

function readsOfSlot(flow: FlowDocument, { ask, among, prefer, not_among, none }: Slot): string[] {
  const slots = Object.keys(flow.slots);
  const expressions = [among, prefer].flatMap((source) =>
    source === undefined ? [] : freeVariables(source),
  );
  const texts = [ask, not_among, none].flatMap((use) => (use === undefined ? [] : readsOfReply(slots, use)));
  return [...expressions.filter((name) => slots.includes(name)), ...texts];
}

/** The slots that a text reads, but for those of which it asks first whether they are there. */
function readsOfReply(slots: readonly string[], use: ReplyUse): string[] {
  if (typeof use === 'string') return [];
  const { text, card } = templateOf(use);
  const texts = [
    text,
    card?.title,
    card?.reference,
    ...(card?.rows ?? []).flatMap(({ value, from, to }) => [value, from, to]),
  ];
  const marks = texts
    .flatMap((one) => Object.values(one ?? {}))
    .flatMap((words) => words.match(/\{[{%][\s\S]*?[%}]\}/g) ?? []);
  const inMarks = (name: string, kind: RegExp): boolean =>
    marks.some(
      (mark) =>
        kind.test(mark) &&
        new RegExp(`(?<![\\w.'"])${name}(?![\\w'":])`).test(mark.replace(/'[^']*'|"[^"]*"/g, '')),
    );
  const asked = /^\{%-?\s*(?:if|unless|elsif)\b/;
  return slots.filter((name) => inMarks(name, /./) && !inMarks(name, asked));
}
