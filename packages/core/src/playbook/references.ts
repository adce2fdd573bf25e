import type { ActionDocument } from '../actions/action.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import { nearest } from '../lib/nearest.ts';
import { isDuration } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import { documentPath } from './sites.ts';
import { type Place, problemAt, type Source } from './source.ts';

type Named = {
  source: Source;
  place: Place;
  name: string;
  among: Iterable<string>;
  what: 'flow' | 'action' | 'slot';
};

/** Names that lead nowhere, and documents that do not fit each other. */
export function references(documents: Documents): Problem[] {
  const problems: Problem[] = [];
  const { playbook, flows, topics } = documents;
  if (playbook) {
    const name = playbook.document.identify.flow;
    problems.push(
      ...unknown({
        source: playbook.source,
        place: ['identify', 'flow'],
        name,
        among: flows.keys(),
        what: 'flow',
      }),
    );
  }
  for (const { document, source } of topics.values()) {
    problems.push(
      ...unknown({ source, place: ['flow'], name: document.flow, among: flows.keys(), what: 'flow' }),
    );
  }
  problems.push(...examples(documents));
  for (const { document, source } of flows.values()) problems.push(...ofFlow(documents, document, source));
  for (const { document, source } of documents.actions.values()) problems.push(...ofAction(document, source));
  return problems;
}

function unknown({ source, place, name, among, what }: Named): Problem[] {
  const known = [...among];
  if (known.includes(name)) return [];
  const close = nearest(name, known);
  const mend = close
    ? `Did you mean "${close}"?`
    : known.length > 0
      ? `There are: ${known.join(', ')}.`
      : `Write the ${what} first.`;
  return [
    problemAt(source, place, {
      code: `reference.${what}`,
      message: `There is no ${what} called "${name}".`,
      mend,
    }),
  ];
}

function examples({ topics, playbook }: Documents): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const { document, source } of topics.values()) {
    for (const language of playbook?.document.languages ?? []) {
      if (document.examples[language]) continue;
      const message = `The topic "${document.id}" has no examples in "${language}".`;
      const mend = `Add examples.${language} with at least three ways in which people say it.`;
      problems.push(problemAt(source, ['examples'], { code: 'topic.language', message, mend }));
    }
    for (const [language, list] of Object.entries(document.examples)) {
      for (const [at, example] of list.entries()) {
        const key = `${language} ${example.trim().toLowerCase()}`;
        const other = seen.get(key);
        if (other !== undefined && other !== document.id) {
          const message = `The same example stands under the topic "${other}".`;
          const mend = 'Keep it where it belongs; nobody could tell the two topics apart by it.';
          problems.push(
            problemAt(source, ['examples', language, at], { code: 'topic.example', message, mend }),
          );
        }
        seen.set(key, document.id);
      }
    }
  }
  return problems;
}

function ofFlow(documents: Documents, flow: FlowDocument, source: Source): Problem[] {
  const problems: Problem[] = [];
  for (const [name, slot] of Object.entries(flow.slots)) {
    const place = ['slots', name];
    if ((slot.kind === 'lines' || slot.kind === 'swaps') && slot.of === undefined) {
      const mend = 'Add `of: ` with the name of the slot that holds the order.';
      const message = `The slot "${name}" does not say of which order its items are.`;
      problems.push(problemAt(source, place, { code: 'slot.order', message, mend }));
    }
    if (slot.kind === 'choice' && Object.keys(slot.options ?? {}).length === 0) {
      const message = `The choice "${name}" has no options.`;
      problems.push(
        problemAt(source, place, {
          code: 'slot.options',
          message,
          mend: 'Add `options:`, each with a label.',
        }),
      );
    }
    if (slot.of !== undefined) {
      problems.push(
        ...unknown({
          source,
          place: [...place, 'of'],
          name: slot.of,
          among: Object.keys(flow.slots),
          what: 'slot',
        }),
      );
    }
  }
  const walk = (steps: StepDocument[], path: (string | number)[]): void => {
    for (const [at, step] of steps.entries()) {
      const here = [...path, at];
      problems.push(...ofStep(documents, { flow, step, source, place: documentPath(flow, here) }));
      for (const branch of branchesOf(step)) walk(branch.steps, [...here, branch.name]);
    }
  };
  walk(flow.steps, []);
  return problems;
}

type OfStep = { flow: FlowDocument; step: StepDocument; source: Source; place: Place };

function ofStep({ flows, actions }: Documents, { flow, step, source, place }: OfStep): Problem[] {
  if ('ask' in step) {
    return unknown({
      source,
      place: [...place, 'ask'],
      name: step.ask,
      among: Object.keys(flow.slots),
      what: 'slot',
    });
  }
  if ('call' in step) {
    const lost = unknown({
      source,
      place: [...place, 'call'],
      name: step.call,
      among: flows.keys(),
      what: 'flow',
    });
    const called = flows.get(step.call)?.document;
    const given = called ? Object.keys(step.with ?? {}) : [];
    return [
      ...lost,
      ...given.flatMap((name) =>
        unknown({
          source,
          place: [...place, 'with', name],
          name,
          among: Object.keys(called?.slots ?? {}),
          what: 'slot',
        }),
      ),
    ];
  }
  if (!('do' in step)) return [];
  const action = actions.get(step.do)?.document;
  if (!action)
    return unknown({ source, place: [...place, 'do'], name: step.do, among: actions.keys(), what: 'action' });
  const wanted = Object.keys(action.arguments);
  const given = Object.keys(step.with);
  const wrong = [
    ...given.filter((name) => !wanted.includes(name)).map((name) => `has no argument "${name}"`),
    ...wanted.filter((name) => !given.includes(name)).map((name) => `also needs the argument "${name}"`),
  ];
  return wrong.map((what) =>
    problemAt(source, [...place, 'with'], {
      code: 'reference.argument',
      message: `The action "${action.id}" ${what}.`,
      mend: `Its arguments are: ${wanted.join(', ')}.`,
    }),
  );
}

function ofAction(action: ActionDocument, source: Source): Problem[] {
  const problems: Problem[] = [];
  if (action.confirm === 'buyer' && action.readback === undefined) {
    const message = `The action "${action.id}" needs the buyer's yes, but says nothing back before it.`;
    const mend = 'Add `readback:` that tells what will change, or `confirm: none` if it changes nothing.';
    problems.push(problemAt(source, ['id'], { code: 'action.readback', message, mend }));
  }
  const kinds = Object.entries(action.arguments);
  const part = kinds.find(([, one]) => one.kind === 'lines' || one.kind === 'swaps');
  if (part && !kinds.some(([, one]) => one.kind === 'order')) {
    const message = `The argument "${part[0]}" is part of an order, but the action has no argument of kind order.`;
    const mend = 'Add an argument of kind order.';
    problems.push(problemAt(source, ['arguments', part[0]], { code: 'action.order', message, mend }));
  }
  for (const [at, limit] of action.limits.entries()) {
    if (isDuration(limit.window)) continue;
    const mend = 'Write PT24H for a day, P30D for thirty days.';
    const message = `"${limit.window}" is not a duration.`;
    problems.push(problemAt(source, ['limits', at, 'window'], { code: 'settings.duration', message, mend }));
  }
  return problems;
}
