import type { ActionDocument } from '../actions/action.ts';
import type { FlowDocument } from '../flows/flow.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import { sectionProblems } from './articles.ts';
import type { Documents } from './collected.ts';
import { exampleProblems } from './examples.ts';
import { isWritten, type Place, type Source } from './place.ts';
import { durationMistake } from './settings.ts';
import { problemAt } from './source.ts';
import { choiceProblems, ofArguments, type StepAt } from './step-fits.ts';
import { documentPath, stepsOf } from './steps.ts';

type Named = {
  source: Source;
  place: Place;
  name: string;
  among: Iterable<string>;
  what: 'flow' | 'action' | 'slot' | 'topic' | 'article' | 'calendar' | 'segment' | 'survey';
  /** Names in files that could not be read: whether they are there nobody knows. */
  unread?: Set<string>;
};

/** Names that lead nowhere, and documents that do not fit each other. */
export function references(documents: Documents): Problem[] {
  const problems: Problem[] = [];
  const { playbook, flows, topics } = documents;
  const among = { among: idsOf(flows), what: 'flow', unread: documents.broken.names } as const;
  if (playbook) {
    const { source, document } = playbook;
    const place = ['identify', 'flow'];
    problems.push(...unknown({ ...among, source, place, name: document.identify.flow }));
    const calendars = { ...among, among: idsOf(documents.calendars), what: 'calendar' } as const;
    const { calendar } = document.people;
    problems.push(...unknown({ ...calendars, source, place: ['people', 'calendar'], name: calendar }));
    problems.push(...segmentNames(documents, playbook), ...surveyNames(documents, playbook));
    if (topics.size === 0 && documents.broken.names.size === 0) {
      const message = 'There is no topic: nothing that a buyer writes could be understood.';
      const mend = 'Add a document of kind topic.';
      problems.push(problemAt(source, ['kind'], { code: 'playbook.no_topics', message, mend }));
    }
    const written = {
      among: idsOf(documents.articles),
      what: 'article',
      unread: documents.broken.names,
    } as const;
    for (const [at, { articles }] of document.help.groups.entries())
      for (const [index, name] of articles.entries())
        problems.push(
          ...unknown({ ...written, source, place: ['help', 'groups', at, 'articles', index], name }),
        );
    problems.push(...likelyTopics(documents, playbook), ...questionTopic(documents, playbook));
  }
  for (const { document, source } of topics.values()) {
    problems.push(
      ...(document.flow === undefined
        ? []
        : unknown({ ...among, among: idsOf(flows), source, place: ['flow'], name: document.flow })),
    );
  }
  problems.push(...nowhere(documents));
  for (const { document, source } of documents.articles.values()) {
    const known = { among: idsOf(topics), what: 'topic', unread: documents.broken.names } as const;
    for (const [at, name] of document.topics.entries())
      problems.push(...unknown({ ...known, source, place: ['topics', at], name }));
    problems.push(...sectionProblems(document, source));
  }
  problems.push(...exampleProblems(documents));
  for (const { document, source } of flows.values()) problems.push(...ofFlow(documents, document, source));
  for (const { document, source } of documents.actions.values()) problems.push(...ofAction(document, source));
  return problems;
}

function idsOf(documents: Map<string, { document: { id: string } }>): Set<string> {
  return new Set([...documents.values()].map(({ document }) => document.id));
}

/** Topics that buyers are offered, and nothing comes of it. */
function nowhere({ topics, articles, broken }: Documents): Problem[] {
  if (broken.names.size > 0) return [];
  const served = new Set([...articles.values()].flatMap(({ document }) => document.topics));
  return [...topics.values()].flatMap(({ document: { id, flow, offered }, source }) => {
    if (flow !== undefined || isWritten(source, ['flow']) || !offered || served.has(id)) return [];
    const message = `The topic "${id}" is offered, but no flow and no article serves it.`;
    const mend = 'Add `flow: `, or `offered: false` if it is a mere detail of another wish.';
    return [problemAt(source, ['id'], { code: 'topic.nowhere', message, mend })];
  });
}

function segmentNames(
  { segments, calendars, broken }: Documents,
  { document, source }: NonNullable<Documents['playbook']>,
): Problem[] {
  const named = { among: idsOf(segments), what: 'segment', unread: broken.names } as const;
  const listed = document.segments.flatMap((name, at) =>
    unknown({ ...named, source, place: ['segments', at], name }),
  );
  const theirs = [...segments.values()].flatMap((one) => {
    const { calendar: name } = one.document.people;
    const among = { among: idsOf(calendars), what: 'calendar', unread: broken.names } as const;
    return name === undefined
      ? []
      : unknown({ ...among, source: one.source, place: ['people', 'calendar'], name });
  });
  return [...listed, ...theirs];
}

function surveyNames(
  { surveys, broken }: Documents,
  { document, source }: NonNullable<Documents['playbook']>,
): Problem[] {
  const named = { among: idsOf(surveys), what: 'survey', unread: broken.names } as const;
  return document.surveys.flatMap((name, at) => unknown({ ...named, source, place: ['surveys', at], name }));
}

function likelyTopics(
  { topics, broken }: Documents,
  { document, source }: NonNullable<Documents['playbook']>,
): Problem[] {
  const among = { among: idsOf(topics), what: 'topic', unread: broken.names } as const;
  return (document.opening?.likely ?? []).flatMap((likely, at) =>
    likely.topics.flatMap((name, index) => {
      const place = ['opening', 'likely', at, 'topics', index];
      const topic = [...topics.values()].find((one) => one.document.id === name)?.document;
      if (!topic || topic.flow !== undefined) return unknown({ ...among, source, place, name });
      const message = `The topic "${name}" cannot be offered: no flow serves it.`;
      return [
        problemAt(source, place, { code: 'reference.topic', message, mend: `Add \`flow:\` to the topic.` }),
      ];
    }),
  );
}

/** What no topic was found for is answered only where the flow of that topic answers from the articles. */
function questionTopic(
  { topics, flows, broken }: Documents,
  { document, source }: NonNullable<Documents['playbook']>,
): Problem[] {
  const name = document.questions;
  if (name === undefined) return [];
  const place = ['questions'];
  const topic = [...topics.values()].find((one) => one.document.id === name)?.document;
  if (!topic)
    return unknown({ source, place, name, among: idsOf(topics), what: 'topic', unread: broken.names });
  const flow = topic.flow === undefined ? undefined : flows.get(topic.flow)?.document;
  if (!flow || stepsOf(flow).some(({ step }) => 'answer' in step)) return [];
  const message = `The flow of the topic "${name}" does not answer from the articles.`;
  const mend = 'Add `- answer: articles` to it, or name another topic.';
  return [problemAt(source, place, { code: 'reference.topic', message, mend })];
}

function unknown({ source, place, name, among, what, unread }: Named): Problem[] {
  const known = [...among];
  if (known.includes(name) || unread?.has(name)) return [];
  const close = nearest(name, known);
  const mend = close
    ? `Did you mean "${close}"?`
    : known.length > 0
      ? `There are: ${known.join(', ')}.`
      : `Write the ${what} first.`;
  const message = `There is no ${what} called "${name}".`;
  return [problemAt(source, place, { code: `reference.${what}`, message, mend })];
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
  for (const { step, path } of stepsOf(flow))
    problems.push(...ofStep(documents, { flow, step, source, place: documentPath(flow, path) }));
  return problems;
}

function ofStep({ flows, actions, broken }: Documents, { flow, step, source, place }: StepAt): Problem[] {
  const unread = broken.names;
  if ('ask' in step) {
    const among = Object.keys(flow.slots);
    return unknown({ source, place: [...place, 'ask'], name: step.ask, among, what: 'slot' });
  }
  if ('choose' in step) return choiceProblems(step, source, place);
  if ('call' in step) {
    const called = flows.get(step.call)?.document;
    const name = step.call;
    if (!called)
      return unknown({ source, place: [...place, 'call'], name, among: idsOf(flows), what: 'flow', unread });
    const among = Object.keys(called.slots);
    return Object.keys(step.with ?? {}).flatMap((slot) =>
      unknown({ source, place: [...place, 'with', slot], name: slot, among, what: 'slot' }),
    );
  }
  if (!('do' in step)) return [];
  const action = actions.get(step.do)?.document;
  const name = step.do;
  if (!action)
    return unknown({ source, place: [...place, 'do'], name, among: idsOf(actions), what: 'action', unread });
  return ofArguments(action, { flow, step, source, place });
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
  const costs = action.amount_cents.trim() !== '0';
  if (action.confirm === 'none' && (action.changes !== undefined || costs || action.goal !== undefined)) {
    const what = action.changes === undefined && costs ? 'moves money' : 'changes something';
    const message = `The action "${action.id}" ${what}, but asks nobody.`;
    const left =
      action.changes !== undefined
        ? '`changes:` if it changes nothing'
        : costs
          ? '`amount_cents:` if it costs nothing'
          : '`goal:` if it changes nothing';
    const mend = `Remove \`confirm: none\` and add \`readback:\`, or remove ${left}.`;
    problems.push(problemAt(source, ['confirm'], { code: 'action.unconfirmed', message, mend }));
  }
  if (costs && !action.approve && !isWritten(source, ['limits'])) {
    const message = `The action "${action.id}" moves money without a limit, and nobody approves it.`;
    const mend = 'Add `limits:` or `approve:`; where it is meant, write `limits: []`.';
    problems.push(problemAt(source, ['amount_cents'], { code: 'action.unlimited', message, mend }));
  }
  for (const [at, limit] of action.limits.entries()) {
    const wrong = durationMistake(limit.window);
    if (wrong) problems.push(problemAt(source, ['limits', at, 'window'], wrong));
  }
  return problems;
}
